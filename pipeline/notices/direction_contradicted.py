"""A rise or a fall told by its two ends alone that go the other way: "fell from 40 to 67", "from 40 rose to 35"."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.claims.layout import FIGURES, WORDS, YEAR, Layout, vocabulary
from pipeline.language import Language
from pipeline.notation import with_unit
from pipeline.notices._notice import Notice, alike, at, pattern, sentence, words
from pipeline.records import Figure

CODE = "direction-contradicted"
ELIDED = 1000  # below this, a figure beside one with a scale word may share it: "from 1.2 to 1.5 million"
_BELOW = frozenset("-−–")
_WORD = re.compile(r"\w+")


def find(layout: Layout, language: Language) -> Iterator[Notice]:
    """Changes that a plain verb right beside their two ends tells; a smaller rank or rate may well be a rise."""
    for match in (found for form in _forms(language) for found in form.finditer(layout.signs)):
        old, new = (layout.index[match.start(end)] for end in ("old", "new"))
        verb = _word_at(layout, match.start("verb"))
        ends = layout.figures[old], layout.figures[new]
        if _contradicts(verb.lower(), *ends, language) and not _otherwise(layout, new, language):
            yield at(ends[1], verb=verb.lower(), old=_shown(ends[0]), new=_shown(ends[1]))


@cache
def _forms(language: Language) -> tuple[re.Pattern[str], ...]:
    sign = vocabulary(language).sign
    verb, old, new = f"(?P<verb>[{sign['up']}{sign['down']}])", f"(?P<old>[{FIGURES}])", f"(?P<new>[{FIGURES}])"
    gap, filler = f"[{WORDS}{YEAR}]{{0,3}}", f"{sign['filler']}?"
    start, goal = f"{sign['from']}{filler}", f"{sign['to']}{filler}"
    return re.compile(f"{verb}{start}{old}{gap}{goal}{new}"), re.compile(f"{start}{old}{gap}{verb}{goal}{new}")


def _word_at(layout: Layout, place: int) -> str:
    found = _WORD.match(layout.document.text, layout.offset[place])
    return found[0] if found else ""


def _contradicts(verb: str, old: Figure, new: Figure, language: Language) -> bool:
    known = words(language, CODE)
    rises, falls = verb in known["rises"] and new.value < old.value, verb in known["falls"] and new.value > old.value
    return (rises or falls) and alike(old, new) and old.bound == new.bound == "exact" and not _elided(old, new)


def _elided(old: Figure, new: Figure) -> bool:
    """Whether a scale word may be meant for both ends."""
    small, large = sorted((old, new), key=lambda f: f.scale)
    return small.scale == 1 < large.scale and small.value < ELIDED


def _otherwise(layout: Layout, new: int, language: Language) -> bool:
    """Whether the sentence speaks of a measure that turns the direction round, or the old value is below nought."""
    text = layout.document.text
    return text[layout.figures[new - 1].start - 1] in _BELOW or bool(
        pattern(language, CODE, "unless").search(text, *sentence(layout, new))
    )


def _shown(figure: Figure) -> str:
    return with_unit(figure.text, figure)
