"""A release says the same in every format: the same figures and the same claims as its text."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest import document_from_bytes, document_from_text
from pipeline.language import load
from pipeline.records import Document
from pipeline.run import audit
from tests.documents import press
from tests.documents.make import FOREIGN, MADE, RAW, as_docx, as_html, as_pdf, chromium, office, plain_html, raw, table
from tests.documents.programs import made

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
    assert said(document_from_bytes("a", (MADE / name).read_bytes(), name)) == said(source(name))


def source(name: str) -> Document:
    """What a document was made of: a release in raw/, the table, or one of ``press/``, whose name comes first."""
    stem, release = name.rpartition("-")[0], name.partition("-")[0]
    if release in press.NAMES:
        return document_from_bytes("a", press.page(release).encode(), "a.html")
    return raw(MADE_OF[stem]) if stem in MADE_OF else table()


CELLS = {f"{row}.{column} {text}" for row, line in enumerate(
    [["Kecamatan", "Diperiksa", "Rusak"], ["Utara", "1.286", "11"], ["Barat", "395", "3"], ["Timur", "30", "2"],
     ["Jumlah", "1.711", "16"]], 1) for column, text in enumerate(line, 1)}  # fmt: skip


def cells(document: Document) -> set[str]:
    return {f"{b.cell.row}.{b.cell.column} {document.text[b.start : b.end]}" for b in document.blocks if b.cell}


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("tabel")])
def test_the_cells_of_a_table_from_other_programs(name: str) -> None:
    assert cells(document_from_bytes("a", (MADE / name).read_bytes(), name)) == CELLS


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_text_of_a_document_is_read_as_the_same_blocks(form: str) -> None:
    document = document_from_bytes("a", FORMATS[form](table()), f"a.{form}")
    again = document_from_text("a", document.text)
    assert [(b.kind, b.start, b.end) for b in again.blocks] == [(b.kind, b.start, b.end) for b in document.blocks]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_same_from_the_libreoffice_of_this_machine(tmp_path: Path) -> None:
    release = raw(FOREIGN[0])
    page = tmp_path / "a.html"
    page.write_text(plain_html(release), "utf-8")
    for source, suffix in (("html", "odt"), ("odt", "docx"), ("docx", "pdf")):
        office(tmp_path / f"a.{source}", suffix, str(tmp_path))
    for suffix in ("docx", "pdf"):
        assert said(document_from_bytes("a", (tmp_path / f"a.{suffix}").read_bytes(), f"a.{suffix}")) == said(release)


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
def test_the_same_from_the_chromium_of_this_machine(tmp_path: Path) -> None:
    release = raw(FOREIGN[0])
    (tmp_path / "a.html").write_text(plain_html(release), "utf-8")
    chromium(tmp_path / "a.html", tmp_path / "a.pdf")
    assert said(document_from_bytes("a", (tmp_path / "a.pdf").read_bytes(), "a.pdf")) == said(release)


HERE = [("imunisasi-columns-chromium.pdf", "chromium"), ("imunisasi-landscape-libreoffice.pdf", "soffice")]


@pytest.mark.parametrize(("name", "program"), HERE)
def test_the_same_in_other_layouts_by_the_programs_of_this_machine(name: str, program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    assert said(document_from_bytes("a", made(name), name)) == said(source(name))


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_cells_of_a_table(form: str) -> None:
    assert cells(document_from_bytes("a", FORMATS[form](table()), f"a.{form}")) == CELLS
