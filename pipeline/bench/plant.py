"""Plants slips: one number of a text written wrong, so that a claim which holds no longer does."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import TypeVar

from pipeline.notation import number

GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
POINTED = re.compile(r"\d+\.\d+")
PADDED = re.compile(r"0\d")
DECIMAL = re.compile(r"(\d+),(\d+)")
WHOLE = re.compile(r"[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+")
OTHER_MARK = str.maketrans(".,", ",.")

T = TypeVar("T")
Scales = Mapping[str, Decimal]
Slips = Callable[[str, Random], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that may be changed: the number of one member of a claim, as it stands in the text."""

    claim: int
    member: int
    start: int
    written: str


def planted(
    spots: Sequence[Spot],
    rng: Random,
    slips: Slips,
    change: Callable[[Spot, str, str], T | None],
    scales: Scales | None = None,
) -> Iterator[T]:
    """At most one slip at each place, in random order: the first that can be read in one way only and is accepted.

    ``change`` is given the place, the slip and what is then written; it says None where no claim is broken by it.
    """
    shuffled = list(spots)
    rng.shuffle(shuffled)
    used: set[int] = set()
    for spot in shuffled:
        options = list(slips(spot.written, rng)) if spot.start not in used else []
        rng.shuffle(options)
        plain = ((slip, after) for slip, after in options if _is_plain(spot.written, after, scales or {}))
        if changed := next((made for slip, after in plain if (made := change(spot, slip, after))), None):
            used.add(spot.start)
            yield changed


def _is_plain(before: str, after: str, scales: Scales) -> bool:
    now = readings(after, scales)
    return len(now) == 1 and now != readings(before, scales) and not PADDED.match(after)


def readings(written: str, scales: Scales | None = None) -> frozenset[Decimal]:
    """The values that a number may have: with dots for thousands and a decimal comma, or with a decimal point.

    A word behind it is one of ``scales``.
    """
    digits, _, word = written.partition(" ")
    factor = (scales or {}).get(word.lower()) if word else Decimal(1)
    if factor is None:
        return frozenset()
    grouped = {Decimal(digits.replace(".", "").replace(",", ".")) * factor} if GROUPED.fullmatch(digits) else set()
    return frozenset(grouped | ({Decimal(digits) * factor} if POINTED.fullmatch(digits) else set()))


def typed(written: str, rng: Random) -> Iterator[tuple[str, str]]:
    """Slips of the finger that keep the way in which the number is written: what it is called, and the number."""
    digits = [i for i, char in enumerate(written) if char.isdigit()]
    at = rng.choice(digits)
    yield "digit", written[:at] + rng.choice([d for d in "123456789" if d != written[at]]) + written[at + 1 :]
    swaps = [(a, b) for a, b in pairwise(digits) if written[a] != written[b] and not (a == 0 and written[b] == "0")]
    if swaps:
        yield "swap", _swapped(written, *rng.choice(swaps))
    if written.isdigit():
        yield "extra", written + rng.choice("0123456789") if len(written) < 3 else written
        if len(written) > 1:
            yield "missing", written[:at] + written[at + 1 :]
        yield "off by one", str(int(written) + 1)


def _swapped(written: str, a: int, b: int) -> str:
    return written[:a] + written[b] + written[a + 1 : b] + written[a] + written[b + 1 :]


def every(scales: Scales) -> Slips:
    """Those, and slips of noughts, marks and scale words; the scale word stands behind the number."""

    def slips(written: str, rng: Random) -> Iterator[tuple[str, str]]:
        digits, blank, word = written.partition(" ")
        for slip, after in (*typed(digits, rng), *_noughts(digits), *_marks(digits, rng)):
            yield slip, f"{after}{blank}{word}"
        if word:
            others = [other for other, scale in scales.items() if scale != scales[word.lower()]]
            yield "scale word", f"{digits} {rng.choice(others)}"

    return slips


def _noughts(written: str) -> Iterator[tuple[str, str]]:
    """Grouped anew where the number has groups: who loses count of the noughts does not lose the dots."""
    if WHOLE.fullmatch(written):
        value, group = Decimal(written.replace(".", "")), "." if "." in written else ""
        yield "nought too many", number(value * 10, 0, ",", group)
        if value % 10 == 0:
            yield "nought too few", number(value / 10, 0, ",", group)


def _marks(written: str, rng: Random) -> Iterator[tuple[str, str]]:
    yield "dot and comma", written.translate(OTHER_MARK)
    if found := DECIMAL.fullmatch(written):
        digits, point = found[1] + found[2], len(found[1])
        places = [at for at in (point - 1, point + 1) if 0 < at < len(digits)]
        if places:
            at = rng.choice(places)
            yield "comma moved", f"{digits[:at]},{digits[at:]}"
