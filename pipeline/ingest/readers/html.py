"""Web pages: the article, without menus, teasers, comments and what is hidden."""

import re
import tomllib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from pipeline.ingest.assemble import Paragraph, Piece, assemble, raised
from pipeline.ingest.mojibake import mend
from pipeline.ingest.readers import Content, Options
from pipeline.ingest.readers.text import decode
from pipeline.ingest.tags import Token, tokens
from pipeline.language import Language
from pipeline.records import CellPosition
from pipeline.stretches import Stretch
from pipeline.text import line_starts, position

SUFFIXES = (".html", ".htm")
LIBRARIES: tuple[str, ...] = ()

BOMS = (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
KNOWN = re.compile(r"(?:utf-?8|us-ascii|(?:iso-8859-|windows-|cp)\d{1,4})", re.IGNORECASE)
LATIN = {"iso-8859-1": "cp1252", "us-ascii": "cp1252"}  # as browsers read them
HEAD = 4096  # bytes in which a page says its encoding

UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WHOLE = frozenset(("html", "body"))
SPLIT = re.compile(r"[\s_-]+")
WIDEST = 1000  # columns of a table
ENOUGH = 200  # characters of the least article


def read(data: bytes, language: Language, options: Options) -> Content:
    """The article of a page, with the line and column of each stretch; ValueError where the bytes are no text."""
    text = _decoded(data)
    walk = Walk(text, frozenset(language.data["pages"]["chrome"]["names"]))
    teasers = tuple(language.data["lookalikes"]["teasers"]["forms"])
    notes = (("mojibake", str(walk.mended)),) if walk.mended else ()
    return assemble((line.paragraph for line in _told(_article(walk.lines), teasers)), notes)


def _decoded(data: bytes) -> str:
    named = CHARSET.search(data[:HEAD])
    charset = named[1].decode("ascii").lower() if named else ""
    if charset and KNOWN.fullmatch(charset) and not data.startswith(BOMS) and b"\0" not in data:
        try:
            return data.decode(LATIN.get(charset, charset))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)[0]


@cache
def _known() -> dict[str, dict[str, frozenset[str]]]:
    data = tomllib.loads((files("pipeline.ingest") / "html.toml").read_text("utf-8"))
    return {table: {name: frozenset(words) for name, words in entries.items()} for table, entries in data.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, the regions that it is in, and whether all of it is a link."""

    paragraph: Paragraph
    regions: frozenset[str]
    link: bool

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.paragraph.pieces).strip()


@dataclass(slots=True)
class Element:
    """An open element: what it does to what is in it."""

    tag: str
    region: str = ""
    hidden: bool = False
    opens: str = ""
    leads: bool = False  # to a place on the same page


@dataclass(slots=True)
class Table:
    """An open table: its number, where the walk is in it, and which cells of the next rows are taken from above."""

    number: int
    row: int = 0
    column: int = 0
    cell: CellPosition | None = None
    taken: dict[int, int] = field(default_factory=dict)  # column: the last row that a cell above reaches

    def begin_row(self) -> None:
        self.row, self.column, self.cell = self.row + 1, 0, None

    def begin_cell(self, rows: int, columns: int) -> None:
        self.row = max(self.row, 1)
        self.column = min(self.column + (self.cell.columns if self.cell else 1), WIDEST)
        while self.taken.get(self.column, 0) >= self.row and self.column < WIDEST:
            self.column += 1
        columns = max(1, min(columns, WIDEST + 1 - self.column))
        for column in range(self.column, self.column + columns):
            self.taken[column] = self.row + rows - 1
        self.cell = CellPosition(self.number, self.row, self.column, rows, columns)


class Walk:
    """Walks over the tags of a page with a stack of its own, so that no depth of nesting is too deep."""

    def __init__(self, page: str, names: frozenset[str]) -> None:
        self.starts = line_starts(page)
        self.elements, self.marks, self.ends = (_known()[table] for table in ("elements", "marks", "ends"))
        self.names = self.marks["names"] | names
        self.lines: list[Line] = []
        self.stack: list[Element] = []
        self.open: Counter[str] = Counter()
        self.hidden = self.counted = self.articles = self.mended = self.leading = 0
        self.regions: list[str] = []
        self.tables: list[Table] = []
        self.lists: list[tuple[str, int]] = []
        self.mark = ""
        self.pieces: list[Piece] = []
        self.linked = self.apart = True
        for token in tokens(page):
            self._token(token)
        self._end()

    def _token(self, token: Token) -> None:
        if token.kind == "start":
            self._start(token.value, token.attributes)
        elif token.kind == "end":
            self._close(token.value)
        elif not self.hidden:
            self._text(token) if token.kind == "text" else self._sign(token)

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        if self._breaks(tag):
            self._end(apart=tag != "br")
        while self.stack and self.stack[-1].tag in self.ends.get(tag, ()):
            self._pop()
        if tag not in self.elements["void"]:
            hidden, leads = tag in self.elements["hidden"] or _hidden(given), given.get("href", "").startswith("#")
            self._push(Element(tag, self._region(tag, given), hidden, leads=leads), given)

    def _close(self, tag: str) -> None:
        if self._breaks(tag):
            self._end()
        if self.open[tag]:
            while self._pop() != tag:
                pass

    def _breaks(self, tag: str) -> bool:
        """Whether a line ends here; a script in the midst of one does not end it."""
        return tag not in self.elements["inline"] and tag not in self.elements["hidden"]

    def _push(self, element: Element, given: Mapping[str, str]) -> None:
        self.stack.append(element)
        self.open[element.tag] += 1
        self.hidden += element.hidden
        self.leading += element.leads
        self.regions.append(element.region)
        if not self.hidden:
            element.opens = self._structure(element.tag, given)

    def _pop(self) -> str:
        element = self.stack.pop()
        self.regions.pop()
        self.open[element.tag] -= 1
        self.hidden -= element.hidden
        self.leading -= element.leads
        if element.opens:
            (self.tables if element.opens == "table" else self.lists).pop()
        return element.tag

    def _structure(self, tag: str, given: Mapping[str, str]) -> str:
        """Count rows, cells and items; what is to be closed with the element."""
        table = self.tables[-1] if self.tables else None
        if tag == "table":
            self.counted += 1
            self.tables.append(Table(self.counted))
            return "table"
        if tag in ("ul", "ol"):
            self.lists.append((tag, _number(given.get("start", ""), 1)))
            return "list"
        if tag == "tr" and table:
            table.begin_row()
        elif tag in ("td", "th") and table:
            table.begin_cell(_span(given, "rowspan"), _span(given, "colspan"))
        elif tag == "li" and self.lists:
            kind, number = self.lists[-1]
            self.mark = f"{number}." if kind == "ol" else "•"
            self.lists[-1] = kind, number + 1
        return ""

    def _region(self, tag: str, given: Mapping[str, str]) -> str:
        """What the element is a part of the page for: the article, its body, or none of it."""
        role = given.get("role", "")
        if given.get("itemprop") == "articleBody":
            return "body"
        if tag == "article":
            self.articles += 1
            return f"article {self.articles}"
        if tag == "header":
            return "header"
        if tag == "main" or role == "main":
            return "main"
        around = (
            tag in self.elements["chrome"]
            or role in self.marks["roles"]
            or given.get("title") in self.marks["titles"]
            or (tag not in WHOLE and self._named(given))
        )
        return "chrome" if around else ""

    def _named(self, given: Mapping[str, str]) -> bool:
        words = {*SPLIT.split(f"{given.get('class', '')} {given.get('id', '')}".lower())}
        return not words.isdisjoint(self.names) and words.isdisjoint(self.marks["beside"])

    def _source(self, at: int) -> Stretch:
        line, column = position(self.starts, at)
        return Stretch(0, 0, line=line, column=column, offset=at)

    def _sign(self, token: Token) -> None:
        source = self._source(token.at)
        self._add(Piece(char, source) for char in token.value)

    def _text(self, token: Token) -> None:
        at = token.at
        for part in token.value.splitlines(keepends=True):
            mended = mend(part)
            self.mended += len(mended.repairs)
            self._add(_pieces(mended.text, mended.repairs, self._source(at)))
            if self.open["pre"] and part.endswith("\n"):
                self._end(apart=False)
            at += len(part)

    def _add(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self.pieces.append(replace(piece, text=raised(piece.text)) if self._above(piece.text) else piece)
            self.linked = self.linked and (bool(self.open["a"]) or not piece.text.strip())

    def _above(self, text: str) -> bool:
        """Whether it is set above the line; the number of a note leads to it, or back."""
        return bool(self.open["sup"] or (self.leading and text.strip().isdigit()))

    def _end(self, *, apart: bool = True) -> None:
        """End the line that is being read."""
        if any(piece.text.strip() for piece in self.pieces):
            heading = any(self.open[f"h{level}"] for level in range(1, 7))
            mark, self.mark = self.mark, ""
            cell = self.tables[-1].cell if self.tables else None
            paragraph = Paragraph(tuple(self.pieces), "heading" if heading else "", mark, self.apart and not mark, cell)
            regions = frozenset((*self.regions, *(("title",) if self.open["h1"] else ())))
            self.lines.append(Line(paragraph, regions, self.linked))
            self.apart = apart
        else:
            self.apart = self.apart or apart
        self.pieces, self.linked = [], True


def _pieces(text: str, repairs: Sequence[tuple[int, int, int]], source: Stretch) -> Iterator[Piece]:
    at = gone = 0
    for low, high, before in repairs:
        yield Piece(text[at:low], _on(source, at + gone))
        yield Piece(text[low:high], _on(source, low + gone))
        at, gone = high, gone + before - (high - low)
    yield Piece(text[at:], _on(source, at + gone))


def _on(source: Stretch, by: int) -> Stretch:
    return replace(source, column=source.column + by, offset=source.offset + by)


def _hidden(given: Mapping[str, str]) -> bool:
    return "hidden" in given or given.get("aria-hidden") == "true" or bool(UNSEEN.search(given.get("style", "")))


def _span(given: Mapping[str, str], name: str) -> int:
    return min(max(_number(given.get(name, ""), 1), 1), 1000)


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\s*\d{1,6}\s*", text, re.ASCII) else otherwise


def _article(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of the article: what the page marks as such, or all that is not around it; and the headline."""
    inner = [line for line in lines if "chrome" not in line.regions]
    shown = inner or list(lines)
    named = Counter[str]()
    for line in shown:
        for region in {region for region in line.regions if region.startswith("article ")}:
            named[region] += len(line.text)
    longest = [region for region, _ in named.most_common(1)]
    for region in ("body", *longest, "main"):
        chosen = [line for line in shown if region in line.regions]
        if sum(len(line.text) for line in chosen) >= ENOUGH:
            break
    else:
        chosen = [line for line in shown if "header" not in line.regions or "title" in line.regions] or shown
    if chosen and not any("title" in line.regions for line in chosen):
        before = shown[: shown.index(chosen[0])]
        chosen = [*[line for line in before if "title" in line.regions][-1:], *chosen]
    return chosen


def _told(lines: Iterable[Line], teasers: tuple[str, ...]) -> Iterator[Line]:
    """The lines without those that lead to other stories, and the links right below them."""
    teasing = False
    for line in lines:
        opens = line.text.lower().startswith(teasers)
        teasing = opens or (teasing and line.link)
        if not teasing:
            yield line
