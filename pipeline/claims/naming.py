"""Names the rows and columns of a hidden table: words that differ from row to row name rows, words that recur columns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from pipeline.claims.layout import vocabulary
from pipeline.language import Language
from pipeline.records import Document, Figure

REACH = 240  # characters of text on either side of a figure that may name it
LONGEST = 12  # words of a name
MOST = (3, 4)  # the share of rows in which recurring words recur: one row may have a typing error

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
class Names:
    """Words around figures: ``hollow`` ones begin and end no name, behind ``heads`` a list begins."""

    document: Document
    hollow: frozenset[str]
    heads: frozenset[str]
    joint: frozenset[str]

    def text(self, words: Words) -> str:
        """The text that the words cover, a bracket closed that they open."""
        found = self.document.text[words[0].start : words[-1].end] if words else ""
        found = " ".join(found.split())
        return found + ")" if found.count("(") > found.count(")") else found

    def trim(self, words: Words) -> Words:
        """The words without the hollow ones at both ends."""
        solid = [n for n, word in enumerate(words) if word.form not in self.hollow]
        return words[solid[0] : solid[-1] + 1] if solid else ()

    def solid(self, words: Sequence[Token]) -> bool:
        return any(not word.rank and word.form not in self.hollow for word in words)


def names(document: Document, language: Language) -> Names:
    """The namer of one release."""
    return Names(document, *_known(language))


@cache
def _known(language: Language) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words, known, own = language.data["words"], vocabulary(language), language.data["tables"]
    kept = {w for cue in own["kept"]["cues"] for phrase in words[cue]["words"] for w in phrase.split()}
    months = {m for entry in language.data["calendar"].values() if isinstance(entry, dict) for m in _strings(entry)}
    heads = {phrase.split()[-1] for cue in ("consists", "among") for phrase in words[cue]["words"]}
    joint = {w for cue in ("and", "barrier") for phrase in words[cue]["words"] for w in phrase.split()[:1]}
    return (known.plain | known.stop | set(own["hollow"]["words"])) - kept - months, frozenset(heads), frozenset(joint)


def _strings(entry: dict) -> Iterator[str]:
    for value in entry.values():
        yield from (v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str))
