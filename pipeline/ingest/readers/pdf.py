"""PDF files with a text layer: paragraphs and tables rebuilt from where the characters stand, page by page.

By PDFium (the extra ``pdf``), which gives a box for every character.
"""

from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double, sizeof
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest.assemble import assemble
from pipeline.ingest.pdf.columns import columns
from pipeline.ingest.pdf.lines import Line, kept
from pipeline.ingest.pdf.page import Bounds, Segment, drawn, joined, noted, segments, whole, words
from pipeline.ingest.pdf.pages import as_one
from pipeline.ingest.pdf.reflow import Paragraphs
from pipeline.ingest.pdf.tables import Table, marked, tables
from pipeline.ingest.readers import Content, Options
from pipeline.language import Language
from pipeline.progress import pages

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

SUFFIXES = (".pdf",)
LIBRARIES = ("pypdfium2",)

PATHS = 20_000  # drawn on a page: a map or a chart has more, and no rules of a table
AGAIN = "export it as PDF again"
DAMAGED = f"damaged or no PDF; {AGAIN}"
FULL = 60_000  # characters of a page, more than of a newspaper
FORM = 2  # what PDFium calls a form whose pages are made when it is opened
PICTURE = 0.3  # of the page that a scan covers


def read(data: bytes, language: Language, options: Options) -> Content:
    """The text of a PDF with page, line and box of every word; ValueError where it has none that can be read."""
    document = _opened(data)
    try:
        heights = [document.get_page_size(page)[1] for page in range(len(document))]
        lines = (line for page in pages(len(document)) for line in _page(document, page))
        return assemble(Paragraphs(as_one(lines, heights, language)))
    except (_fault(), OverflowError) as error:  # the second, where text is beyond any page
        raise ValueError(DAMAGED) from error
    finally:
        document.close()


def _fault() -> type[Exception]:
    """What PDFium raises where it can't read a part."""
    from pypdfium2 import PdfiumError

    fault: type[Exception] = PdfiumError
    return fault


def _opened(data: bytes) -> "PdfDocument":
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ModuleNotFoundError as error:
        raise ValueError("PDF files need an extra; run: pip install 'press-audit[pdf]'") from error
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        # PDFium may tell of a file that it was given before.
        if "password" in str(error).lower() and b"/Encrypt" in data:
            raise ValueError("is protected by a password; save a copy without one") from error
        raise ValueError(DAMAGED) from error
    if document.get_formtype() == FORM:
        document.close()
        raise ValueError("is a form that only Adobe Reader shows (XFA); print it to PDF there")
    return document


def _page(document: "PdfDocument", number: int) -> Iterator[Line]:
    """The lines and cells of a page in the order of reading."""
    page = document[number]
    textpage = page.get_textpage()
    try:
        if (count := textpage.count_chars()) > FULL:
            raise ValueError(f"page {number + 1} has {count} characters, more than a page can hold; {AGAIN}")
        text, boxes = _characters(textpage)
        if not text.strip() and _scanned(page):
            raise ValueError(f"page {number + 1} has no text layer; run OCR on it or give the Word file")
        rules, dots = drawn(_paths(page), page.get_size())
        lines = noted([*joined(words(text, boxes, _line_boxes(textpage)))])
        before = 0
        for part in columns([*segments(lines, rules, dots, number + 1)], rules):
            listed = marked(part, rules)
            yield from _in_order(listed, [*tables(listed, rules)], before)
            before += len(part)
    finally:
        textpage.close()
        page.close()


def _characters(textpage: "PdfTextPage") -> tuple[str, list[Bounds | None]]:
    """The text and the box of each character; None for blanks that PDFium adds."""
    from pypdfium2.raw import FPDFText_GetCharBox, FPDFText_GetUnicode

    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(chr(FPDFText_GetUnicode(textpage.raw, at)) for at in range(count))
    edges = (c_double * 4)()
    left, bottom, right, top = (c_double.from_buffer(edges, at * sizeof(c_double)) for at in range(4))
    boxes: list[Bounds | None] = []
    for at, char in enumerate(text):
        # Ctypes points to the numbers by itself, in half the time of what ``byref`` makes.
        known = not char.isspace() and FPDFText_GetCharBox(textpage.raw, at, left, right, bottom, top)
        boxes.append(Bounds._make(edges[:]) if known else None)
    return text, boxes


def _line_boxes(textpage: "PdfTextPage") -> Callable[[int], Bounds]:
    """What tells the box of a character that is as high as its line."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetLooseCharBox

    box = FS_RECTF()

    def line_box(at: int) -> Bounds:
        FPDFText_GetLooseCharBox(textpage.raw, at, box)
        return Bounds(box.left, box.bottom, box.right, box.top)

    return line_box


def _paths(page: "PdfPage") -> Iterator[Bounds]:
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH

    for at, path in enumerate(page.get_objects(filter=[FPDF_PAGEOBJ_PATH], max_depth=3)):
        if at == PATHS:
            return
        yield Bounds(*path.get_bounds())


def _scanned(page: "PdfPage") -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    images = (Bounds(*image.get_bounds()) for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return any((b.right - b.left) * (b.top - b.bottom) > PICTURE * width * height for b in images)


def _in_order(found: Sequence[Segment], grids: Sequence[Table], before: int) -> Iterator[Line]:
    """The lines of a column, after so many segments of the page."""
    inside = {at for grid in grids for at in grid.taken}
    starts = {grid.taken[0]: grid for grid in grids}
    flow = [*whole((at, segment) for at, segment in enumerate(found) if at not in inside)]
    rights = _rights([segment for _, segment in flow])
    lines = {at: [kept(segment, rights[id(segment)])] for at, segment in flow}
    for at, grid in starts.items():
        cells = sorted(grid.cells, key=lambda each: (each[0].row, each[0].column))
        lines[at] = [kept(each, cell=replace(position, table=before + at + 1)) for position, each in cells]
    for at in sorted(lines):
        yield from lines[at]


def _rights(flow: Sequence[Segment]) -> dict[int, float]:
    """How far the column of each line reaches: as far as the longest line that begins where it does."""
    return {
        id(segment): max(
            other.bounds.right
            for other in flow
            if other.bounds.left < segment.bounds.right and other.bounds.right > segment.bounds.left
        )
        for segment in flow
    }
