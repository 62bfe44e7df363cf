"""What a check computes, as a formula over the cells of its figures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pipeline import kinds
from pipeline.language import Language
from pipeline.records import Check, Figure
from pipeline.units import aligned


class Cell(NamedTuple):
    """Where the value of a figure stands, and what it is multiplied by to be in the unit of the others."""

    sheet: str
    column: str
    row: int
    ratio: int = 1

    def __format__(self, _: str) -> str:
        cell = f"{self.sheet}!{self.column}{self.row}"
        return cell if self.ratio == 1 else f"({cell}*{self.ratio})"


class Cells(tuple[Cell, ...]):
    """Cells as the arguments of a function: those below each other as a range."""

    def __format__(self, _: str) -> str:
        return ",".join(f"{one}" if one == last else f"{one}:{last.column}{last.row}" for one, last in self._ranges())

    def _ranges(self) -> Iterator[tuple[Cell, Cell]]:
        first = None
        for cell, following in zip(self, (*self[1:], None), strict=True):
            first = first or cell
            if following != cell._replace(row=cell.row + 1) or cell.ratio != 1:
                yield first, cell
                first = None


class Computed(NamedTuple):
    """The figure that is held against others, what these give as a formula, and its value before it is rounded."""

    figure: Figure
    formula: str
    value: Decimal


def computed(check: Check, language: Language, cells: Mapping[str, Cell]) -> Computed | None:
    """What a check computes from the cells of its figures, by their ids; None where it computes nothing."""
    claim = aligned(check.claim, language)
    verdict = kinds.verdict(claim)
    if verdict.figure is None or verdict.expected is None:
        return None
    written = {figure.figure_id: figure for figure in check.claim.figures()}
    ratios = {figure.figure_id: figure.scale // written[figure.figure_id].scale for figure in claim.figures()}
    roles = {
        role: Cells(cells[f.figure_id]._replace(ratio=ratios[f.figure_id]) for f in claim.role(role))
        for role in kinds.KINDS[claim.kind].roles
    }
    formula, ratio = kinds.formula(claim, verdict.figure).format(**roles), ratios[verdict.figure.figure_id]
    exact = verdict.expected if verdict.exact is None else verdict.exact
    figure = written[verdict.figure.figure_id]
    return Computed(figure, f"({formula})/{ratio}" if ratio > 1 else formula, exact / ratio)
