"""Slips of one figure: which values it may have had before a digit was mistyped, and how likely each slip is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from pipeline.language import Language

_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Slips:
    """The weights of the slips, and the factors that make one in a figure more or less likely."""

    odds: Mapping[str, Decimal]
    name: Mapping[str, str]
    result: Decimal
    words: Decimal
    grouped: Decimal
    echo: tuple[tuple[int, Decimal], ...]


@cache
def slips(language: Language) -> Slips:
    """The slips of this language, from its ``slips.toml``."""
    data = language.data["slips"]
    factor = data["factor"]
    return Slips(
        {name: Decimal(entry["odds"]) for name, entry in data["slip"].items()},
        {name: entry["name"] for name, entry in data["slip"].items()},
        Decimal(factor["result"]),
        Decimal(factor["words"]),
        Decimal(factor["grouped"]),
        tuple(sorted(((int(n), Decimal(f)) for n, f in factor["echo"].items()), reverse=True)),
    )


@lru_cache(maxsize=256)  # the figures of one release: each takes 20 kB, and an archive has millions
def origins(digits: str, plain: bool) -> Mapping[int, tuple[str, Decimal]]:
    """What the digits may have been before one slip, each with the slip that has the fewest other ways to happen.

    The number is one over the ways: a digit of n may have been any of 8 n others, two neighbours stand in n - 1 places.
    A value that would begin with a nought that was not there is left out. Only ``plain`` whole numbers are miscounted.
    """
    found: dict[int, tuple[str, Decimal]] = {}
    for text, slip, ways in (*_slips(digits), *(_miscounts(digits) if plain else ())):
        if text and (text[0] != "0" or (digits[0] == "0" and len(text) <= len(digits))):
            value = int(text)
            if value not in found or found[value][1] < Decimal(1) / ways:
                found[value] = (slip, Decimal(1) / ways)
    found.pop(int(digits), None)
    return found


def _miscounts(digits: str) -> Iterator[tuple[str, str, int]]:
    yield str(int(digits) + 1), "off-by-one", 2
    yield str(abs(int(digits) - 1)), "off-by-one", 2


def _slips(digits: str) -> Iterator[tuple[str, str, int]]:
    n = len(digits)
    for i, digit in enumerate(digits):
        before, after = digits[:i], digits[i + 1 :]
        yield before + after, "extra", 10 if i == n - 1 else 10 * n
        if after and after[0] != digit:
            yield before + after[0] + digit + after[1:], "swap", n - 1
        for other in _DIGITS:
            if other != digit:
                yield before + other + after, "digit", 8 * n
            yield before + other + digits[i:], "missing", n + 1
    for other in _DIGITS:
        yield digits + other, "missing", n + 1
