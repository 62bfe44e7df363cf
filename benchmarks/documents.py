"""How fast documents are read, next to the bare library in the same run: ``make bench`` writes DOCUMENTS.md."""

from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from pypdfium2 import PdfDocument
from tables import Table, times
from timing import Task, interleaved

from pipeline.ingest import document_from_bytes, document_from_text
from tests.documents.make import RAW, as_docx, as_html, as_pdf, raw

HERE = Path(__file__).parent
PAGE = 3000  # characters
ROUNDS = 7
HEAD = """# Reading documents
Written by `make bench`.
All formats hold the same text, and all was read in turns in one process, on one core; the medians are shown.
The bare library parses the file and gives its text in the order of the file: no blocks, no tables, no places.
Ratios carry over to other machines, rates do not.
"""


def _html(data: bytes) -> object:
    return HTMLParser().feed(data.decode())


def _docx(data: bytes) -> object:
    return "".join(ElementTree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml")).itertext())


def _pdf(data: bytes) -> object:
    return [page.get_textpage().get_text_range() for page in PdfDocument(data)]


BARE: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "txt": ("bytes.decode", bytes.decode),
    "html": ("html.parser", _html),
    "docx": ("zipfile and ElementTree", _docx),
    "pdf": ("pypdfium2", _pdf),
}


def main() -> None:
    text = "\n\n".join(raw(name).text for name in RAW for _ in range(3))
    release = document_from_text("a", text)
    made = {"txt": text.encode(), "html": as_html(release), "docx": as_docx(release), "pdf": as_pdf(release)}
    tasks: dict[str, Task] = {}
    for form, data in made.items():
        tasks[form] = lambda form=form, data=data: document_from_bytes("a", data, f"a.{form}")  # type: ignore[misc]
        tasks[f"bare {form}"] = lambda form=form, data=data: BARE[form][1](data)  # type: ignore[misc]
    measured = interleaved(tasks, ROUNDS)
    pages = len(text) / PAGE
    rows = [
        [form, BARE[form][0], f"{pages / measured[form]:,.0f}", f"{pages / measured[f'bare {form}']:,.0f}",
         times(measured[form] / measured[f"bare {form}"])]
        for form in made
    ]  # fmt: skip
    note = f"A text of {len(text) / 1000:.0f} kB; a page is {PAGE:,} characters."
    page = Table(
        "Pages a second", note, ["format", "bare library", "ours", "bare", "our time over its"], rows
    ).markdown()
    print(page)
    (HERE / "DOCUMENTS.md").write_text("\n".join((HEAD, page)), "utf-8")


if __name__ == "__main__":
    main()
