"""Word files: the text with its tables, lists, notes and text boxes, and the way back to every run.

By zipfile and expat: python-docx leaves tracked insertions out and gives merged cells twice, and needs lxml for it.
Page headers and footers are no part of what the release says, and left out. Source: ECMA-376 part 1, section 17.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pipeline.ingest.assemble import Paragraph, Piece, assemble, raised
from pipeline.ingest.numbering import Numbering
from pipeline.ingest.package import BROKEN, DAMAGED, Package, opened
from pipeline.ingest.readers import Content, Options
from pipeline.language import Language
from pipeline.records import CellPosition
from pipeline.stretches import Stretch

SUFFIXES = (".docx",)
LIBRARIES: tuple[str, ...] = ()

GONE = {"accepted": ("w_del", "w_moveFrom"), "original": ("w_ins", "w_moveTo")}
HOLDS = ("w_sdt", "w_sdtContent", "w_customXml", "w_smartTag", "w_hyperlink", "w_fldSimple", "w_dir", "w_bdo", "w_ruby",
         "w_rubyBase", "w_ins", "w_del", "w_moveFrom", "w_moveTo", "m_oMathPara", "m_oMath")  # fmt: skip
SIGNS = {"w_tab": "\t", "w_br": "\n", "w_cr": "\n", "w_noBreakHyphen": "-"}
NOTES = {"w_footnoteReference": "footnote", "w_endnoteReference": "endnote"}
LINE = Piece("\n")  # marks where a line is broken within a paragraph


def read(data: bytes, language: Language, options: Options) -> Content:
    """The text of a Word file; ValueError where it is protected, damaged, or built to do harm."""
    package = opened(data)
    try:
        main = next((name for kind, name in package.targets("") if kind == "officeDocument"), "")
        root = package.part(main)
        body = root.find("w_body") if root is not None else None
        if body is None:
            raise ValueError("no Word document inside; open it in the program that made it and save it as .docx")
        return assemble(_Walk(package, main, GONE[options.changes]).document(body))
    except BROKEN as error:
        raise ValueError(DAMAGED) from error


@dataclass(slots=True)
class _Walk:
    """A walk over the parts of a document; ``gone`` are the changes whose text does not count."""

    package: Package
    main: str
    gone: tuple[str, ...]
    numbering: Numbering = field(init=False)
    parts: dict[str, str] = field(init=False)
    file: str = ""
    part: str = ""
    paragraphs: int = 0
    tables: int = 0
    cited: dict[tuple[str, str], int] = field(default_factory=dict)  # kind and id of a note: its number
    boxes: list[Element] = field(default_factory=list)
    open: list[Piece] = field(default_factory=list)  # of a paragraph whose end is a change that does not count

    def __post_init__(self) -> None:
        self.parts = dict(self.package.targets(self.main))
        self.file = self.main
        styles, numbering = (self.package.part(self.parts.get(kind, "")) for kind in ("styles", "numbering"))
        self.numbering = Numbering(styles, numbering)

    def document(self, body: Element) -> Iterator[Paragraph]:
        yield from self._blocks(body, None)
        for kind in ("footnote", "endnote"):
            yield from self._notes(kind)

    def _notes(self, kind: str) -> Iterator[Paragraph]:
        name = self.parts.get(f"{kind}s", "")
        root = self.package.part(name)
        notes = {each.get("w_id", ""): each for each in root} if root is not None else {}
        for (of, key), number in [*self.cited.items()]:
            if of == kind and key in notes:
                self.file, self.part, self.paragraphs = name, kind, number
                yield from self._blocks(notes[key], None)

    def _blocks(self, parent: Element, cell: CellPosition | None) -> Iterator[Paragraph]:
        for each in parent:
            if each.tag == "w_p":
                yield from self._paragraph(each, cell)
            elif each.tag == "w_tbl":
                yield from self._table(each)
            elif each.tag in HOLDS and each.tag not in self.gone:
                yield from self._blocks(each, cell)
            elif each.tag == "mc_AlternateContent":
                yield from self._blocks(_chosen(each), cell)

    def _paragraph(self, paragraph: Element, cell: CellPosition | None) -> Iterator[Paragraph]:
        style = self.numbering.style(paragraph)
        if not (self.part or cell) and _written(paragraph):
            self.paragraphs += 1
        pieces = [*self.open, *self._inline(paragraph)]
        self.open = []
        if any(paragraph.find(f"w_pPr/w_rPr/{change}") is not None for change in self.gone):
            self.open = pieces
        elif any(piece.text.strip() for piece in pieces) and not style.contents:
            mark = self.numbering.mark(paragraph)
            kind = "heading" if style.heading else ""
            for number, line in enumerate(_lines(pieces)):
                yield Paragraph(line, kind, "" if number else mark, not (number or mark), cell)
        yield from self._boxes(cell)

    def _boxes(self, cell: CellPosition | None) -> Iterator[Paragraph]:
        """What stands in the text boxes that hang on a paragraph."""
        boxes, self.boxes = self.boxes, []
        before, self.part = self.part, self.part or "textbox"
        for box in boxes:
            yield from self._blocks(box, cell)
        self.part = before

    def _inline(self, parent: Element) -> Iterator[Piece]:
        for each in parent:
            if each.tag == "w_r" and each.find("w_rPr/w_vanish") is None:
                yield from self._run(each)
            elif each.tag in HOLDS and each.tag not in self.gone:
                yield from self._inline(each)
            elif each.tag == "m_r":
                yield from (Piece(text.text or "") for text in each.iter("m_t"))
            elif each.tag == "mc_AlternateContent":
                yield from self._inline(_chosen(each))

    def _run(self, run: Element) -> Iterator[Piece]:
        above = run.find("w_rPr/w_vertAlign[@w_val='superscript']") is not None
        for each in run:
            if "#" in each.attrib:
                text = each.text or ""
                yield Piece(raised(text) if above else text, self._source(each))
            elif each.tag in SIGNS:
                yield LINE if SIGNS[each.tag] == "\n" else Piece(SIGNS[each.tag])
            elif each.tag in NOTES:
                key = (NOTES[each.tag], each.get("w_id", ""))
                self.cited.setdefault(key, 1 + sum(kind == key[0] for kind, _ in self.cited))
            else:
                self.boxes += _text_boxes(each)

    def _source(self, text: Element) -> Stretch:
        return Stretch(
            0, 0, part=self.part, paragraph=self.paragraphs, file=self.file, node=int(text.attrib["#"]), offset=0
        )

    def _table(self, table: Element) -> Iterator[Paragraph]:
        """The cells row by row; what stands within a cell as a table of its own follows the row."""
        self.tables += 1
        row, later = 0, list[Paragraph]()
        for position, cell in _cells([*self._rows(table)], self.tables):
            if position.row != row:
                yield from later
                row, later = position.row, []
            for each in self._blocks(cell, position):
                if each.cell == position:
                    yield each
                else:
                    later.append(each)
        yield from later

    def _rows(self, parent: Element) -> Iterator[Element]:
        for each in parent:
            if each.tag == "w_tr" and all(each.find(f"w_trPr/{change}") is None for change in self.gone):
                yield each
            elif each.tag in HOLDS and each.tag not in self.gone:
                yield from self._rows(each)


def _cells(rows: list[Element], number: int) -> Iterator[tuple[CellPosition, Element]]:
    """The cells of a table in order; one that goes on in the rows below it is given once, with its height."""
    placed = [[*_columns(row)] for row in rows]
    goes_on = [{column for column, _, cell in row if _goes_on(cell)} for row in placed]
    for at, row in enumerate(placed):
        for column, width, cell in row:
            if not _goes_on(cell):
                height = next((n for n in range(1, len(rows) - at) if column not in goes_on[at + n]), len(rows) - at)
                yield CellPosition(number, at + 1, column, height if _merged(cell) else 1, width), cell


def _columns(row: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of a row, each with its first column and its width."""
    column = 1 + _value(row.find("w_trPr/w_gridBefore"), 0)
    for each in _of_row(row):
        width = _value(each.find("w_tcPr/w_gridSpan"), 1)
        yield column, width, each
        column += width


def _of_row(parent: Element) -> Iterator[Element]:
    for each in parent:
        if each.tag == "w_tc":
            yield each
        elif each.tag in HOLDS:
            yield from _of_row(each)


def _merged(cell: Element) -> bool:
    return cell.find("w_tcPr/w_vMerge") is not None


def _goes_on(cell: Element) -> bool:
    merge = cell.find("w_tcPr/w_vMerge")
    return merge is not None and merge.get("w_val", "continue") == "continue"


def _value(element: Element | None, otherwise: int) -> int:
    text = element.get("w_val", "") if element is not None else ""
    return min(int(text), 1000) if text.isdecimal() else otherwise


def _written(paragraph: Element) -> bool:
    return any((text.text or "").strip() for text in paragraph.iter("w_t"))


def _lines(pieces: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    line: list[Piece] = []
    for piece in pieces:
        if piece is LINE:
            yield tuple(line)
            line = []
        else:
            line.append(piece)
    yield tuple(line)


def _chosen(alternatives: Element) -> Element:
    """The first of several forms of one thing; all others say it again."""
    return next(iter(alternatives), alternatives)


def _text_boxes(element: Element) -> Iterator[Element]:
    if element.tag == "w_txbxContent":
        yield element
    else:
        for each in (_chosen(element),) if element.tag == "mc_AlternateContent" else element:
            yield from _text_boxes(each)
