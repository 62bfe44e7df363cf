"""Tables as claims: what their headings say must agree, and what prose says of their cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.claims.grid.fit import fitted
from pipeline.claims.grid.restated import restated
from pipeline.claims.grid.view import views
from pipeline.claims.layout import Layout
from pipeline.grid import CHANGE, SHARE, TOTAL, Grid, grids
from pipeline.language import Language
from pipeline.records import Cell, Claim, Document, Figure

__all__ = ["apart", "footed", "tabled"]

ROLE = {TOTAL: "total", SHARE: "share", CHANGE: "change"}


def apart(document: Document, figures: Sequence[Figure], language: Language) -> tuple[Document, tuple[Figure, ...]]:
    """The release without its tables, as prose is read: a table is read by its headings alone."""
    tables = grids(document, language)
    if not tables:
        return document, tuple(figures)
    blocks = (b for b in document.blocks if not _inside(b.start, tables))
    return replace(document, blocks=tuple(blocks)), tuple(f for f in figures if not _inside(f.start, tables))


def _inside(at: int, tables: Sequence[Grid]) -> bool:
    return any(grid.start <= at < grid.end for grid in tables)


def footed(
    document: Document, figures: Sequence[Figure], prose: Layout, language: Language, before: int
) -> tuple[Claim, ...]:
    """The claims of the tables of a release, numbered after so many of its prose, and those of text and table."""
    tables = [(grid, views(grid, figures, document)) for grid in grids(document, language)]
    found = [claim for _, both in tables for view in both for claim in fitted(view, language)]
    found += restated([(grid, view) for grid, (view, _) in tables], prose, language)
    once = {(c.kind, frozenset((m.role, m.figure.figure_id) for m in c.members)): c for c in reversed(found)}
    ordered = list(once.values())[::-1]
    return tuple(replace(c, claim_id=f"{document.doc_id}#C{n:03d}") for n, c in enumerate(ordered, start=before + 1))


def tabled(document: Document, figures: Sequence[Figure], language: Language, before: int) -> Iterator[Cell]:
    """The cells of the tables of a release, numbered after so many hidden ones."""
    for n, grid in enumerate(grids(document, language), start=before + 1):
        view, _ = views(grid, figures, document)
        for (line, cross), figure in view.figures.items():
            column, row = view.lines[line], view.crosses[cross]
            role = next((ROLE[each.role] for each in (column, row) if each.role in ROLE), "part")
            yield Cell(figure, f"{document.doc_id}#T{n}", row.name, column.name, role)
