"""Results as a page of Markdown tables."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A result: what was compared and what the columns mean in ``note``, then ``rows`` below ``head``."""

    title: str
    note: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        lines = (self.head, ["---", *["---:"] * (len(self.head) - 1)], *self.rows)
        return "\n".join((f"## {self.title}", self.note, "", *(f"| {' | '.join(line)} |" for line in lines), ""))


def times(value: float) -> str:
    """A ratio, with as many digits as it can be trusted for."""
    return f"{value:.2f} x" if value < 10 else f"{value:,.0f} x"


def milliseconds(value: float) -> str:
    return f"{1000 * value:,.2f}" if value < 0.1 else f"{1000 * value:,.0f}"
