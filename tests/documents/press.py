"""Releases of our own in ``press/``, as plain XHTML, and what other programs are given of them.

``fn`` is a footnote where its mark stands. The reference is the release as a page, its notes at the end.
"""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

PRESS = Path(__file__).parent / "press"
STYLE = "body { font: 11pt serif } td, th { padding: 3pt } "
LAYOUTS = {
    "ruled": "table { border-collapse: collapse } td, th { border: 1px solid black }",
    "columns": "body { columns: 2; column-gap: 24pt; text-align: justify; hyphens: auto; font-size: 9.5pt } "
    "h1 { column-span: all } table { border-collapse: collapse } td, th { border: 0.5pt solid black; font-size: 7pt }",
    "bare": "body { font: 10.5pt sans-serif } th { text-align: left; border-bottom: 1pt solid black } "
    "td + td { text-align: right } tr:nth-child(even) { background: #e8eef4 } table { width: 100% }",
    "landscape": "@page { size: A4 landscape } table { border-collapse: collapse; width: 100% } "
    "td, th { border-bottom: 0.5pt solid gray; text-align: center } th { background: #134; color: white }",
}
FOOTER = (
    "@page { @top-right { content: 'Siaran Pers Nomor 45/XII/2023' } @bottom-center { content: 'Halaman ' counter(page)"
    " ' dari ' counter(pages) } } fn { float: footnote; font-size: 8pt } "
)
Write = Callable[[str], str]


def names() -> list[str]:
    return sorted(path.stem for path in PRESS.iterdir())


def blocks(name: str) -> list[Element]:
    """The headings, paragraphs, lists and tables of a release."""
    return [*ElementTree.fromstring(f"<r>{(PRESS / f'{name}.html').read_text('utf-8')}</r>")]


def inline(element: Element, text: Write, note: Write, raised: Write) -> str:
    """The text of an element as a program wants it, its notes, and its raised signs."""
    parts = [text(element.text or "")]
    for each in element:
        parts += [(note if each.tag == "fn" else raised)(each.text or ""), text(each.tail or "")]
    return "".join(parts)


def cells(table: Element) -> Iterator[tuple[int, int, int, int, Element]]:
    """Row, column, height and width of every cell, from 0, and its element."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            height, width = int(cell.get("rowspan", "1")), int(cell.get("colspan", "1"))
            taken |= {(row + r, column + c) for r in range(height) for c in range(width)}
            yield row, column, height, width, cell
            column += width


def page(name: str, style: str = "", note: Write | None = None) -> str:
    """The release as a page; its notes as ``note`` has them, or else at the end without a mark."""
    notes: list[str] = []

    def later(text: str) -> str:
        notes.append(text)
        return ""

    body = "\n".join(_html(block, note or later) for block in blocks(name))
    body += "".join(f"<p>{escape(text)}</p>" for text in notes)
    head = f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"/><style>{style}</style></head>'
    return f"{head}<body>{body}</body></html>"


def _html(block: Element, note: Write) -> str:
    if block.tag in ("ol", "ul", "table", "tr"):
        inside = "\n".join(_html(each, note) for each in block)
    else:
        inside = inline(block, escape, note, lambda text: f"<sup>{escape(text)}</sup>")
    spans = "".join(f' {name}="{value}"' for name, value in block.attrib.items())
    return f"<{block.tag}{spans}>{inside}</{block.tag}>"
