"""Documents that other programs make of our releases: ``python -m tests.documents.programs`` renews those in ``made/``.

It needs LibreOffice, Chromium, pandoc and wkhtmltopdf of Debian, and from PyPI python-docx, reportlab, typst and
weasyprint. How well such documents were read before anything was mended for them, tests/wild/SCORES.md tells.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from html import escape
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element

from tests.documents import odf, press
from tests.documents.make import MADE, chromium, office

HEAD = "Siaran Pers Nomor 45/XII/2023"
EDGES = (
    f"@page {{ @top-right {{ content: '{HEAD}' }} @bottom-center {{ content: 'Halaman ' counter(page) ' dari ' "
    "counter(pages) } } fn { float: footnote; font-size: 8pt } "
)
MARKUP = frozenset("#$*_[]@<>\\`~=-+/")  # of typst
FLAT: dict[str, dict[str, Any]] = {
    "ruled": {},
    "columns": {"columns": 2},
    "bare": {"ruled": False},
    "landscape": {"landscape": True},
}


def by_libreoffice(name: str, layout: str, suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        source = Path(folder) / "a.fodt"
        source.write_text(odf.flat(name, **FLAT[layout]), "utf-8")
        office(source, suffix, folder)
        return source.with_suffix(f".{suffix}").read_bytes()


def by_chromium(name: str, layout: str, suffix: str) -> bytes:
    return _printed(press.page(name, press.LAYOUTS[layout], lambda _: "<sup>1)</sup>"), chromium)


def by_wkhtmltopdf(name: str, layout: str, suffix: str) -> bytes:
    def convert(source: Path, target: Path) -> None:
        subprocess.run(["wkhtmltopdf", "-q", "--encoding", "utf-8", source, target], check=True)

    return _printed(press.page(name, press.LAYOUTS[layout], lambda _: "<sup>1)</sup>"), convert)


def _printed(page: str, convert: Callable[[Path, Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "a.html", Path(folder) / "a.pdf"
        source.write_text(page, "utf-8")
        convert(source, target)
        return target.read_bytes()


def by_weasyprint(name: str, layout: str, suffix: str) -> bytes:
    page = press.page(name, EDGES + press.LAYOUTS[layout], note=lambda text: f"<fn>{escape(text)}</fn>")
    return bytes(import_module("weasyprint").HTML(string=page).write_pdf())


def by_pandoc(name: str, layout: str, suffix: str) -> bytes:
    command = ["pandoc", "-f", "html", "-t", suffix, "-o", "-"]
    return subprocess.run(command, input=press.page(name).encode(), check=True, capture_output=True).stdout


def by_typst(name: str, layout: str, suffix: str) -> bytes:
    page = f'#set page(paper: "a4", header: [{_typed(HEAD)}], numbering: "1 / 1")\n#set par(justify: true)\n'
    text = '#set text(lang: "id", size: 10.5pt, hyphenate: true)\n'
    with TemporaryDirectory() as folder:
        source = Path(folder) / "a.typ"
        source.write_text(page + text + "\n".join(map(_typst, press.blocks(name))), "utf-8")
        return bytes(import_module("typst").compile(str(source)))


def _typst(block: Element) -> str:
    if block.tag == "table":
        inside = ", ".join(
            f"table.cell(rowspan: {height}, colspan: {width})[{_marked(cell)}]"
            for _, _, height, width, cell in press.cells(block)
        )
        align = "(x, y) => if x == 0 { left } else { right }"
        return f"#table(columns: {press.size(block)[1]}, stroke: 0.5pt, align: {align}, {inside})\n"
    if block.tag in ("ol", "ul"):
        return "".join(f"{'+' if block.tag == 'ol' else '-'} {_marked(item)}\n" for item in block)
    level = int(block.tag[1]) if block.tag.startswith("h") else 0
    return f"{'=' * level} {_marked(block)}\n"


def _marked(element: Element) -> str:
    return press.inline(element, _typed, lambda text: f"#footnote[{_typed(text)}]", lambda text: f"#super[{text}]")


def _typed(text: str) -> str:
    return "".join(f"\\{char}" if char in MARKUP else char for char in text)


def by_reportlab(name: str, layout: str, suffix: str) -> bytes:
    platypus, styles = (import_module(f"reportlab.{part}") for part in ("platypus", "lib.styles"))
    style = styles.getSampleStyleSheet()
    notes: list[str] = []

    def note(text: str) -> str:
        notes.append(text)
        return f"<super>{len(notes)}</super>"

    def flow(block: Element) -> Iterator[Any]:
        if block.tag == "table":
            yield platypus.Table(*_grid(block, ruled=layout == "ruled"))
        elif block.tag in ("ol", "ul"):
            items = [platypus.ListItem(next(flow(item))) for item in block]
            yield platypus.ListFlowable(items, bulletType="1" if block.tag == "ol" else "bullet", bulletFormat="%s.")
        else:
            named = f"Heading{block.tag[1]}" if block.tag.startswith("h") else "BodyText"
            raised: press.Write = lambda text: f"<super>{text}</super>"  # noqa: E731
            yield platypus.Paragraph(press.inline(block, escape, note, raised), style[named])

    def edges(canvas: Any, document: Any) -> None:
        canvas.drawString(72, 40, "Dinas Kominfo - Siaran Pers")
        canvas.drawRightString(520, 40, f"Halaman {document.page}")

    story = [each for block in press.blocks(name) for each in flow(block)]
    story += [platypus.Paragraph(f"<super>{n}</super> {escape(t)}", style["BodyText"]) for n, t in enumerate(notes, 1)]
    target = BytesIO()
    platypus.SimpleDocTemplate(target).build(story, onFirstPage=edges, onLaterPages=edges)
    return target.getvalue()


def _grid(table: Element, *, ruled: bool) -> tuple[list[list[str]], None, None, list[tuple[object, ...]]]:
    """Texts and style of a table for reportlab."""
    rows, columns = press.size(table)
    texts = [[""] * columns for _ in range(rows)]
    style: list[tuple[object, ...]] = [("LINEBELOW", (0, 0), (-1, 0), 1, "black"), ("ALIGN", (1, 0), (-1, -1), "RIGHT")]
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else style
    for row, column, height, width, cell in press.cells(table):
        texts[row][column] = "".join(cell.itertext())
        style.append(("SPAN", (column, row), (column + width - 1, row + height - 1)))
    return texts, None, None, style


def by_python_docx(name: str, layout: str, suffix: str) -> bytes:
    document = import_module("docx").Document()
    document.sections[0].header.paragraphs[0].text = HEAD
    notes: list[str] = []

    def fill(paragraph: Any, element: Element) -> None:
        paragraph.add_run(element.text or "")
        for each in element:
            notes.extend([each.text or ""] if each.tag == "fn" else [])
            run = paragraph.add_run(str(len(notes)) if each.tag == "fn" else each.text)
            run.font.superscript = True
            paragraph.add_run(each.tail or "")

    for block in press.blocks(name):
        if block.tag == "table":
            table = document.add_table(*press.size(block))
            for row, column, height, width, cell in press.cells(block):
                merged = table.cell(row, column).merge(table.cell(row + height - 1, column + width - 1))
                merged.text = "".join(cell.itertext())
        elif block.tag in ("ol", "ul"):
            for item in block:
                fill(document.add_paragraph(style="List Number" if block.tag == "ol" else "List Bullet"), item)
        elif block.tag.startswith("h"):
            document.add_heading("".join(block.itertext()), int(block.tag[1]))
        else:
            fill(document.add_paragraph(), block)
    for number, text in enumerate(notes, start=1):
        paragraph = document.add_paragraph()
        paragraph.add_run(str(number)).font.superscript = True
        paragraph.add_run(f" {text}")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


PROGRAMS = {
    "chromium": by_chromium,
    "libreoffice": by_libreoffice,
    "pandoc": by_pandoc,
    "pythondocx": by_python_docx,
    "reportlab": by_reportlab,
    "typst": by_typst,
    "weasyprint": by_weasyprint,
    "wkhtmltopdf": by_wkhtmltopdf,
}
KEPT = [
    "apbd-bare-chromium.pdf",
    "inflasi-columns-chromium.pdf",
    "polres-landscape-chromium.pdf",
    "ekspor-formal-chromium.pdf",
    "imunisasi-news-chromium.pdf",
    "kependudukan-news-chromium.pdf",
    "apbd-bare-weasyprint.pdf",
    "polres-columns-weasyprint.pdf",
    "inflasi-columns-weasyprint.pdf",
    "inflasi-columns-libreoffice.pdf",
    "polres-landscape-libreoffice.pdf",
    "polres-ruled-libreoffice.docx",
    "apbd-ruled-libreoffice.html",
    "apbd-plain-pandoc.docx",
    "ekspor-plain-pythondocx.docx",
    "imunisasi-formal-wkhtmltopdf.pdf",
    "kependudukan-dense-wkhtmltopdf.pdf",
    "imunisasi-plain-typst.pdf",
    "imunisasi-ruled-reportlab.pdf",
    "kependudukan-bare-reportlab.pdf",
]


def made(document: str) -> bytes:
    """The document of this name: release, layout, program and suffix."""
    name, layout, program = Path(document).stem.split("-")
    return PROGRAMS[program](name, layout, Path(document).suffix[1:])


def main() -> None:
    """Write those that are kept, or others that are named, into the folder of them."""
    for document in sys.argv[1:] or KEPT:
        (MADE / document).write_bytes(made(document))


if __name__ == "__main__":
    main()
