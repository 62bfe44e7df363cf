"""What a notice is, and what the modules that give them share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.claims.layout import ENDS, Layout
from pipeline.language import Language
from pipeline.records import Figure

REACH = 150  # signs on either side within which a sentence ends, so that time is linear in the text


@dataclass(frozen=True, slots=True)
class Notice:
    """A place of the text to look at; ``told`` are the words for the braces of its message."""

    start: int
    end: int
    told: Mapping[str, str]


def at(figure: Figure, **told: str) -> Notice:
    """A notice of this figure."""
    return Notice(figure.start, figure.end, told)


@cache
def words(language: Language, code: str) -> Mapping[str, frozenset[str]]:
    """The lists of words in the entry of a finding."""
    return {name: frozenset(listed) for name, listed in language.data["findings"][code]["words"].items()}


@cache
def pattern(language: Language, code: str, name: str) -> re.Pattern[str]:
    """One of these lists as an expression that finds whole words, the longest first, in either case."""
    return re.compile(rf"\b(?:{alternatives(words(language, code)[name])})\b", re.IGNORECASE)


def alternatives(phrases: frozenset[str]) -> str:
    """Any of these phrases, the longest first, as part of an expression."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda p: (-len(p), p)))


def sentence(layout: Layout, i: int) -> tuple[int, int]:
    """Where the sentence of figure i begins and ends in the text."""
    signs, here = layout.signs, layout.place[i]
    low, high = max(0, here - REACH), min(here + REACH, len(signs) - 1)
    first = max(signs.rfind(end, low, here) for end in ENDS)
    last = min((k for end in ENDS if (k := signs.find(end, here, high)) >= 0), default=high)
    return layout.offset[max(first, low)], layout.offset[last]


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures count in one unit, said or left out."""
    return one.kind == other.kind and ("" in (one.unit, other.unit) or one.unit.lower() == other.unit.lower())
