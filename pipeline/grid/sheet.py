"""The cells of a table, before anything is known of them: which are headings, of what, and which hold values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.grid.headings import (
    CHANGE,
    NO_UNIT,
    NUMBERING,
    PART,
    PERCENT,
    SHARE,
    UNIT,
    Heading,
    Unit,
    heading,
    measured,
    words,
)
from pipeline.grid.records import Grid, Line
from pipeline.language import Language
from pipeline.records import Block

NUMBER = re.compile(r"\d{1,3}(?:[ \xa0]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*")
YEAR = re.compile(r"(?:[^\W\d]+\s+)?(?:19|20)\d\d\W?")
_EMPHASIS = "*_` "  # of Markdown
_WORDS = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)*")
_BOTH = re.compile(r"\d\D*\(\s*\d+(?:[.,]\d+)?\s*%?\s*\)")
_RANGE = re.compile(r"\d\s*[-–—/:]\s*\d|[<>≥≤]|\d\s*\+")  # "18-25", "< 17", "1/2", "60+": names of classes
_PLAIN = (PART, NUMBERING, UNIT)  # roles that make no line another than its neighbours
_LONGEST = 200  # characters of the line above a table that may be its caption
_NUMBERED = 4  # rows at the top among which one may number the columns


@dataclass(frozen=True)
class Sheet:
    """The cells of one table, before anything is known of them."""

    text: str
    blocks: Sequence[Block]
    above: Block | None
    language: Language

    def grid(self) -> Grid | None:
        """The table; None where it has no values, or no more than one row of them."""
        if not self.data or sum(any((r, c) in self.values for c in self.data) for r in self.body) < 2:
            return None
        columns = tuple(self.column(c) for c in self.data)
        rows = tuple(self.lines(self.units()))
        held = {(r.at, c.at) for r in rows for c in columns} & self.origin.keys()
        cells = {at: self.origin[at] for at in sorted(held) if self.kind[at] in ("number", "year", "blank")}
        first, last = self.blocks[0], self.blocks[-1]
        number = first.cell.table if first.cell else 0
        return Grid(number, self.caption, self.overall(), first.start, last.end, rows, columns, cells)

    # -- cells

    @cached_property
    def origin(self) -> Mapping[tuple[int, int], Block]:
        return {(b.cell.row, b.cell.column): b for b in self.blocks if b.cell}

    @cached_property
    def said(self) -> Mapping[tuple[int, int], str]:
        """What stands in each place, also where a cell reaches over several."""
        return {
            (b.cell.row + r, b.cell.column + c): self.text[b.start : b.end].strip(_EMPHASIS)
            for b in self.blocks
            if b.cell
            for r in range(b.cell.rows)
            for c in range(b.cell.columns)
        }

    @cached_property
    def kind(self) -> Mapping[tuple[int, int], str]:
        return {at: self._kind(text) for at, text in self.said.items()}

    def _kind(self, text: str) -> str:
        """What a cell holds: number, year, blank or text."""
        first = NUMBER.search(text)
        if not first:
            said = " ".join(words(text))
            return "blank" if not said or said in self.language.data["grid"]["blank"]["words"] else "text"
        if YEAR.fullmatch(text):
            return "year"
        before, behind = _WORDS.findall(text[: first.start()]), _WORDS.findall(text[first.start() :])
        paid = all((unit := measured(word, self.language)) and unit.kind == "money" for word in before)
        known = all(measured(word, self.language) is not None for word in behind)
        return "number" if paid and known and not _RANGE.search(text) else "text"

    @cached_property
    def values(self) -> frozenset[tuple[int, int]]:
        return frozenset(at for at in self.origin if self.kind[at] == "number")

    @cached_property
    def height(self) -> int:
        return max(r for r, _ in self.said)

    @cached_property
    def width(self) -> int:
        return max(c for _, c in self.said)

    # -- rows

    @cached_property
    def top(self) -> tuple[int, ...]:
        """The rows of headings: those above the first value, and one that numbers the columns."""
        rows = []
        for r in range(1, self.height + 1):
            if any((r, c) in self.values for c in range(1, self.width + 1)) and not self._numbers_columns(r):
                break
            rows.append(r)
        return tuple(rows)

    @cached_property
    def named(self) -> tuple[int, ...]:
        """The rows of headings without one that only numbers the columns."""
        return tuple(r for r in self.top if r == 1 or not self._numbers_columns(r))

    def _numbers_columns(self, r: int) -> bool:
        """Whether a row numbers the columns, or names them by numbers: "(1) (2) (3)", "Kelas 1 2 3"."""
        if r > 1 and any(self.kind.get((r, c)) == "text" for c in range(1, self.width + 1)):
            return False
        found = [NUMBER.findall(self.said[at]) for c in range(1, self.width + 1) if (at := (r, c)) in self.values]
        whole = [int(n[0]) for n in found if len(n) == 1 and n[0].isdigit()]
        counted = len(whole) == len(found) > 1 and whole == [*range(whole[0], whole[0] + len(whole))]
        return r <= _NUMBERED and counted and (r == 1 or whole[0] in (1, 2)) and len(whole) >= self.width - 1

    @cached_property
    def body(self) -> tuple[int, ...]:
        return tuple(range(len(self.top) + 1, self.height + 1))

    def lines(self, units: Mapping[int, Unit]) -> Iterator[Line]:
        """The rows of values; one of words alone is a heading of those below it."""
        section: tuple[str, ...] = ()
        above = ("",) * len(self.names)
        for r in self.body:
            names = tuple(self._name(r, c) for c in self.names)
            if not any((r, c) in self.said and self.kind[r, c] != "text" for c in self.data):
                section = tuple(dict.fromkeys(filter(None, (self.said.get((r, c)) for c in range(1, self.width + 1)))))
                continue
            if (
                names and not names[0] and any(names) and self.names[0] not in self.numbering
            ):  # a name that reaches over several rows
                names = (above[0], *names[1:])
            above = names if any(names) else above
            own = tuple(dict.fromkeys(filter(None, names)))
            yield self._line(r, (*section, *own), innermost=len(section), unit=units.get(r))

    def units(self) -> Mapping[int, Unit]:
        """The units that a column names for each row."""
        columns = [c for c in range(1, self.width + 1) if self._role(c) == UNIT and c not in self.data]
        said = ((r, measured(self.said.get((r, c), "-"), self.language)) for c in columns for r in self.body)
        return {r: unit for r, unit in said if unit}

    # -- columns

    @cached_property
    def data(self) -> tuple[int, ...]:
        return tuple(c for c in range(1, self.width + 1) if self._holds_values(c))

    def _holds_values(self, c: int) -> bool:
        kinds = [self.kind[r, c] for r in self.body if (r, c) in self.origin]
        numbers, texts = kinds.count("number"), kinds.count("text")
        return numbers > texts and numbers >= kinds.count("year") and not self._numbers_rows(c)

    def _numbers_rows(self, c: int) -> bool:
        """Whether a column numbers the rows, or is headed as one that does."""
        if self._role(c) == NUMBERING:
            return True
        found = [NUMBER.findall(self.said[r, c]) for r in self.body if (r, c) in self.values]
        counted = [n[0] for n in found] == [str(n) for n in range(1, len(found) + 1)]
        return len(found) > 1 and counted and not any(self._texts(before) for before in range(1, c))

    def _texts(self, c: int) -> bool:
        return any(self.kind.get((r, c)) == "text" for r in self.body)

    def _role(self, c: int) -> str:
        heads = self.heads(c)
        return heading(heads[-1], self.language).role if heads else PART

    @cached_property
    def names(self) -> tuple[int, ...]:
        """The columns before the first values, without those that number the rows and the units."""
        before = range(1, self.data[0]) if self.data else ()
        named = tuple(c for c in before if self._role(c) not in (NUMBERING, UNIT) and self._named(c))
        return (*self.numbering, *named)

    @cached_property
    def numbering(self) -> tuple[int, ...]:
        """The columns of numbers of rows, where "Jumlah" may stand."""
        before = range(1, self.data[0]) if self.data else ()
        numbered = (c for c in before if self._role(c) == NUMBERING or not self._named(c))
        return tuple(c for c in numbered if self._texts(c) and self._role(c) != UNIT)

    def _name(self, r: int, c: int) -> str:
        """What a cell says of its row; the number of a row is none of it."""
        numbers = c in self.numbering and self.kind.get((r, c)) != "text"
        return "" if numbers else self.said.get((r, c), "")

    def _named(self, c: int) -> bool:
        return self._texts(c) or any(self.kind.get((r, c)) in ("year", "number") for r in self.body)

    def heads(self, c: int) -> tuple[str, ...]:
        """The headings of a column, the outermost first; one reaches to the right over those without any."""
        said = (self._head(r, c) for r in self.named)
        return tuple(dict.fromkeys(filter(None, said)))

    def _head(self, r: int, c: int) -> str:
        if (r, c) in self.said:
            return self.said[r, c]
        below = any((s, c) in self.said for s in self.named if s > r)
        left = max((k for k in range(1, c) if (r, k) in self.said), default=0)
        spans = left and below and any((s, left) in self.said for s in self.named if s > r)
        return self.said[r, left] if spans else ""

    def column(self, c: int) -> Line:
        line = self._line(c, self.heads(c), innermost=0)
        said = [self.said[r, c] for r in self.body if (r, c) in self.values]
        both = 2 * sum(_BOTH.search(text) is not None for text in said) > len(said)  # "n (%)": the count comes first
        return replace(line, role=PART, unit=NO_UNIT) if both and line.unit == PERCENT else line

    # -- headings

    def _line(self, at: int, heads: tuple[str, ...], innermost: int, unit: Unit | None = None) -> Line:
        """A line with what its headings say; of rows the innermost one alone gives the role."""
        said = [heading(text, self.language) for text in heads]
        role, level = _told(said, innermost)
        units = (h.unit for h in reversed(said) if h.unit != NO_UNIT)
        periods = [h.period for h in said if h.period]
        plain = bool(said) and said[level].plain
        nouns = (h.noun for h in reversed(said) if h.noun != NO_UNIT)
        told = unit or next(units, NO_UNIT)
        names, period = tuple(h.name for h in said), periods[-1] if periods else ""
        return Line(at, names, role, plain, level, told, next(nouns, NO_UNIT), period)

    @cached_property
    def caption(self) -> str:
        """The line above, where it is short or says that it is a caption."""
        text = self.text[self.above.start : self.above.end] if self.above and not self.above.cell else ""
        return text if self._is_caption(text) or (len(text) <= _LONGEST and not text.endswith(".")) else ""

    def _is_caption(self, text: str) -> bool:
        return (words(text) or ("",))[0] in self.language.data["grid"]["caption"]["words"]

    def overall(self) -> Heading:
        """What the caption says of units; a headline names no noun that is counted in the cells."""
        told = heading(self.caption, self.language)
        return told if self._is_caption(self.caption) else replace(told, noun=NO_UNIT)


def _told(said: Sequence[Heading], innermost: int) -> tuple[str, int]:
    """The role of a line and the level that says it: of its own headings the innermost that says one."""
    own = [*range(innermost, len(said))]
    roles = {said[k].role for k in own}
    for role in (CHANGE, SHARE):
        if role in roles:
            return role, next(k for k in own if said[k].role == role)
    level = next((k for k in reversed(own) if said[k].role not in _PLAIN), own[-1] if own else 0)
    role = said[level].role if own else PART
    return (PART if role in _PLAIN else role), level
