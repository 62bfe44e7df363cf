"""Names for the rows and columns of a hidden table: words that differ name the rows, words that recur the columns."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.claims.layout import vocabulary
from pipeline.language import Language
from pipeline.records import Document, Figure

REACH = 240  # characters of text on either side of a figure that may name it
LONGEST = 14  # words of a name
MOST = 0.75  # the share of rows in which a recurring word recurs: one row may have a typing error

_LINE, _STOP, _COLON, _COMMA, _JOINT, _WORD = 5, 4, 3, 2, 1, 0
_TOKEN = re.compile(r"\n\s*(?:(?:\d{1,2}|[a-z])[.)](?=\s)|[•*–-](?=\s))?|[.;](?=\s)|[:,]|[^\W_]+(?:[-/.][^\W_]+)*|&")
_RANK = {".": _STOP, ";": _STOP, ":": _COLON, ",": _COMMA}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of the text; ``rank`` is 0 for a word, else how strongly it parts what stands before and behind."""

    form: str
    start: int
    end: int
    rank: int


Words = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``hollow`` words begin and end no name, behind ``heads`` a list begins, ``joint`` words part two of its items."""

    hollow: frozenset[str]
    heads: frozenset[str]
    joint: frozenset[str]
    columns: Mapping[str, str]


@cache
def lexicon(language: Language) -> Lexicon:
    """The words of this language that tables know."""
    words, known, own = language.data["words"], vocabulary(language), language.data["tables"]
    months = {name for month in language.data["calendar"]["months"] for name in month}
    return Lexicon(
        (known.plain | known.stop | set(own["hollow"]["words"])) - set(own["kept"]["words"]) - months,
        frozenset(phrase.split()[-1] for cue in ("consists", "among") for phrase in words[cue]["words"]),
        frozenset(phrase.split()[0] for cue in ("and", "barrier") for phrase in words[cue]["words"]),
        own["heads"],
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of a release that stand around its figures, parted between neighbours."""

    document: Document
    figures: Sequence[Figure]
    known: Lexicon

    def before(self, i: int) -> Words:
        """The words before figure i that are its own."""
        return self._gap(i)[1]

    def after(self, i: int) -> Words:
        """The words behind figure i that are its own."""
        return self._gap(i + 1)[0]

    def text(self, words: Words) -> str:
        """The text that the words cover, a bracket closed that they open; empty where it is too long for a name."""
        found = " ".join(self.document.text[words[0].start : words[-1].end].split()) if words else ""
        return "" if len(words) > LONGEST else found + ")" * (found.count("(") > found.count(")"))

    def trim(self, words: Words) -> Words:
        """The words without the hollow ones and the marks at both ends."""
        return self.trim_end(self.trim_end(words)[::-1])[::-1]

    def trim_end(self, words: Words) -> Words:
        """The words without the hollow ones and the marks at the end."""
        solid = (n for n in range(len(words), 0, -1) if self._solid(words[n - 1]))
        return words[: next(solid, 0)]

    def unopened(self, words: Words) -> Words:
        """The words behind the last that opens a list, if any of them names something."""
        return self._behind(words, lambda w: w.rank == _COLON or w.form in self.known.heads)

    def last_clause(self, words: Words) -> Words:
        """The words behind the last comma, if any of them names something."""
        return self._behind(words, lambda w: w.rank == _COMMA)

    def _behind(self, words: Words, mark: Callable[[Token], bool]) -> Words:
        marks = (n + 1 for n in range(len(words) - 1, -1, -1) if mark(words[n]))
        return next((words[n:] for n in marks if self.trim(words[n:])), words)

    def _solid(self, word: Token) -> bool:
        return word.rank == _WORD and word.form not in self.known.hollow

    def _gap(self, i: int) -> tuple[Words, Words]:
        """The words between figures i - 1 and i: those of the first, those of the second."""
        start = self.figures[i - 1].end if i else 0
        end = self.figures[i].start if i < len(self.figures) else len(self.document.text)
        if end - start > 2 * REACH:
            return self._parted(start, start + REACH)[0], self._parted(end - REACH, end)[1]
        return self._parted(start, end)

    def _parted(self, start: int, end: int) -> tuple[Words, Words]:
        """The words of a stretch of text in two, at the mark that parts most strongly."""
        words = tuple(_tokens(self.document.text, start, end, self.known.joint))
        while words and words[-1].rank == _COLON:
            words = words[:-1]
        rank = max((word.rank for word in words), default=_WORD)
        if rank == _WORD:
            return (), words
        marks = [n for n, word in enumerate(words) if word.rank == rank]
        behind = words[marks[-1] + 1 :]
        if rank > _COMMA:
            return words[: marks[0]], self.last_clause(behind) if rank == _STOP else behind
        return (words[: marks[0]], words[marks[0] + 1 :]) if self.trim(behind) else (words[: marks[-1]], behind)


def _tokens(text: str, start: int, end: int, joint: frozenset[str]) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        form = match.group().lower()
        rank = _LINE if form[0] == "\n" else _JOINT if form in joint else _RANK.get(form, _WORD)
        yield Token(form, match.start(), match.end(), rank)


def ending(rows: Sequence[Words]) -> int:
    """How many last words nearly all rows share."""
    size, need = 0, max(2, MOST * len(rows))
    while True:
        forms = Counter(row[-size - 1].form for row in rows if len(row) > size)
        if max(forms.values(), default=0) < need:
            return size
        size += 1


def shared_end(rows: Sequence[Words]) -> tuple[Words, list[Words]]:
    """The last words that nearly all rows share, and the rows without them, also where one of them is misspelt."""
    size = ending(rows)
    if not size:
        return (), list(rows)
    often = Counter(tuple(w.form for w in row[-size:]) for row in rows).most_common(1)[0][0]
    common = next(row[-size:] for row in rows if tuple(w.form for w in row[-size:]) == often)
    return common, [row[:-size] if _resembles(row[-size:], often) else row for row in rows]


def _resembles(words: Words, forms: tuple[str, ...]) -> bool:
    return len(words) == len(forms) and any(w.form == form for w, form in zip(words, forms, strict=True))


def shared_start(rows: Sequence[Words]) -> tuple[Words, list[Words]]:
    """The first words that nearly all rows share, and the rows without them."""
    common, rest = shared_end([row[::-1] for row in rows])
    return common[::-1], [row[::-1] for row in rest]


@dataclass(frozen=True, slots=True)
class Naming:
    """Names of the rows, and what recurs beside them: the words of a column."""

    rows: tuple[str, ...]
    column: tuple[str, ...]

    @property
    def distinct(self) -> int:
        return len(set(self.rows) - {""})


def by_words_before(around: Surroundings, places: Sequence[int]) -> Naming:
    """Rows named by the words before these figures: "pelajar 1 orang, ASN 0"."""
    end, rows = shared_end([around.trim_end(around.before(i)) for i in places])
    rows = [_left(around, row) for row in rows]
    start, rest = shared_start(rows[1:]) if len(rows) > 2 else _shared_pair(rows)
    named = [_first_row(around, rows[0], start, rest), *rest]
    texts = tuple(around.text(around.trim(name)) for name in named)
    return Naming(texts, (around.text(around.trim(end)), around.text(around.trim(start))))


def _left(around: Surroundings, row: Words) -> Words:
    return around.trim_end(row[::-1])[::-1]


def _shared_pair(rows: Sequence[Words]) -> tuple[Words, list[Words]]:
    """The words that begin the second of two rows and stand in the first."""
    forms = [w.form for w in rows[0]]
    second = rows[1]
    size = next((n for n in range(len(second) - 1, 0, -1) if _find(forms, [w.form for w in second[:n]]) >= 0), 0)
    return second[:size], [second[size:]]


def _find(forms: Sequence[str], part: Sequence[str]) -> int:
    """Where the part ends in the words, at its last place; -1 where it does not stand."""
    size = len(part)
    places = (n for n in range(len(forms), size - 1, -1) if forms[n - size : n] == part)
    return next(places, -1) if size else -1


def _first_row(around: Surroundings, row: Words, start: Words, rest: Sequence[Words]) -> Words:
    """The first row without what leads to the table: up to the words that the others begin with, or to its last clause."""
    at = _find([w.form for w in row], [w.form for w in start])
    if at >= 0:
        return row[at:]
    row = around.unopened(row)
    longest = max((len(r) for r in rest), default=0)
    return around.last_clause(row) if len(row) > longest else row


def by_words_after(around: Surroundings, places: Sequence[int]) -> Naming:
    """Rows named by the words behind these figures: "18 jati dan 14 mahoni"."""
    start, rest = shared_start([around.after(i) for i in places])
    end, rest = shared_end([around.trim_end(row) for row in rest])
    texts = tuple(around.text(around.trim(name)) for name in rest)
    return Naming(texts, (around.text(around.trim(start)), around.text(around.trim(end))))
