"""What a number says: figures with their separators, and numbers in words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple


class Reading(NamedTuple):
    """A value and how many decimals it was written with."""

    value: Decimal
    decimals: int


def read_digits(text: str, *, fine: bool = False) -> Reading:
    """Read figures with whatever separators they have: "1.234,5", "98.59", "1,700,50".

    A last group that is not of three digits holds decimals. One group of three behind a dot is a thousand; behind a
    comma it is one too, unless ``fine`` (what is measured, scaled or a share has decimals) or the number begins with 0.
    """
    groups = text.replace(",", ".").split(".")
    if len(groups) == 1:
        return Reading(Decimal(text), 0)
    if not _has_decimals(text, groups, fine):
        return Reading(Decimal("".join(groups)), 0)
    return Reading(Decimal("".join(groups[:-1]) + "." + groups[-1]), len(groups[-1]))


def _has_decimals(text: str, groups: list[str], fine: bool) -> bool:
    if len(groups[-1]) != 3 or len(groups[0]) > 3 or groups[0].startswith("0"):
        return True
    last = text[-4]
    other = "." if last == "," else ","
    if other in text:
        return text.count(last) == 1
    return last == "," and len(groups) == 2 and fine


def compose(words: Iterable[tuple[str, int]]) -> tuple[int, int] | None:
    """Put number words together: (value, how many of the words were used), None if none could be.

    Each word is ("add", n), ("end", n) for one that takes nothing behind it, ("teen", 10) or ("times", m).
    """
    value, room, used = 0, 10**18, 0
    for role, n in words:
        step = _step(role, n, value, room)
        if step is None:
            break
        value, room = step
        used += 1
    return (value, used) if used else None


def _step(role: str, n: int, value: int, room: int) -> tuple[int, int] | None:
    """One more word: the new value, and below which power of ten there is still room."""
    if role in ("add", "end"):
        fits = n < room and (n > 0 or value == 0)
        return (value + n, 1 if role == "end" or n < 10 else n) if fits else None
    tail = value % n
    if role == "teen":
        return (value + n, 1) if 1 < tail < 10 and room == 1 else None
    return (value - tail + tail * n, n) if tail else None
