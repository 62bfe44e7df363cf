"""What a heading says of its row or column: what it is to the others, and in which unit its figures are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.language import Language
from pipeline.units import forms

PART, TOTAL, SHARE, CHANGE, AVERAGE, REST = "part", "total", "share", "change", "average", "rest"
RATE, NUMBERING, UNIT = "rate", "numbering", "unit"

_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_WORD = re.compile(r"[^\W\d_]+|[%#]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Unit(NamedTuple):
    """A unit as it is recorded, the kind of its figures, and what they are multiplied by."""

    name: str = ""
    kind: str = ""
    scale: int = 1


NO_UNIT = Unit()
PERCENT = Unit("%", "percent")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says; ``plain`` where it says its role and nothing else, ``noun`` what it counts, if no unit.

    ``name`` is the heading without its unit.
    """

    name: str
    role: str
    plain: bool
    unit: Unit
    noun: Unit
    period: str


@cache
def heading(text: str, language: Language) -> Heading:
    """What one heading says."""
    role, rest = _role(words(text), language)
    unit = unit_of(text, language)
    if unit.kind == "percent" and role in (PART, TOTAL, RATE):
        role = SHARE
    elif role == SHARE:
        role, unit = (SHARE, PERCENT) if unit.kind in ("", "count", "percent") else (PART, unit)
    years = _YEAR.findall(text)
    noun, period = counted(text, language), years[-1] if years else ""
    return Heading(_name(text, language), role, not rest and not years, unit, noun, period)


def _name(text: str, language: Language) -> str:
    """The heading without the brackets that hold its unit; those of a percentage tell it from what it is of."""
    name = _BRACKETS.sub(lambda found: found[0] if measured(found[1], language) in (None, PERCENT) else "", text)
    return " ".join(name.split()) or text


def words(text: str) -> tuple[str, ...]:
    """The words of a heading outside of its brackets, in small letters; those inside where nothing else is said."""
    found = tuple(_WORD.findall(_BRACKETS.sub(" ", text).lower()))
    return found or tuple(_WORD.findall(text.lower()))


def _role(said: tuple[str, ...], language: Language) -> tuple[str, tuple[str, ...]]:
    """The role of a heading, and the words in it that say something else."""
    for entry in _entries(language):
        places = range(len(said)) if entry.anywhere else range(min(1, len(said)))
        for k in places:
            if length := entry.length(said[k:]):
                rest = (*said[:k], *said[k + length :])
                return entry.role, entry.others(rest)
    return PART, said


@dataclass(frozen=True, slots=True)
class _Entry:
    """The words of a role, the longest phrases first."""

    role: str
    anywhere: bool
    phrases: tuple[tuple[str, ...], ...]

    def length(self, said: Sequence[str]) -> int:
        """How many words open with a phrase of this role."""
        return next((len(p) for p in self.phrases if tuple(said[: len(p)]) == p), 0)

    def others(self, said: tuple[str, ...]) -> tuple[str, ...]:
        """The words without those that say the role again: "Jumlah/Total"."""
        while length := self.length(said):
            said = said[length:]
        return said


@cache
def _entries(language: Language) -> tuple[_Entry, ...]:
    return tuple(
        _Entry(e["role"], e["where"] == "any", tuple(sorted((words(w) for w in e["words"]), key=len, reverse=True)))
        for e in language.data["grid"]["heading"]
    )


# -- units -------------------------------------------------------------------------------------------------------------


@cache
def unit_of(text: str, language: Language) -> Unit:
    """The unit that a heading gives in brackets, or is. One letter is none: "L" and "P" are men and women."""
    bare = () if text.lower() in language.data["units"]["nouns"]["places"] else (text,)
    said = (s for s in (*_BRACKETS.findall(text), *bare) if len(s) > 1 or s == PERCENT.name)
    return next((unit for s in said if (unit := measured(s, language))), NO_UNIT)


def measured(text: str, language: Language) -> Unit | None:
    """The unit that these words are and nothing else, with its scale: "Rp juta", "dalam ribu ton"; None if none."""
    scales, units = _scales(language), _units(language)
    scale, rest = 1, []
    for word in re.findall(r"[^\s.]+", text.lower()):
        scale *= scales.get(word, 1)
        if word not in scales and word not in language.data["grid"]["unit"]["words"]:
            rest.append(word)
    name = " ".join(rest)
    if name in units:
        return Unit(*units[name], scale)
    over = name.partition("/")
    if over[1] and over[0] in units:
        return Unit(name, "measure", scale)
    return Unit(scale=scale) if scale > 1 and not rest else None


@cache
def counted(text: str, language: Language) -> Unit:
    """The noun in a heading or caption that is counted."""
    data = language.data["units"]
    nouns = (w for w in words(text) if w in data["counts"]["forms"] and w not in data["nouns"]["places"])
    return next((Unit(noun, "count") for noun in nouns), NO_UNIT)


@cache
def _scales(language: Language) -> Mapping[str, int]:
    return {word: int(value) for word, value in language.data["numbers"]["scales"].items()}


@cache
def _units(language: Language) -> Mapping[str, tuple[str, str]]:
    """Unit and kind by what is written."""
    return forms(language.data["units"], "money_before", "money_after")
