"""What prose says again of a cell: its row is named beside the figure, and its column or unit fits.

A false alarm costs more than a miss: a figure that is another one than that of the cell is asked about only where it is
a slip away, and nothing else in text or table says either.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline import kinds
from pipeline.claims.context import written
from pipeline.claims.cues import cues
from pipeline.claims.grid.view import Place, View
from pipeline.claims.layout import Layout, vocabulary
from pipeline.claims.slips import one_slip
from pipeline.grid import TOTAL, Grid, Line, words
from pipeline.language import Language
from pipeline.records import Claim, Figure, Member

RULE = "restatement.table"
RARE = 4  # digits of a value that no two measures share by chance
LEAST = 3  # digits of which one slip is told
SHARE, ACCUSES = Decimal("0.95"), Decimal("0.9")

_END = re.compile(r"[.!?](?=\s|$)")


def restated(tables: Sequence[tuple[Grid, View]], prose: Layout, language: Language) -> Iterator[Claim]:
    """The figures of prose that say a cell again, each with the cell that fits best."""
    if not tables:
        return
    sheets = [_Sheet(grid, view, language) for grid, view in tables]
    every = {f.value for f in prose.figures}
    for i, figure in enumerate(prose.figures):
        mention = _mention(prose, i)
        named = [cell for sheet in _named(sheets, mention, language) for cell in sheet.cells(mention)]
        same = [cell for cell in named if _agree(figure, cell.figure)]
        if same or (same := [*_rare(sheets, figure)]):
            yield _claim(same[0].figure, figure, SHARE)
        elif len(named) == 1 and _is_slip(named[0], mention, every, language):
            yield _claim(named[0].figure, figure, ACCUSES)


def _claim(cell: Figure, figure: Figure, confidence: Decimal) -> Claim:
    first, second = sorted((cell, figure), key=lambda f: f.start)
    return Claim("", "restatement", RULE, (Member("value", first), Member("value", second)), "strong", confidence)


def _agree(figure: Figure, cell: Figure) -> bool:
    return kinds.verdict(_claim(cell, figure, SHARE)).status == kinds.CONSISTENT


# -- prose -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of prose with its sentence in small letters, where it stands there, and the words that are its own."""

    figure: Figure
    sentence: str
    at: int
    own: frozenset[str]
    cues: frozenset[str]


def _mention(prose: Layout, i: int) -> Mention:
    figure, block = prose.figures[i], prose.document.blocks[prose.block[i]]
    ends = [block.start, *(m.end() for m in _END.finditer(prose.document.text, block.start, block.end)), block.end]
    k = bisect_right(ends, figure.start)
    sentence = prose.document.text[ends[k - 1] : ends[min(k, len(ends) - 1)]].lower()
    return Mention(figure, sentence, figure.start - ends[k - 1], prose.words(i) | {figure.unit}, prose.near[i])


def _named(sheets: Sequence["_Sheet"], mention: Mention, language: Language) -> Sequence["_Sheet"]:
    """The tables that a sentence names by number; all where it names none."""
    captions = "|".join(language.data["grid"]["caption"]["words"])
    numbers = set(re.findall(rf"\b(?:{captions}) (\d+)", mention.sentence))
    return [s for s in sheets if s.number in numbers] if numbers else sheets


# -- tables ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that a mention may speak of; whether its row is named, and all words of its column are beside the figure.

    A cell whose row is not named is one of the total.
    """

    figure: Figure
    sheet: "_Sheet"
    named: bool
    told: bool


class _Sheet:
    """A table as prose names it."""

    def __init__(self, grid: Grid, view: View, language: Language) -> None:
        self.view = view
        known = vocabulary(language)
        self.hollow = known.stop | known.plain
        captions = language.data["grid"]["caption"]["words"]
        number = re.match(rf"\W*(?:{'|'.join(captions)})\W*(\d+)", grid.caption.lower())
        self.number = number[1] if number else ""
        self.rows = [(" ".join(row.heads[-1:]).lower(), n) for n, row in enumerate(view.crosses)]
        self.values = {f.value for f in view.figures.values()}
        self.periods = {line.period for line in (*view.lines, *view.crosses)} - {""}

    def cells(self, mention: Mention) -> list[Cell]:
        """The cells of the row that is named nearest, or of the total where none is, whose column fits best."""
        places = [(line, row) for row in self._rows(mention) for line in range(len(self.view.lines))]
        fits = {at: self._fit(*at, mention) for at in places}
        best = max(fits.values(), default=0)
        fitting = [at for at, fit in fits.items() if fit == best > 0]
        overall = [at for at in fitting if self.view.lines[at[0]].role == TOTAL]
        return [self._cell(at, mention) for at in (overall if len(overall) == 1 else fitting)]

    def _cell(self, at: Place, mention: Mention) -> Cell:
        content = self._content(self.view.lines[at[0]])
        named = self.view.crosses[at[1]].role != TOTAL
        return Cell(self.view.figures[at], self, named, bool(content) and content <= _stemmed(mention.sentence))

    def _rows(self, mention: Mention) -> list[int]:
        named = [(m.start(), len(name), n) for name, n in self.rows for m in _mentions(name, mention.sentence)]
        before = [each for each in named if each[0] < mention.at]
        if before:
            return [max(before)[2]]
        if named:
            return []  # named behind the figure: whose it is, words do not tell
        return [n for n, row in enumerate(self.view.crosses) if row.role == TOTAL and row.plain]

    def _fit(self, line: int, row: int, mention: Mention) -> int:
        """How many words of the column stand beside a figure, its unit among them; 0 where period or sort differ."""
        cell, column = self.view.figures.get((line, row)), self.view.lines[line]
        if cell is None or (cell.kind == "percent") != (mention.figure.kind == "percent"):
            return 0
        if cell.figure_id in self.view.below or not self._of_its_time(cell, mention.figure):
            return 0
        content = self._content(column)
        return 2 * len(content & _stemmed(" ".join(mention.own))) + (cell.unit == mention.figure.unit != "")

    def _of_its_time(self, cell: Figure, figure: Figure) -> bool:
        if not cell.period:
            return True
        return cell.period == figure.period or (not figure.period and len(self.periods) == 1)

    def _content(self, column: Line) -> frozenset[str]:
        """The words of a column that say what it counts."""
        said = frozenset(w for head in column.heads for w in words(head) if w not in self.hollow and len(w) > 1)
        return said if column.role != TOTAL else frozenset()


def _mentions(name: str, sentence: str) -> Iterator[re.Match[str]]:
    """Where a row is named: by all of its name, and as words of their own."""
    if len(name) > 2 and any(map(str.isalpha, name)):
        yield from re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)


def _stemmed(text: str) -> frozenset[str]:
    return frozenset(words(text))


def _rare(sheets: Sequence[_Sheet], figure: Figure) -> Iterator[Cell]:
    """The one cell of all tables with this value, if it has so many digits that it is no chance."""
    same = [(sheet, f) for sheet in sheets for f in sheet.view.figures.values() if f.value == figure.value]
    if len(same) == 1 and len(_digits(figure).rstrip("0")) >= RARE and figure.kind == same[0][1].kind:
        yield Cell(same[0][1], same[0][0], named=True, told=True)


def _is_slip(cell: Cell, mention: Mention, every: set[Decimal], language: Language) -> bool:
    """Whether a figure is that of a cell but for one slip of typing, and neither is told anywhere else."""
    figure, typed, meant = mention.figure, _digits(mention.figure), _digits(cell.figure)
    if figure.bound != "exact" or figure.scale != cell.figure.scale or figure.decimals != cell.figure.decimals:
        return False
    if (
        mention.cues & (cues(language).prior | cues(language).aim)
        or cell.figure.value in every
        or figure.value in cell.sheet.values
    ):
        return False
    if not cell.named and sorted(typed) != sorted(meant):
        return False  # another total of the release may well differ in a digit, but hardly be of the same ones
    return (len(typed) >= RARE or (len(typed) >= LEAST and cell.told)) and one_slip(typed, meant)


def _digits(figure: Figure) -> str:
    return written(figure.value, figure)
