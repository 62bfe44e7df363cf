"""Tables as claims: what their headings say must agree, and what prose says of their cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.claims.grid.fit import Fit, claims, fitted
from pipeline.claims.grid.restated import restated
from pipeline.claims.grid.view import View, views
from pipeline.claims.layout import Layout
from pipeline.grid import Grid, grids
from pipeline.language import Language
from pipeline.records import Claim, Document, Figure

__all__ = ["Table", "apart", "infer", "read"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what its columns are to each other, and its rows."""

    grid: Grid
    columns: View
    across: tuple[Fit, ...]
    down: tuple[Fit, ...]


def read(document: Document, figures: Sequence[Figure], language: Language) -> tuple[Table, ...]:
    """The tables of a release, in order."""
    return tuple(_table(grid, figures, document, language) for grid in grids(document, language))


def _table(grid: Grid, figures: Sequence[Figure], document: Document, language: Language) -> Table:
    columns, rows = views(grid, figures, document)
    return Table(grid, columns, fitted(columns, language), fitted(rows, language))


def apart(
    document: Document, figures: Sequence[Figure], tables: Sequence[Table]
) -> tuple[Document, tuple[Figure, ...]]:
    """The release without its tables, as prose is read: a table is read by its headings alone."""
    if not tables:
        return document, tuple(figures)
    blocks = (block for block in document.blocks if not _inside(block.start, tables))
    return replace(document, blocks=tuple(blocks)), tuple(f for f in figures if not _inside(f.start, tables))


def _inside(at: int, tables: Sequence[Table]) -> bool:
    return any(table.grid.start <= at < table.grid.end for table in tables)


def infer(tables: Sequence[Table], prose: Layout, language: Language, before: int) -> tuple[Claim, ...]:
    """The claims of the tables of a release, numbered after so many of its prose, and those of text and table."""
    once = {(c.kind, frozenset((m.role, m.figure.figure_id) for m in c.members)): c for c in _claims(tables)}
    found = [*once.values(), *restated([(t.grid, t.columns) for t in tables], prose, language)]
    name = prose.document.doc_id
    return tuple(replace(claim, claim_id=f"{name}#C{n:03d}") for n, claim in enumerate(found, start=before + 1))


def _claims(tables: Sequence[Table]) -> Iterator[Claim]:
    return (claim for table in tables for fits in (table.across, table.down) for fit in fits for claim in claims(fit))
