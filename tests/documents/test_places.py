"""Every figure leads back to its place in the source: what stands there is the figure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdfium2
import pytest

from pipeline.ingest import document_from_bytes
from pipeline.language import load
from pipeline.places import box, place, teller
from pipeline.records import Document
from pipeline.run import audit
from tests.documents import docx, pdf
from tests.documents.make import MADE, RAW, as_docx, as_html, as_pdf, raw, table

INDONESIAN = load("id")
WORD = f"{{{docx.W}}}"


def in_html(data: bytes, document: Document, start: int, end: int) -> str:
    """What stands at the lines and columns of the page."""
    lines = data.decode().splitlines(keepends=True)
    found = [place(document, at) for at in range(start, end)]
    assert all(each and data.decode()[each.offset] == lines[each.line - 1][each.column - 1] for each in found)
    return "".join(lines[each.line - 1][each.column - 1] for each in found if each)


def in_docx(data: bytes, document: Document, start: int, end: int) -> str:
    """What stands in the texts of the runs."""
    archive = ZipFile(BytesIO(data))
    texts: dict[str, list[str]] = {}
    found = []
    for at in range(start, end):
        each = place(document, at)
        assert each
        if each.file not in texts:
            root = ElementTree.fromstring(archive.read(each.file))
            texts[each.file] = [t.text or "" for t in root.iter() if t.tag in (f"{WORD}t", f"{WORD}delText")]
        found.append(texts[each.file][each.node - 1][each.offset])
    return "".join(found)


def in_pdf(data: bytes, document: Document, start: int, end: int) -> str:
    """What PDFium finds in the box on the page."""
    first, around = place(document, start), box(document, start, end)
    assert first and around
    assert box(document, start, end) == around and all(type(edge) is Decimal for edge in around)
    page = pypdfium2.PdfDocument(data)[first.page - 1]
    return str(page.get_textpage().get_text_bounded(*(float(edge) for edge in around)))


READ: Mapping[str, tuple[Callable[[Document], bytes], Callable[[bytes, Document, int, int], str]]] = {
    "html": (as_html, in_html),
    "docx": (as_docx, in_docx),
    "pdf": (as_pdf, in_pdf),
}


def lost(data: bytes, name: str) -> list[tuple[str, str]]:
    """The figures that are not what stands at their place; one that is broken over lines of a page has no one box."""
    document = document_from_bytes("a", data, name)
    found = READ[name.rpartition(".")[2]][1]
    figures = audit(document, INDONESIAN).figures
    assert figures
    pairs = [(f.text, found(data, document, f.start, f.end)) for f in figures if _in_a_line(document, f.start, f.end)]
    assert len(pairs) > 0.9 * len(figures)
    return [(written, there) for written, there in pairs if there.split() != written.split()]


def _in_a_line(document: Document, start: int, end: int) -> bool:
    first, last = place(document, start), place(document, end - 1)
    return bool(first and last and (first.page, first.box and first.line) == (last.page, first.box and last.line))


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("name", [*RAW[:4], "a table"])
def test_what_stands_at_the_place_is_the_figure(name: str, form: str) -> None:
    release = table() if name == "a table" else raw(name)
    assert lost(READ[form][0](release), f"a.{form}") == []


@pytest.mark.parametrize("name", sorted(path.name for path in MADE.iterdir()))
def test_so_it_is_in_what_other_programs_write(name: str) -> None:
    assert lost((MADE / name).read_bytes(), name) == []


NOTE = (
    docx.p("Ditanam 30 bibit.", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    {"footnotes": f'<w:footnote w:id="2">{docx.p("Termasuk 5 bibit pinjaman.")}</w:footnote>'},
)
BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Bibit 7 batang</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
ROWS = [["Kecamatan", "Diperiksa", "Positif"], ["Utara", "395", "1"]]
PDF_ROWS = [pdf.text(60 + 150 * c, 700 - 20 * r, text) for r, row in enumerate(ROWS) for c, text in enumerate(row)]

SPANNED = docx.tbl(
    [docx.tc("Kecamatan"), docx.tc("Tahun 2023", settings='<w:gridSpan w:val="2"/>')],
    ["", "Diperiksa", "Positif"],
    ["Utara", "395", "1"],
)
TOLD = [
    (docx.document(SPANNED), "docx", "395", "tabel 1, baris 3, kolom “Tahun 2023, Diperiksa”"),
    (b"<p>Satu.\n<p>Ditanam 30 bibit.", "html", "30", "baris 2, kolom 12 pada berkas"),
    (as_html(table()), "html", "395", "tabel 1, baris 3, kolom “Diperiksa”, baris 2, kolom 261 pada berkas"),
    (docx.document(docx.p("Satu."), docx.p("Ditanam 30 bibit.")), "docx", "30", "paragraf 2"),
    (docx.document(docx.tbl(*ROWS)), "docx", "1", "tabel 1, baris 2, kolom “Positif”"),
    (docx.document(docx.tbl(*ROWS)), "docx", "Positif", "tabel 1, baris 1, kolom 3"),
    (docx.document(NOTE[0], parts=NOTE[1]), "docx", "5", "catatan kaki 1"),
    (docx.document(docx.p("Satu", BOX)), "docx", "7", "kotak teks"),
    (pdf.document([[pdf.text(60, 700, "Satu.")], [pdf.text(60, 700, "Dua 30.")]]), "pdf", "30", "halaman 2, baris 1"),
    (pdf.document([PDF_ROWS]), "pdf", "395", "halaman 1, tabel 1, baris 2, kolom “Diperiksa”"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "form", "word", "words"), TOLD)
def test_how_a_place_is_told(data: bytes, form: str, word: str, words: str) -> None:
    document = document_from_bytes("a", data, f"a.{form}")
    assert teller(document, INDONESIAN.data["places"]["place"])(document.text.index(word)) == words


def test_a_place_in_english() -> None:
    document = document_from_bytes("a", docx.document(docx.tbl(*ROWS)), "a.docx")
    words = load("id", "en").data["places"]["place"]
    assert teller(document, words)(document.text.index("395")) == "table 1, row 2, column “Diperiksa”"


def test_of_plain_text_line_and_column_say_it_all() -> None:
    document = document_from_bytes("a", b"Ditanam 30 bibit.", "a.txt")
    assert teller(document, INDONESIAN.data["places"]["place"])(8) == ""


@pytest.mark.parametrize("name", RAW)
def test_every_character_of_a_word_file_leads_back_to_its_run(name: str) -> None:
    data = as_docx(raw(name))
    document = document_from_bytes("a", data, "a.docx")
    for block in document.blocks:
        text = document.text[block.start : block.end]
        assert in_docx(data, document, block.start, block.end) == text
