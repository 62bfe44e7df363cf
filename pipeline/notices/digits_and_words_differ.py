"""A number said twice, in digits and in words, that is not the same number: "12 (thirteen)", "thirteen (12)"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.claims.layout import Layout
from pipeline.extract.grammar import Grammar, grammar
from pipeline.extract.numerals import compose
from pipeline.language import Language
from pipeline.notices._notice import Notice, at
from pipeline.records import Figure

_BRACKET = re.compile(r"(?P<digits>.*\S)\s*\((?P<words>[^\d()]+)\)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")


def find(layout: Layout, language: Language) -> Iterator[Notice]:
    """Digits with their words in brackets, which are one figure, and words with digits in brackets, which are two."""
    known, text = grammar(language), layout.document.text
    for figure in layout.figures:
        if figure.text.endswith(")") and (said := _BRACKET.fullmatch(figure.text)):
            spoken = _value(said["words"], known)
            if spoken is not None and spoken not in (figure.value, figure.value / figure.scale):
                yield at(figure, digits=said["digits"], words=said["words"])
    for words, digits in pairwise(layout.figures):
        if _in_brackets(words, digits, text) and words.value != digits.value:
            yield Notice(words.start, digits.end + 1, {"digits": digits.text, "words": words.text})


def _value(words: str, known: Grammar) -> Decimal | None:
    """What the words say; None where they hold decimals, or are no single number."""
    forms = _WORD.findall(words.lower())
    spoken = [known.numerals[form] for form in forms if form in known.numerals]
    found = compose(spoken)
    whole = found is not None and found[1] == len(spoken) and not known.commas.intersection(forms)
    return Decimal(found[0]) if found and whole else None


def _in_brackets(words: Figure, digits: Figure, text: str) -> bool:
    """Whether bare digits in brackets follow a number in words."""
    if text[words.end : digits.start] != " (" or text[digits.end : digits.end + 1] != ")":
        return False
    return not any(map(str.isdigit, words.text)) and digits.text.replace(".", "").isdigit()
