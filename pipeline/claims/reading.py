"""A reading: figures that may belong together, with the evidence for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from pipeline.records import Figure


@dataclass(frozen=True, slots=True)
class Reading:
    """Figures (by index) in roles. ``words`` is the evidence of words and layout, in decades (log10 odds), blind to the values;
    ``odds`` that of the arithmetic: against chance where it holds, of a single typing slip where it does not."""

    kind: str
    rule: str
    members: tuple[tuple[str, int], ...]
    words: float
    odds: float
    holds: bool
    direction: str = ""
    strong: bool = True
    values: tuple[tuple[str, Decimal], ...] = ()

    @property
    def score(self) -> float:
        return self.words + self.odds

    def value(self, role: str) -> Decimal | None:
        """The value in this role, or in the first of several."""
        return next((v for r, v in self.values if r == role), None)

    def indices(self, *roles: str) -> tuple[int, ...]:
        return tuple(i for role, i in self.members if not roles or role in roles)


def _digits(value: Decimal, figure: Figure) -> str:
    """The digits that this value would be written with in the place of the figure; empty where it can't be."""
    if not figure.text[-1:].isdigit() and not any(c.isdigit() for c in figure.text):
        return ""  # words are not typed digit by digit
    scaled = value.scaleb(figure.decimals) / figure.scale
    return str(int(scaled)) if scaled == scaled.to_integral_value() and scaled >= 0 else ""


def one_slip(written: str, meant: str) -> bool:
    """Whether one digit changed, lost, doubled, or two neighbours exchanged turn one into the other (Damerau 1964)."""
    a, b = written, meant
    if a == b or not a or not b or abs(len(a) - len(b)) > 1:
        return False
    k = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[k + 1 :] in (b[k + 1 :], b[k:]) or a[k:] == b[k + 1 :] or (
        len(a) == len(b) and a[k : k + 2] == b[k : k + 2][::-1] and a[k + 2 :] == b[k + 2 :]
    )


def slip_odds(needs: Iterable[tuple[Figure, Decimal]]) -> float:
    """How much a single slip explains: decades of the figures' range over the slips that would do; 0 where none does."""
    tries, most, found = 0, 0, False
    for figure, meant in needs:
        written = _digits(figure.value, figure)
        tries += 11 * len(written)
        most = max(most, len(written))
        found = found or one_slip(written, _digits(meant, figure))
    return max(0.1, most - log10(tries)) if found and tries else 0.0
