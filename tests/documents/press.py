"""Releases of our own in ``press/``, as plain XHTML, and what other programs are given of them.

``fn`` is a footnote where its mark stands. The reference is the release as a page, its notes at the end.
"""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

PRESS = Path(__file__).parent / "press"
NAMES = sorted(path.stem for path in PRESS.iterdir())
BORDERS = "table { border-collapse: collapse } td, th { border: 1px solid black; padding: 3pt } "
LAYOUTS = {
    "ruled": f"body {{ font: 11pt serif }} {BORDERS}",
    "columns": f"{BORDERS} body {{ columns: 2; column-gap: 24pt; text-align: justify; hyphens: auto; "
    "font: 9.5pt serif } h1 { column-span: all } td, th { font-size: 7pt }",
    "bare": "body { font: 10.5pt sans-serif } td, th { padding: 3pt } td + td { text-align: right } "
    "th { text-align: left; border-bottom: 1pt solid black } tr:nth-child(even) { background: #e8eef4 } "
    "table { width: 100% }",
    "landscape": "@page { size: A4 landscape } table { border-collapse: collapse; width: 100% } td, th { padding: 3pt; "
    "border-bottom: 0.5pt solid gray; text-align: center } th { background: #134; color: white }",
    "formal": "body { font: 12pt serif; text-align: justify; margin: 0 20pt } h1 { text-align: center } "
    "table { border-collapse: collapse; margin: auto } td, th { border: 1px solid #000; padding: 1pt 5pt } "
    "td + td { text-align: right } p { text-indent: 24pt; margin: 0 0 4pt } ",
    "dense": "body { font: 9pt sans-serif } table { border-spacing: 0; width: 70% } td, th { padding: 0 6pt; "
    "text-align: left } td + td, th + th { text-align: right } tr:last-child * { border-top: 1px solid black } ",
    "news": "body { columns: 2; font: 10pt serif; column-gap: 18pt } h1 { font-size: 18pt } table { font-size: 7.5pt; "
    "width: 100%; column-span: all; border-top: 2px solid; border-bottom: 2px solid } td:first-child { text-align: left"
    " } td, th { border-bottom: 1px dotted gray; text-align: center }",
}
Write = Callable[[str], str]


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


def size(table: Element) -> tuple[int, int]:
    """Rows and columns of a table."""
    ends = [(row + height, column + width) for row, column, height, width, _ in cells(table)]
    return max(row for row, _ in ends), max(column for _, column in ends)


def page(name: str, style: str = "", mark: Write = lambda _: "", note: Write | None = None) -> str:
    """The release as a page: each note where it stands as ``note`` has it, or else at the end with a mark for both."""
    notes: list[str] = []

    def later(text: str) -> str:
        notes.append(text)
        return mark(str(len(notes)))

    body = "\n".join(_html(block, note or later) for block in blocks(name))
    body += "".join(f"<p>{mark(str(number))} {escape(text)}</p>" for number, text in enumerate(notes, start=1))
    head = f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"/><style>{style}</style></head>'
    return f"{head}<body>{body}</body></html>"


def raised(text: str) -> str:
    return f"<sup>{escape(text)}</sup>"


def _html(block: Element, note: Write) -> str:
    listed = block.tag in ("ol", "ul", "table", "tr")
    inside = "\n".join(_html(each, note) for each in block) if listed else inline(block, escape, note, raised)
    spans = "".join(f' {name}="{value}"' for name, value in block.attrib.items())
    return f"<{block.tag}{spans}>{inside}</{block.tag}>"
