"""A reading: figures that may belong together, with the evidence for it."""

from decimal import Decimal
from typing import NamedTuple

# Decades of evidence that the words of a frame give. A strong one may accuse, a weak one counts where it agrees.
TIERS = {"strong": 2.2, "weak": 1.0}
Members = tuple[tuple[str, int], ...]


class Reading(NamedTuple):
    """Figures (by index) in roles, as one claim.

    ``words`` is the evidence of words and layout, in decades (log10 of odds), blind to the values. ``odds`` is that of
    the arithmetic: against chance where the claim holds, and where it does not, of a single typing slip against any
    other reason; nought where no slip explains it. ``values`` are those of the members, ``anchors`` the figures
    that can belong to one claim only: a percentage, a difference, a mean.
    """

    kind: str
    rule: str
    members: Members
    words: float
    odds: float
    holds: bool
    direction: str = ""
    values: tuple[tuple[str, Decimal], ...] = ()
    anchors: frozenset[int] = frozenset()

    @property
    def score(self) -> float:
        return self.words + self.odds

    def value(self, role: str) -> Decimal | None:
        """The value in this role, or in the first of several."""
        return next((v for r, v in self.values if r == role), None)

    def indices(self, *roles: str) -> tuple[int, ...]:
        """The figures in these roles, or all."""
        return tuple([i for role, i in self.members if not roles or role in roles])
