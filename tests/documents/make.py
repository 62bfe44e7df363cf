"""Makes a release in every format from its text, and the committed documents of other programs from web pages.

``python -m tests.documents.make`` renews the latter in ``made/``; it needs LibreOffice and Chromium.
"""

import subprocess
import sys
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.ingest import document_from_bytes
from pipeline.records import Block, Document
from tests.documents import docx, pdf

ROOT = Path(__file__).parents[2]
MADE = Path(__file__).parent / "made"
RAW = sorted(path.relative_to(ROOT / "raw").as_posix() for path in (ROOT / "raw").rglob("*.txt"))
FOREIGN = ("bnn/dumai-2023.txt", "kesos/bogor-2020.txt")
TABLE = """Kebun Kota Tanam 1.711 Bibit

Hasil pemeriksaan bibit di tiga kecamatan disajikan pada tabel berikut.

| Kecamatan | Diperiksa | Rusak |
| Utara | 1.286 | 11 |
| Barat | 395 | 3 |
| Timur | 30 | 2 |
| Jumlah | 1.711 | 16 |

Sebanyak 16 bibit rusak diganti."""


def raw(name: str) -> Document:
    """The text of a release, as the audit reads it."""
    return document_from_bytes("a", (ROOT / "raw" / name).read_bytes(), "a.txt")


def table() -> Document:
    """A release with a table."""
    return document_from_bytes("a", TABLE.encode(), "a.md")


def as_html(document: Document) -> bytes:
    """A page with a menu, the release, a teaser and comments."""
    body = "".join(_html([*group]) for group in _groups(document))
    page = (
        '<!doctype html><html><head><meta charset="utf-8"><title>9.999</title>'
        '</head><body><nav><ul><li><a href="#">Menu 8.888</a></li></ul></nav>'
        f'<article>\n{body}\n<p>Baca juga: <a href="#">Panen 7.777 ton</a></p></article>'
        '<div class="comments"><p>6.666 orang hadir.</p></div><script>var a = 5555;</script></body></html>'
    )
    return page.encode()


def plain_html(document: Document) -> str:
    """The release alone, for other programs."""
    body = "\n".join(_html([*group]) for group in _groups(document))
    style = "td { border: 1px solid black; padding: 4pt; min-width: 90pt }"
    return f'<!doctype html><html><head><meta charset="utf-8"><style>{style}</style></head><body>{body}</body></html>'


def as_docx(document: Document) -> bytes:
    """A Word file whose lists are lists, and whose figures are cut over runs."""
    return docx.document(*(part for group in _groups(document) for part in _docx(document, [*group])))


def as_pdf(document: Document) -> bytes:
    """A PDF with headings, lists and a page number, wrapped at the width of the page."""
    blocks = [(b.kind, f"{_mark(document, b)} {_text(document, b)}".strip()) for b in document.blocks]
    pages = pdf.flowed(blocks)
    return pdf.document([[*page, pdf.text(290, 30, str(number))] for number, page in enumerate(pages, start=1)])


def _groups(document: Document) -> list[list[tuple[Document, Block]]]:
    """The blocks, the items of a list and the cells of a table together."""

    def kind(pair: tuple[Document, Block]) -> object:
        each, block = pair
        listed = block.kind in ("item", "cell")
        return (block.kind, _mark(each, block).isalnum() or _mark(each, block)[:1].isdigit()) if listed else block

    return [[*group] for _, group in groupby(((document, block) for block in document.blocks), key=kind)]


def _text(document: Document, block: Block) -> str:
    return " ".join(document.text[block.start : block.end].split())


def _mark(document: Document, block: Block) -> str:
    """What stands before an item on its line."""
    line = document.text.rfind("\n", 0, block.start) + 1
    return document.text[line : block.start].strip() if block.kind == "item" else ""


def _html(group: list[tuple[Document, Block]]) -> str:
    document, first = group[0]
    texts = [escape(_text(document, block)) for _, block in group]
    if first.kind == "item":
        tag = "ol" if _mark(document, first)[:1].isdigit() else "ul"
        return f"<{tag}>{''.join(f'<li>{text}</li>' for text in texts)}</{tag}>"
    if first.kind == "cell":
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows_of(document))
        return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    return f"<h1>{texts[0]}</h1>" if first.kind == "heading" else f"<p>{texts[0]}</p>"


def _docx(document: Document, group: list[tuple[Document, Block]]) -> list[str]:
    first = group[0][1]
    if first.kind == "cell":
        return [docx.tbl(*rows_of(document))]
    number = 0 if first.kind != "item" else 2 if _mark(document, first)[:1].isdigit() else 1
    style = "Judul1" if first.kind == "heading" else ""
    return [docx.p(*_runs(_text(document, block)), style=style, number=number) for _, block in group]


def _runs(text: str) -> list[str]:
    """The text cut in the midst of every seventh sign, as programs that check the spelling leave it."""
    return [docx.r(text[at : at + 7], "<w:b/>" if at % 2 else "") for at in range(0, len(text), 7)]


def rows_of(document: Document) -> list[list[str]]:
    """The cells of the rows of a text with one table."""
    lines = (line for line in document.text.split("\n") if line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def main() -> None:
    """Write what LibreOffice and Chromium make of the releases."""
    MADE.mkdir(exist_ok=True)
    for name, document in (*((Path(name).stem, raw(name)) for name in FOREIGN), ("tabel", table())):
        with TemporaryDirectory() as folder:
            page = Path(folder) / f"{name}.html"
            page.write_text(plain_html(document), "utf-8")
            office(page, "odt", folder)
            office(Path(folder) / f"{name}.odt", "docx", folder)
            office(Path(folder) / f"{name}.docx", "pdf", folder)
            for suffix in ("docx", "pdf"):
                (MADE / f"{name}-libreoffice.{suffix}").write_bytes((Path(folder) / f"{name}.{suffix}").read_bytes())
            chromium(page, MADE / f"{name}-chromium.pdf")


def office(source: Path, suffix: str, folder: str) -> None:
    """Convert a file with LibreOffice; into ``folder``, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    html = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    command = ["soffice", profile, "--headless", *html, "--convert-to", suffix, "--outdir", folder, str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def chromium(page: Path, target: Path) -> None:
    """Print a page to PDF with Chromium."""
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
        str(page),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


if __name__ == "__main__":
    sys.exit(main())
