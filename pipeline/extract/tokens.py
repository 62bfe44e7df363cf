"""Cuts a text into numbers, words and marks, in one pass."""

import re
from typing import NamedTuple

NUMBER, WORD, MARK, LINE, SHAPE = "number", "word", "mark", "line", "shape"

# A word ends where a capital follows a small letter: pages lose the blank in "12 unitsFebruary".
_WORD = r"(?:[A-Z]+[^\W\d_A-Z]*|[^\W\d_A-Z]+)"


class Token(NamedTuple):
    """A piece of the text; ``form`` is in lower case, ``text[start:end]`` is what is written."""

    kind: str
    form: str
    start: int
    end: int


def scanner(shapes: list[str], signs: list[str], money: list[str]) -> re.Pattern[str]:
    """The one expression that cuts a text; ``shapes`` begin at a digit, ``signs`` (US$) count as words.

    A hyphen before ``money`` joins no words: "Rp 10 juta-Rp 500 juta".
    """
    joined = rf"(?:-(?!(?i:{'|'.join(money) or '(?!)'})(?![^\W\d_])){_WORD})*"
    parts = {
        SHAPE: rf"(?=\d)(?<![\d.,])(?:{'|'.join(shapes) or '(?!)'})",
        NUMBER: r"[0-9]+(?:[.,][0-9]+)*",
        WORD: "|".join([*(f"(?i:{re.escape(sign)})" for sign in sorted(signs, key=len, reverse=True)), _WORD + joined]),
        LINE: r"\n",
        MARK: r"[^\s]",
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts.items()))


def tokenize(text: str, pattern: re.Pattern[str], blank: frozenset[str]) -> list[Token]:
    """The tokens of the text in order; words in ``blank`` (mojibake) are left out."""
    return [
        Token._make((m.lastgroup, form, m.start(), m.end()))
        for m in pattern.finditer(text)
        if (form := m[0].lower()) not in blank
    ]
