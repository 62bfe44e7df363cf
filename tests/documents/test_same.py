"""A release says the same in every format: the same figures and the same claims as its text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest import document_from_bytes
from pipeline.language import load
from pipeline.records import Document
from pipeline.run import audit
from tests.documents.make import FOREIGN, MADE, RAW, as_docx, as_html, as_pdf, raw, table

FORMATS: dict[str, Callable[[Document], bytes]] = {"html": as_html, "docx": as_docx, "pdf": as_pdf}
INDONESIAN = load("id")
MADE_OF = {Path(name).stem: name for name in FOREIGN}
FILES = sorted(path.name for path in MADE.iterdir())

Said = tuple[list[tuple[str, ...]], list[tuple[object, ...]]]


def said(document: Document) -> Said:
    """The figures in order, and the claims with the values of their members."""
    result = audit(document, INDONESIAN)
    figures = [(str(f.value), f.unit, f.kind, f.bound) for f in result.figures]
    claims = [
        (c.claim.kind, c.status, tuple((m.role, str(m.figure.value)) for m in c.claim.members)) for c in result.checks
    ]
    return figures, sorted(claims)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", RAW)
def test_the_same_in_every_format(name: str, form: str) -> None:
    release = raw(name)
    assert said(document_from_bytes("a", FORMATS[form](release), f"a.{form}")) == said(release)


@pytest.mark.parametrize("name", FILES)
def test_the_same_from_other_programs(name: str) -> None:
    stem = name.rpartition("-")[0]
    release = raw(MADE_OF[stem]) if stem in MADE_OF else table()
    assert said(document_from_bytes("a", (MADE / name).read_bytes(), name)) == said(release)


CELLS = {f"{row}.{column} {text}" for row, line in enumerate(
    [["Kecamatan", "Diperiksa", "Rusak"], ["Utara", "1.286", "11"], ["Barat", "395", "3"], ["Timur", "30", "2"],
     ["Jumlah", "1.711", "16"]], 1) for column, text in enumerate(line, 1)}  # fmt: skip


def cells(document: Document) -> set[str]:
    return {f"{b.cell.row}.{b.cell.column} {document.text[b.start : b.end]}" for b in document.blocks if b.cell}


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("tabel")])
def test_the_cells_of_a_table_from_other_programs(name: str) -> None:
    assert cells(document_from_bytes("a", (MADE / name).read_bytes(), name)) == CELLS


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_cells_of_a_table(form: str) -> None:
    assert cells(document_from_bytes("a", FORMATS[form](table()), f"a.{form}")) == CELLS
