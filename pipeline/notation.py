"""Numbers as a release writes them: with the marks of the language, in the manner of a figure of the text."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from pipeline.language import Language
from pipeline.records import Figure

NUMERAL = re.compile(r"\d(?:[\d.,]*\d)?")  # with all marks between the first digit and the last
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")  # with single marks between digits: what one number may be
_BRACKET = re.compile(r"\s*\(.*\)")
# Decimals beyond those of the text that a computed value may show.
FINER = 3


def scales(language: Language) -> Mapping[str, Decimal]:
    """What each scale word multiplies by: "juta" a million."""
    return {word: Decimal(scale) for word, scale in language.data["numbers"]["scales"].items()}


def number(value: Decimal, decimals: int, point: str, group: str) -> str:
    """The value with so many decimals, in groups of three."""
    text = f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    return text.replace(",", "\0").replace(".", point).replace("\0", group)


def numeral(figure: Figure) -> str:
    """The digits of the figure with their marks, as written; empty for a number in words."""
    found = NUMERAL.search(figure.text)
    return found[0] if found else ""


def in_its_manner(value: Decimal, figure: Figure, language: Language) -> str:
    """The value as the figure would say it: same scale word, same marks, decimals at least as many, or in words.

    A value of the same digits, some thousand times as large or small, is said with another scale word.
    """
    if figure.scale > 1 and figure.value and (other := _rescaled(value, figure, language)):
        return other
    written, decimals = value / figure.scale, figure.decimals
    if written != written.quantize(Decimal(1).scaleb(-decimals)):
        decimals += _needed(written.quantize(Decimal(1).scaleb(-decimals - FINER)), decimals)
    digits = number(written, decimals, *_marks(figure, language))
    was = numeral(figure)
    if not was:
        return _words(language).get(written, digits)
    text = _BRACKET.sub("", figure.text) if value != figure.value else figure.text
    return text.replace(was, digits, 1)


def _rescaled(value: Decimal, figure: Figure, language: Language) -> str:
    """The figure with the scale word that makes it this value; empty where none does."""
    said = {word: scale for word, scale in scales(language).items() if scale == figure.scale}
    meant = [word for word, scale in scales(language).items() if figure.value * scale == value * figure.scale]
    was = re.search(rf"(?i)\b(?:{'|'.join(map(re.escape, said))})\b", figure.text) if said else None
    if not was or not meant or value == figure.value:
        return ""
    return f"{figure.text[: was.start()]}{meant[0]}{figure.text[was.end() :]}"


def _needed(written: Decimal, decimals: int) -> int:
    exponent = written.normalize().as_tuple().exponent
    return max(-exponent - decimals, 0) if isinstance(exponent, int) else 0


def _marks(figure: Figure, language: Language) -> tuple[str, str]:
    """The decimal mark and the mark between thousands; those of the language where the figure shows none."""
    marks, was = language.data["numbers"]["marks"], numeral(figure)
    point = was[-figure.decimals - 1] if figure.decimals and len(was) > figure.decimals else marks["decimal"]
    plain = len(was) - bool(figure.decimals) - figure.decimals > 3 and was[: -figure.decimals - 1].isdigit()
    group = "" if plain else marks["thousands"] if point != marks["thousands"] else marks["decimal"]
    return point, group


@cache
def _words(language: Language) -> Mapping[Decimal, str]:
    """The numbers of one or two words: "tiga", "dua belas", "dua puluh"."""
    numbers = language.data["numbers"]
    words = {Decimal(value): word for word, value in reversed(numbers["words"].items())}
    digits = {value: word for value, word in words.items() if 1 < value < 10}
    for word, value in numbers["teens"].items():
        words |= {value_of + Decimal(value): f"{digit} {word}" for value_of, digit in digits.items()}
    for word, value in numbers["multipliers"].items():
        words |= {value_of * Decimal(value): f"{digit} {word}" for value_of, digit in digits.items()}
    return words


def with_unit(text: str, figure: Figure) -> str:
    """What stands for the figure, with its unit: "14 orang", "59,87%"; an amount of money has its own."""
    if figure.kind == "money" or not figure.unit:
        return text
    return f"{text}{figure.unit}" if figure.kind == "percent" else f"{text} {figure.unit}"
