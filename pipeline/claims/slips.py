"""How much a single typing slip explains, where figures that belong together do not agree."""

from collections.abc import Iterable
from decimal import Decimal
from math import log10

from pipeline.records import Figure

EDITS = 11  # about so many ways of mistyping each digit: ten other digits, one exchange
LEAST = 0.1  # a slip that explains it counts for a little, however many there might be


def digits(value: Decimal, figure: Figure) -> str:
    """The digits this value would be written with in the place of the figure; empty where it can't be, or words are written."""
    if not any(c.isdigit() for c in figure.text):
        return ""
    scaled = value.scaleb(figure.decimals) / figure.scale
    return str(int(scaled)) if scaled >= 0 and scaled == scaled.to_integral_value() else ""


def one_slip(written: str, meant: str) -> bool:
    """Whether one digit changed, lost, doubled, or two neighbours exchanged turn one into the other (Damerau 1964)."""
    a, b = written, meant
    if a == b or not a or not b or abs(len(a) - len(b)) > 1:
        return False
    k = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) != len(b):
        return a[k + 1 :] == b[k:] if len(a) > len(b) else a[k:] == b[k + 1 :]
    return a[k + 1 :] == b[k + 1 :] or (a[k : k + 2] == b[k : k + 2][::-1] and a[k + 2 :] == b[k + 2 :])


def slipped(figure: Figure, meant: Decimal) -> bool:
    """Whether the figure as written is one slip away from a value."""
    return one_slip(digits(figure.value, figure), digits(meant, figure))


def odds(needs: Iterable[tuple[Figure, Decimal]], scale: int, bonus: float = 0.0) -> float:
    """Decades for a slip: ``scale`` digits that had to agree, over the slips that any of the figures might have had.

    ``needs`` are the values that would make the claim hold; 0 where none of them is one slip away.
    """
    wanted = list(needs)
    if not any(slipped(figure, meant) for figure, meant in wanted):
        return 0.0
    tries = EDITS * sum(len(digits(f.value, f)) for f in {id(f): f for f, _ in wanted}.values())
    return max(LEAST, scale + bonus - log10(tries)) if tries else 0.0
