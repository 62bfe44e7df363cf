"""What stands between the figures: the release as a string of signs, one for each figure, cue or boundary.

"Dari 1.711 orang, 16 positif." becomes ``from N w , N positive .`` with one character a sign, so that forms of words are
short regular expressions over a short string, and none of them ever sees a number.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.language import Language
from pipeline.records import Document, Figure

NUMBER, PERCENT, WORDS, YEAR = "N", "P", "w", "y"
STOP, BLOCK, ITEM, COLON, SEMICOLON = ".", "¶", "•", ":", ";"
FIGURES = NUMBER + PERCENT
_MARKS = {",": ",", ":": COLON, ";": SEMICOLON, "(": "(", ")": ")", "[": "(", "]": ")", "/": "/", "&": None}
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_ENDS = frozenset(".!?")
SHORT = 80  # characters of the longest row of a list without bullets


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The cue words of a language, ready for looking up: ``phrases[first word]`` longest first, ``sign[cue]``."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    sign: dict[str, str]
    stop: frozenset[str]
    abbreviations: frozenset[str]
    joint: frozenset[str]
    plain: frozenset[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A release as signs. ``place[i]`` is where figure i stands in ``signs``; ``offset[k]`` where sign k stands in the text.

    ``sentence``, ``block``, ``group`` (a list with the line above it) and ``depth`` (of brackets) are given for each figure;
    ``lead`` are all words from the start of its sentence (or list) to it, ``before`` and ``after`` those that belong to it
    alone, up to its neighbour or a boundary.
    """

    document: Document
    figures: tuple[Figure, ...]
    signs: str
    offset: tuple[int, ...]
    place: tuple[int, ...]
    sentence: tuple[int, ...]
    block: tuple[int, ...]
    group: tuple[int, ...]
    depth: tuple[int, ...]
    lead: tuple[frozenset[str], ...]
    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    index: dict[int, int]

    def gap(self, i: int) -> str:
        """The signs between figure i - 1 and figure i."""
        return self.signs[self.place[i - 1] + 1 if i else 0 : self.place[i]]

    def between(self, i: int, j: int) -> str:
        """The signs between figure i and a later figure j."""
        return self.signs[self.place[i] + 1 : self.place[j]]

    def words(self, i: int) -> frozenset[str]:
        """The words that say what figure i counts."""
        return frozenset(self.before[i]) | frozenset(self.after[i])

    def quote(self, first: int, last: int) -> str:
        """The text from one sign to another, both included."""
        end = self.offset[last + 1] if last + 1 < len(self.offset) else len(self.document.text)
        return self.document.text[self.offset[first] : end].strip()


@cache
def vocabulary(language: Language) -> Vocabulary:
    """The cue words of this language; ValueError where one phrase stands in two cues."""
    words = language.data["words"]
    cues = [name for name, entry in words.items() if not entry.get("silent")]
    sign = {name: chr(0xE000 + n) for n, name in enumerate(cues)}
    table: dict[str, dict[tuple[str, ...], str]] = {}
    for name in cues:
        for phrase in words[name]["words"]:
            first, *rest = _TOKEN.findall(phrase.lower())
            if table.setdefault(first, {}).setdefault(tuple(rest), sign[name]) != sign[name]:
                raise ValueError(f"words.toml: {phrase!r} stands in [{name}] and in another cue")
    plain = frozenset(w for name in cues if not words[name].get("content") for p in words[name]["words"] for w in p.split())
    phrases = {
        first: tuple(sorted(rests.items(), key=lambda r: -len(r[0]))) for first, rests in table.items()
    }
    return Vocabulary(phrases, sign, frozenset(words["stop"]["words"]), frozenset(words["abbreviation"]["words"]), frozenset({sign["and"], sign["barrier"]}), plain)


class _Writer:
    """Collects signs while the tokens go by; a run of plain words leaves one sign."""

    def __init__(self) -> None:
        self.signs: list[str] = []
        self.offset: list[int] = []

    def put(self, sign: str, at: int) -> None:
        if sign != WORDS or not self.signs or self.signs[-1] != WORDS:
            self.signs.append(sign)
            self.offset.append(at)


def _ends_sentence(text: str, at: int, previous: str, abbreviations: frozenset[str]) -> bool:
    """Whether the mark at this place ends a sentence: a blank or a capital follows, and no abbreviation stands before."""
    if text[at] == "." and previous in abbreviations:
        return False
    following = text[at + 1 : at + 4].lstrip("\"'”’)")
    return not following or following[0].isspace() or following[0].isupper()


def layout(document: Document, figures: tuple[Figure, ...], language: Language) -> Layout:
    """The signs of this release, and the place of each figure among them."""
    known, out = vocabulary(language), _Writer()
    text, spans = document.text, iter([*figures])
    place: list[int] = []
    sentence: list[int] = []
    block_of: list[int] = []
    group_of: list[int] = []
    depths: list[int] = []
    before: list[tuple[str, ...]] = []
    after: list[list[str]] = []
    sentences = group = 0
    figure = next(spans, None)
    opened = False
    leading: set[str] = set()
    opening: set[str] = set()
    lead: list[frozenset[str]] = []
    for number, block in enumerate(document.blocks):
        row = block.kind == "item" or _is_row(document, number, opened)
        if row:
            out.put(ITEM, block.start)
        else:
            group += 1
        leading = set(opening) if row else set()
        opened = row or text[block.start : block.end].rstrip().endswith(":")
        tokens = [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text, block.start, block.end)]
        depth, k, words, near = 0, 0, [], None
        while k < len(tokens):
            word, start, end = tokens[k]
            if figure is not None and start >= figure.start:
                out.put(PERCENT if figure.kind == "percent" else NUMBER, figure.start)
                place.append(len(out.signs) - 1)
                sentence.append(sentences)
                block_of.append(number)
                group_of.append(group)
                depths.append(depth)
                before.append(tuple(words[-6:]))
                lead.append(frozenset(leading))
                words = []
                near = []
                after.append(near)
                while k < len(tokens) and tokens[k][1] < figure.end:
                    k += 1
                figure = next(spans, None)
                continue
            size = 1
            if word in known.phrases:
                for rest, sign in known.phrases[word]:
                    if tuple(t[0] for t in tokens[k + 1 : k + 1 + len(rest)]) == rest:
                        size = 1 + len(rest)
                        out.put(sign, start)
                        if sign in known.joint:
                            words = []
                        break
                else:
                    out.put(WORDS, start)
                words.append(word)
                leading.add(word)
                if near is not None and len(near) < 4:
                    near.append(word)
            elif word[0].isalpha():
                out.put(WORDS, start)
                if word not in known.stop:
                    words.append(word)
                    leading.add(word)
                    if near is not None and len(near) < 4:
                        near.append(word)
            elif word[0].isdigit():
                out.put(YEAR if len(word) == 4 and word[:2] in ("19", "20") else WORDS, start)
            elif word in _ENDS:
                if _ends_sentence(text, start, tokens[k - 1][0] if k else "", known.abbreviations):
                    out.put(STOP, start)
                    sentences += 1
                    words, near, leading = [], None, set()
            elif (mark := _MARKS.get(word)) is not None:
                out.put(mark, start)
                depth += (mark == "(") - (mark == ")" and depth > 0)
                if mark in ",;:":
                    near = None
                if mark in ",;:(":
                    words = []
            k += size
        opening = opening if row else leading
        out.put(BLOCK, block.end)
        sentences += 1
    signs = "".join(out.signs)
    return Layout(
        document, figures, signs, tuple(out.offset), tuple(place), tuple(sentence), tuple(block_of), tuple(group_of),
        tuple(depths), tuple(lead), tuple(before), tuple(tuple(a) for a in after), {p: i for i, p in enumerate(place)},
    )  # fmt: skip


def _is_row(document: Document, number: int, opened: bool) -> bool:
    """Whether a line without a bullet is a row of the list that a colon opened: short, and no sentence."""
    block = document.blocks[number]
    line = document.text[block.start : block.end].rstrip()
    return opened and block.kind == "paragraph" and len(line) < SHORT and line[-1:] not in ".!?:"
