"""What stands between the figures: the release as a string of signs, one for each figure, cue or boundary.

"Dari 1.711 orang, 16 positif." becomes ``from N w , N positive .`` with one character a sign, so that forms of words
are short regular expressions over a short string, and none of them ever sees a number.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.language import Language
from pipeline.records import Block, Document, Figure

NUMBER, PERCENT, WORDS, YEAR = "N", "P", "w", "y"
STOP, BLOCK, ITEM, COLON, SEMICOLON, COMMA = ".", "¶", "•", ":", ";", ","
FIGURES = NUMBER + PERCENT
ENDS = frozenset({STOP, BLOCK})
SHORT = 80  # characters of the longest row of a list without bullets
BEFORE, AFTER = 6, 4  # words kept on either side of a figure

_MARKS = {",": COMMA, ":": COLON, ";": SEMICOLON, "(": "(", ")": ")", "[": "(", "]": ")", "/": "/"}
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_FULL_STOPS = frozenset(".!?")
_SLASH = re.compile(f"(?<=[{NUMBER}{WORDS}])/(?={PERCENT})")  # "679 / 36,25 %" says one figure in two ways


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The cue words of a language, ready for looking up: ``phrases[first word]`` longest first, ``sign[cue]``.

    ``plain`` are the words of cues that name nothing, ``joint`` the signs that begin a new part or statement.
    """

    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    sign: dict[str, str]
    stop: frozenset[str]
    abbreviations: frozenset[str]
    plain: frozenset[str]
    joint: frozenset[str]


@cache
def vocabulary(language: Language) -> Vocabulary:
    """The cue words of this language; ValueError where one phrase stands in two cues."""
    words = language.data["words"]
    cues = [name for name, entry in words.items() if not entry.get("mute")]
    sign = {name: chr(0xE000 + n) for n, name in enumerate(cues)}
    return Vocabulary(
        _phrases({name: words[name]["words"] for name in cues}, sign),
        sign,
        frozenset(words["stop"]["words"]),
        frozenset(words["abbreviation"]["words"]),
        frozenset(w for c in cues if not words[c].get("content") for p in words[c]["words"] for w in p.split()),
        frozenset({sign["and"], sign["barrier"], sign["cause"], sign["consists"]}),
    )


def _phrases(cues: dict[str, list[str]], sign: dict[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: dict[str, dict[tuple[str, ...], str]] = {}
    for name, phrases in cues.items():
        for phrase in phrases:
            first, *rest = _TOKEN.findall(phrase.lower())
            if table.setdefault(first, {}).setdefault(tuple(rest), sign[name]) != sign[name]:
                raise ValueError(f"words.toml: {phrase!r} stands in [{name}] and in another cue")
    return {first: tuple(sorted(rests.items(), key=lambda r: -len(r[0]))) for first, rests in table.items()}


@dataclass(frozen=True, slots=True)
class Layout:
    """A release as signs: figure i stands at ``place[i]`` in ``signs``, sign k at ``offset[k]`` in the text.

    For each figure: ``sentence``, ``block``, ``group`` (a list with the line above it), ``depth`` (of brackets),
    ``gaps`` (the signs since the figure before), ``since`` (the same as a set), ``near`` (those of them in its own
    sentence), ``lead`` (all words from the start of its sentence or list), ``before`` and ``after`` (the words that
    belong to it alone, up to its neighbour or a boundary), ``own`` (both as a set).
    """

    document: Document
    figures: tuple[Figure, ...]
    signs: str
    offset: tuple[int, ...]
    place: tuple[int, ...]
    index: dict[int, int]
    sentence: tuple[int, ...]
    block: tuple[int, ...]
    group: tuple[int, ...]
    depth: tuple[int, ...]
    gaps: tuple[str, ...]
    since: tuple[frozenset[str], ...]
    near: tuple[frozenset[str], ...]
    lead: tuple[frozenset[str], ...]
    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    own: tuple[frozenset[str], ...]

    def between(self, i: int, j: int) -> str:
        """The signs between two figures, in either order."""
        return self.signs[self.place[min(i, j)] + 1 : self.place[max(i, j)]]

    def ahead(self, i: int, signs: int) -> str:
        """So many signs behind figure i."""
        return self.signs[self.place[i] + 1 : self.place[i] + 1 + signs]

    def ahead_until(self, i: int, signs: int, ends: str) -> frozenset[str]:
        """The signs behind figure i, up to one that ends its phrase."""
        found = set()
        for sign in self.ahead(i, signs):
            if sign in ends:
                break
            found.add(sign)
        return frozenset(found)

    def stretch(self, first: int, last: int) -> "Layout":
        """The layout of the figures from ``first`` up to ``last``, not included."""
        start = self.place[first - 1] + 1 if first else 0
        end = self.place[last] if last < len(self.figures) else len(self.signs)
        place = tuple(p - start for p in self.place[first:last])
        per_figure = (
            "figures", "sentence", "block", "group", "depth", "gaps", "since", "near", "lead", "before", "after", "own",
        )  # fmt: skip
        return replace(
            self, signs=self.signs[start:end], offset=self.offset[start:end], place=place,
            index={p: i for i, p in enumerate(place)}, **{name: getattr(self, name)[first:last] for name in per_figure},
        )  # fmt: skip

    def words(self, i: int) -> frozenset[str]:
        """The words that say what figure i counts."""
        return self.own[i]


def layout(document: Document, figures: tuple[Figure, ...], language: Language) -> Layout:
    """The signs of this release, and the place of each figure among them."""
    scanner = _Scanner(document, figures, vocabulary(language))
    for number in range(len(document.blocks)):
        scanner.block(number)
    return scanner.layout()


class _Scanner:
    """Goes once over the words of a release and writes down its signs."""

    def __init__(self, document: Document, figures: tuple[Figure, ...], known: Vocabulary) -> None:
        self.document, self.figures, self.known = document, figures, known
        self.signs: list[str] = []
        self.offset: list[int] = []
        self.rows: list[tuple[int, int, int, int, int, frozenset[str], tuple[str, ...], list[str]]] = []
        self.sentences = self.groups = self.number = 0
        self.opened = False
        self.opening: set[str] = set()

    def block(self, number: int) -> None:
        """Write the signs of one block; an item carries on the group of the line above it."""
        block = self.document.blocks[number]
        row = block.kind == "item" or self._is_row(block)
        if row:
            self._put(ITEM, block.start)
        else:
            self.groups += 1
        self.number, self.depth = number, 0
        self.leading = set(self.opening) if row else set()
        self._fresh()
        self._words(block)
        if not row:
            self.opening = self.leading
        self.opened = row or self._line(block).endswith(":")
        self._put(BLOCK, block.end)
        self.sentences += 1

    def _line(self, block: Block) -> str:
        return self.document.text[block.start : block.end].rstrip()

    def _is_row(self, block: Block) -> bool:
        """Whether a line without a bullet is a row of the list that a colon opened: short, and no sentence."""
        line = self._line(block) if self.opened and block.kind == "paragraph" else ""
        return 0 < len(line) < SHORT and line[-1] not in ".!?:"

    def _fresh(self) -> None:
        self.own: list[str] = []
        self.behind: list[str] | None = None

    def _put(self, sign: str, at: int) -> None:
        """A sign; a run of plain words leaves only one."""
        if sign != WORDS or not self.signs or self.signs[-1] != WORDS:
            self.signs.append(sign)
            self.offset.append(at)

    def _words(self, block: Block) -> None:
        found = [(m[0].lower(), m.start()) for m in _TOKEN.finditer(self.document.text, block.start, block.end)]
        words, places = zip(*found, strict=True) if found else ((), ())
        k, following = 0, self._next_figure()
        while k < len(words):
            if following is not None and places[k] >= following.start:
                self._figure(following)
                k = bisect_left(places, following.end, k)
                following = self._next_figure()
            else:
                k += self._token(words, k, places[k])

    def _next_figure(self) -> Figure | None:
        return self.figures[len(self.rows)] if len(self.rows) < len(self.figures) else None

    def _figure(self, figure: Figure) -> None:
        self._put(PERCENT if figure.kind == "percent" else NUMBER, figure.start)
        before, self.own, self.behind = tuple(self.own[-BEFORE:]), [], []
        place = (len(self.signs) - 1, self.sentences, self.number, self.groups, self.depth)
        self.rows.append((*place, frozenset(self.leading), before, self.behind))

    def _token(self, words: tuple[str, ...], k: int, at: int) -> int:
        """Write what word k says, which stands at this place; how many words that took."""
        word = words[k]
        if word in self.known.phrases:
            return self._phrase(words, k, at)
        if word[0].isalpha():
            self._word(word, at, WORDS)
        elif word[0].isdigit():
            self._put(YEAR if len(word) == 4 and word[:2] in ("19", "20") else WORDS, at)
        elif word in _FULL_STOPS:
            self._end(at, words[k - 1] if k else "")
        elif word in _MARKS:
            self._mark(_MARKS[word], at)
        return 1

    def _phrase(self, words: tuple[str, ...], k: int, at: int) -> int:
        word = words[k]
        if self._is_unit(word) or self._numbers(word, at):
            self._word(word, at, WORDS)
            return 1
        for rest, sign in self.known.phrases[word]:
            if not rest or words[k + 1 : k + 1 + len(rest)] == rest:
                if sign in self.known.joint:
                    self.own = []
                self._word(word, at, sign)
                return 1 + len(rest)
        self._word(word, at, WORDS)
        return 1

    def _is_unit(self, word: str) -> bool:
        """Whether the word stands right behind a figure as its unit: "190 kuota" names no target."""
        return bool(self.signs) and self.signs[-1] in FIGURES and word == self.figures[len(self.rows) - 1].unit

    def _numbers(self, word: str, at: int) -> bool:
        """Whether a dash joins a number to the word, which then says nothing of its own: "pekan ke-24"."""
        text, end = self.document.text, at + len(word)
        return text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()

    def _word(self, word: str, at: int, sign: str) -> None:
        self._put(sign, at)
        if word not in self.known.stop:
            self.own.append(word)
            self.leading.add(word)
            if self.behind is not None and len(self.behind) < AFTER:
                self.behind.append(word)

    def _end(self, at: int, previous: str) -> None:
        """A full stop ends a sentence where a blank or a capital follows, and no abbreviation stands before it."""
        text = self.document.text
        if text[at] == "." and previous in self.known.abbreviations:
            return
        following = text[at + 1 : at + 4].lstrip("\"'”’)")
        if not following or following[0].isspace() or following[0].isupper():
            self._put(STOP, at)
            self.sentences += 1
            self.leading = set()
            self._fresh()

    def _mark(self, mark: str, at: int) -> None:
        self._put(mark, at)
        self.depth = max(0, self.depth + (mark == "(") - (mark == ")"))
        if mark in ",;:":
            self.behind = None
        if mark in ",;:(":
            self.own = []

    def layout(self) -> Layout:
        """All that was written down."""
        signs = _SLASH.sub(self.known.sign["or"], "".join(self.signs))
        columns: list[tuple[Any, ...]] = list(zip(*self.rows, strict=True)) or [()] * 8
        place, sentence, block, group, depth, lead, before, after = columns
        gaps = tuple(_gaps(signs, place))
        return Layout(
            self.document, self.figures, signs, tuple(self.offset), place, {p: i for i, p in enumerate(place)},
            sentence, block, group, depth, gaps, tuple(map(frozenset, gaps)), tuple(map(_near, gaps)), lead, before,
            tuple(map(tuple, after)), tuple(frozenset((*b, *a)) for b, a in zip(before, after, strict=True)),
        )  # fmt: skip


def _gaps(signs: str, place: tuple[int, ...]) -> Iterator[str]:
    previous = -1
    for here in place:
        yield signs[previous + 1 : here]
        previous = here


def _near(gap: str) -> frozenset[str]:
    return frozenset(gap.rpartition(STOP)[2].rpartition(BLOCK)[2])
