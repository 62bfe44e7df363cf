"""Names for the rows and columns of a hidden table: words that differ name the rows, words that recur the columns."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipeline.claims.layout import vocabulary
from pipeline.language import Language
from pipeline.records import Document, Figure

REACH = 240  # characters of text on either side of a figure that may name it
LONGEST = 14  # words of a name
MOST = 0.75  # the share of rows in which a recurring word recurs: one row may have a typing error

_LINE, _STOP, _COLON, _COMMA, _JOINT, _WORD = 5, 4, 3, 2, 1, 0
_TOKEN = re.compile(
    r"\n\s*(?:(?:\d{1,2}[.)](?!\d)|[a-z][.)](?=\s))|[•*–-](?=\s))?"  # the start of a line with its bullet or number
    r"|[.;](?=\s|[A-Z][a-z])|[:,]|(?<=\s)[-–—](?=\s)"
    r"|[^\W_]+(?:(?:[-/]|\.(?![A-Z][a-z]))[^\W_]+)*|&"
)
_RANK = {".": _STOP, ";": _STOP, ":": _COLON, ",": _COMMA, "-": _COMMA, "–": _COMMA, "—": _COMMA}


class Token(NamedTuple):
    """A word or mark of the text; ``rank`` is 0 for a word, else how strongly it parts its neighbours.

    A name may begin or end with a word that is ``solid``.
    """

    form: str
    start: int
    end: int
    rank: int
    solid: bool


Words = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``hollow`` words begin and end no name, behind ``heads`` a list begins, ``joint`` words part two of
    its items, ``goals`` stand between what was aimed at and how much; ``columns`` are the heads that go without saying.
    """

    hollow: frozenset[str]
    heads: frozenset[str]
    joint: frozenset[str]
    goals: frozenset[str]
    columns: Mapping[str, str]


@cache
def lexicon(language: Language) -> Lexicon:
    """The words of this language that tables know."""
    words, known, own = language.data["words"], vocabulary(language), language.data["tables"]
    months = {name for month in language.data["calendar"]["months"] for name in month}
    return Lexicon(
        (known.plain | known.stop | set(own["hollow"]["words"])) - set(own["kept"]["words"]) - months,
        frozenset(phrase.split()[-1] for cue in ("consists", "among", "including") for phrase in words[cue]["words"]),
        frozenset(phrase.split()[0] for cue in ("and", "barrier", "cause") for phrase in words[cue]["words"]),
        frozenset(phrase for phrase in words["target"]["words"]),
        own["heads"],
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around the figures of a release, parted between neighbours; ``dated``: no year names a row."""

    document: Document
    figures: Sequence[Figure]
    known: Lexicon
    dated: bool = False
    _gaps: dict[int, tuple[Words, Words]] = field(default_factory=dict, compare=False, repr=False)

    def before(self, i: int) -> Words:
        """The words before figure i that are its own."""
        return self._gap(i)[1]

    def after(self, i: int) -> Words:
        """The words behind figure i that are its own."""
        return self._gap(i + 1)[0]

    def clause(self, i: int) -> str:
        """The last clause before figure i that names something: "sedangkan AB paling sedikit, 15 kantong"."""
        start, end = self._stretch(i)
        words = self._tokens(max(start, end - REACH), end)
        marks = [n for n, word in enumerate(words) if word.rank] or [0]
        clauses = (self.trim(words[a:b]) for a, b in zip(marks[::-1], [len(words), *marks[:0:-1]], strict=True))
        name = self.text(next((clause for clause in clauses if clause), ()))
        return "" if name.lower() == self.figures[i].unit.lower() else name

    def text(self, words: Words) -> str:
        """The text that the words cover, a bracket closed that they open; empty where it is too long for a name."""
        found = " ".join(self.document.text[words[0].start : words[-1].end].split()) if words else ""
        return "" if len(words) > LONGEST else found + ")" * (found.count("(") > found.count(")"))

    def trim(self, words: Words) -> Words:
        """The words without the hollow ones and the marks at both ends."""
        words, first = self.trim_end(words), 0
        while first < len(words) and not self.solid(words[first]):
            first += 1
        return words[first:]

    def trim_end(self, words: Words) -> Words:
        """The words without the hollow ones and the marks at the end."""
        size = len(words)
        while size and not self.solid(words[size - 1]):
            size -= 1
        return words[:size]

    def unopened(self, words: Words) -> Words:
        """The words behind the last that opens a list, if any of them names something."""
        return self._behind(words, lambda w: w.rank == _COLON or w.form in self.known.heads)

    def last_clause(self, words: Words) -> Words:
        """The words behind the last comma, if any of them names something."""
        return self._behind(words, lambda w: w.rank == _COMMA)

    def _behind(self, words: Words, mark: Callable[[Token], bool]) -> Words:
        marks = (n + 1 for n in range(len(words) - 1, -1, -1) if mark(words[n]))
        return next((words[n:] for n in marks if self.trim(words[n:])), words)

    def solid(self, word: Token) -> bool:
        """Whether a name may begin or end with this word here."""
        year = self.dated and len(word.form) == 4 and word.form[:2] in ("19", "20")
        return word.solid and not year

    def _gap(self, i: int) -> tuple[Words, Words]:
        """The words between figures i - 1 and i: those of the first, those of the second."""
        if i not in self._gaps:
            self._gaps[i] = self._read_gap(i)
        return self._gaps[i]

    def _read_gap(self, i: int) -> tuple[Words, Words]:
        start, end = self._stretch(i)
        if end - start > 2 * REACH or i == len(self.figures):
            alone = self._first_clause(self._tokens(start, min(end, start + REACH)))
            return alone, self._parted(self._tokens(max(start, end - REACH), end), "")[1]
        return self._parted(self._tokens(start, end), self.figures[i - 1].unit if i else "")

    def _tokens(self, start: int, end: int) -> Words:
        return tuple(_tokens(self.document.text, start, end, self.known))

    def _stretch(self, i: int) -> tuple[int, int]:
        start = self.figures[i - 1].end if i else 0
        return start, self.figures[i].start if i < len(self.figures) else len(self.document.text)

    def _parted(self, words: Words, unit: str) -> tuple[Words, Words]:
        """The words between two figures in two, at the mark that parts most strongly; a unit stays with its figure."""
        while words and words[-1].rank == _COLON:
            words = words[:-1]
        rank = max((word.rank for word in words), default=_WORD)
        marks = [n for n, word in enumerate(words) if word.rank == rank]
        if rank == _WORD:
            own = 1 if words and words[0].form in unit.lower().split() else 0
            return words[:own], words[own:]
        behind = words[marks[-1] + 1 :]
        if rank == _LINE:
            return self._first_clause(words[: marks[0]]), self._last_sentence(behind)
        if rank > _COMMA:
            return self._first_clause(words[: marks[0]]), self.last_clause(behind) if rank == _STOP else behind
        return (words[: marks[0]], words[marks[0] + 1 :]) if self.trim(behind) else (words[: marks[-1]], behind)

    def _first_clause(self, words: Words) -> Words:
        return words[: next((n for n, w in enumerate(words) if w.rank >= _COMMA and self.trim(words[:n])), len(words))]

    def _last_sentence(self, line: Words) -> Words:
        """What follows the last full stop in the last line before a figure; all of it where there is none."""
        stop = max((n for n, word in enumerate(line) if word.rank == _STOP), default=-1)
        return self.last_clause(line[stop + 1 :]) if stop >= 0 else line


def _tokens(text: str, start: int, end: int, known: Lexicon) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        form = match[0].lower()
        rank = _LINE if form[0] == "\n" else _JOINT if form in known.joint else _RANK.get(form, _WORD)
        # A lone letter outside ASCII is what a wrong encoding left.
        stray = len(form) == 1 and not form.isascii()
        solid = not (rank or stray or form in known.hollow)
        yield Token._make((form, match.start(), match.end(), rank, solid))


@dataclass(frozen=True, slots=True)
class Naming:
    """Names of rows, and the words that recur beside them: what a column may be called, best first."""

    rows: tuple[str, ...]
    column: tuple[str, ...]

    @property
    def distinct(self) -> int:
        return len(set(self.rows) - {""})


def by_words_before(around: Surroundings, places: Sequence[int], several: bool) -> Naming:
    """Rows named by the words before these figures: "pelajar 1 orang, ASN 0"; ``several`` columns follow each name."""
    pieces = [around.trim_end(around.before(i)) for i in places]
    end = _ending(pieces, around, several)
    rows = [around.trim_end(_aim(around, _without(row, end))) for row in pieces]
    rows = [_first_row(around, rows), *rows[1:]] if len(rows) > 1 else rows
    start = _beginning([around.trim(row) for row in rows], around)
    rows = [around.trim(_beyond(around.trim(row), start)) or around.trim(row) for row in rows]
    return Naming(tuple(map(around.text, rows)), (around.text(around.trim(end)),))


def by_words_after(around: Surroundings, places: Sequence[int], several: bool) -> Naming:
    """Rows named by the words behind these figures: "18 jati dan 14 mahoni"."""
    pieces = _without_unit(around, places)
    start = _ending([row[::-1] for row in pieces], around, True)[::-1]
    rows = [around.trim(_without(row[::-1], start[::-1])[::-1]) for row in pieces]
    return Naming(tuple(map(around.text, rows)), (around.text(around.trim(start)),))


def _without_unit(around: Surroundings, places: Sequence[int]) -> list[Words]:
    """The words behind the figures; a unit that all have names none of them."""
    units, pieces = {around.figures[i].unit.lower() for i in places}, [around.after(i) for i in places]
    unit = units.pop().split() if len(units) == 1 else [""]
    return [row[len(unit) :] if list(_forms(row[: len(unit)])) == unit else row for row in pieces]


def _aim(around: Surroundings, words: Words) -> Words:
    """The words before the one that says that a target follows."""
    at = next((n for n in range(len(words) - 1, -1, -1) if words[n].form in around.known.goals), 0)
    return words[:at] if around.trim(words[:at]) else words


def _ending(rows: Sequence[Words], around: Surroundings, several: bool) -> Words:
    """The last words that nearly all rows share; two rows of one column only where a hollow word leads in."""
    size, need = 0, max(2, MOST * len(rows))
    while _often(rows, size) >= need:
        size += 1
    common = next((row[-size:] for row in rows if size and _common(rows, row, size)), ())
    led = several or len(rows) > 2 or not common or common[0].form in around.known.hollow
    return common if led else ()


def _often(rows: Sequence[Words], size: int) -> int:
    return max(Counter(row[-size - 1].form for row in rows if len(row) > size).values(), default=0)


def _common(rows: Sequence[Words], row: Words, size: int) -> bool:
    """Whether the last words of this row are those of most rows."""
    alike = sum(_forms(other[-size:]) == _forms(row[-size:]) for other in rows)
    return len(row) >= size and alike * 2 >= len(rows)


def _forms(words: Words) -> tuple[str, ...]:
    return tuple(word.form for word in words)


def _without(row: Words, end: Words) -> Words:
    """The row without the words that it ends with like the others; of several one may be misspelt."""
    size = len(end)
    tail = row[-size:] if size else ()
    alike = sum(a.form == b.form for a, b in zip(tail, end, strict=False))
    return row[:-size] if size and alike >= max(1, size - 1) else row


def _first_row(around: Surroundings, rows: Sequence[Words]) -> Words:
    """The first row without what leads to the table: from the words that begin the second on, or its last clause."""
    first, second = rows[0], rows[1]
    forms, others = _forms(first), _forms(second)
    at = next((_last(forms, others[:n]) for n in range(len(others), 0, -1) if _last(forms, others[:n]) >= 0), -1)
    if at >= 0 and around.trim(first[at:]):
        return first[at:]
    listed = around.unopened(first)
    longest = max(len(row) for row in rows[1:])
    return around.last_clause(listed) if len(listed) > longest else listed


def _last(forms: Sequence[str], part: Sequence[str]) -> int:
    """The last place where these words stand among the others; -1 if nowhere."""
    size = len(part)
    return next((n for n in range(len(forms) - size, -1, -1) if forms[n : n + size] == part), -1)


def _beginning(rows: Sequence[Words], around: Surroundings) -> Words:
    """The phrase that nearly all rows begin with: a single word is part of each name."""
    common = _ending([row[::-1] for row in rows], around, True)[::-1] if len(rows) > 2 else ()
    return common if len(around.trim(common)) > 1 else ()


def _beyond(row: Words, start: Words) -> Words:
    """The row behind the words that it begins with like the others."""
    size = next(
        (n for n, (a, b) in enumerate(zip(row, start, strict=False)) if a.form != b.form), min(len(row), len(start))
    )
    return row[size:] if size * 2 > len(start) else row
