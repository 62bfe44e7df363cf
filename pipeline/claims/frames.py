"""Frames: forms of words with slots for figures, as the language data declares them; blind to every number.

A form is written in words and slots, ``from {old} to {new} [, up|down {delta}] [or|( {percent}]``:

``{role}``   a figure in that role (``{percent}`` takes percentages only)
``{role…}``  the first figure of a list in that role; where the list ends is found by the layout
``cue``      a cue of words.toml, ``a|b`` either (``turn``, ``move``, ``before`` stand for several)
``, ( .``    a mark itself; ``.`` is the end of a sentence
``[ … ]``    may be missing
``_``        plain words only;  ``+`` nothing but filling words
``~``        anything but a figure, up to the end of the sentence;  ``~~`` figures too
``^``        the start of a sentence

Between two of them plain words, commas, years and asides in brackets may stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.claims.layout import BLOCK, FIGURES, ITEM, PERCENT, STOP, WORDS, Layout, vocabulary
from pipeline.language import Language

_PIECE = re.compile(r"\{(?P<role>\w+)(?P<list>…?)\}|(?P<optional>[\[\]])|(?P<word>[^\s\[\]{}]+)")
_SOFT_CUES = (
    "filler",
    "that",
    "now",
    "prior",
    "among",
    "only",
    "tested",
    "positive",
    "achieved",
    "rank",
    "rest",
    "total",
    "shape",
    "next",
)
_EDGE = STOP + BLOCK + ITEM
ALIASES = {"turn": ("up", "down", "shift"), "move": ("up", "down", "shift", "gap"), "before": ("from", "than", "prior")}


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled form: ``id``, the kind of claim, its tier, and the pattern over the signs of a layout."""

    id: str
    kind: str
    tier: str
    pattern: re.Pattern[str]
    lists: frozenset[str]
    scope: str


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits: the figure (its index) in each role."""

    frame: Frame
    roles: dict[str, int]
    start: int
    end: int


def _any(names: str, sign: dict[str, str]) -> str:
    """One sign out of ``a|b|(``; ValueError names a cue that words.toml does not have."""
    signs = []
    for name in [n for group in names.split("|") for n in ALIASES.get(group, (group,))]:
        if name not in sign and len(name) > 1:
            raise ValueError(f"no cue {name!r} in words.toml")
        signs.append(re.escape(sign.get(name, name)))
    return f"[{''.join(signs)}]"


def _compile(form: str, sign: dict[str, str], kind: str) -> str:
    moves = "" if kind == "change" else sign["up"] + sign["down"] + sign["to"]
    soft = "".join(sign[c] for c in _SOFT_CUES)
    gap = rf"(?:[w,y{soft}]|\([^()]*\))*?"
    out, fresh = [], True
    for piece in _PIECE.finditer(form):
        word = piece["word"]
        if piece["optional"]:
            out.append("(?:" if piece["optional"] == "[" else ")?")
            continue
        if word == "~":
            out.append(f"[^{FIGURES}{_EDGE}{moves}]*?")
            fresh = True
            continue
        if word == "+":
            out.append(f"[{soft}]*?")
            fresh = True
            continue
        if word == "_":
            out.append(f"[{WORDS}y{soft}]*?")
            fresh = True
            continue
        if word == "~~":
            out.append(f"[^{_EDGE}]*?")
            fresh = True
            continue
        if word == "^":
            out.append(f"(?:(?<=[{_EDGE}])|^)")
            fresh = False
            continue
        out.append("" if fresh else gap)
        fresh = False
        if piece["role"]:
            out.append(f"(?P<{piece['role']}>{PERCENT if piece['role'] == 'percent' else f'[{FIGURES}]'})")
        elif word == STOP:
            out.append(f"[{STOP}{BLOCK}]")
        else:
            out.append(_any(word, sign))
    return "".join(out)


@cache
def frames(language: Language) -> tuple[Frame, ...]:
    """All frames of the language, in the order of their ids."""
    sign, out = vocabulary(language).sign, []
    for kind, entries in language.data["frames"].items():
        for entry in entries:
            lists = frozenset(re.findall(r"\{(\w+)…\}", entry["form"]))
            pattern = re.compile(f"(?={_compile(entry['form'], sign, kind)}(?P<end>))")
            out.append(Frame(f"{kind}.{entry['id']}", kind, entry["tier"], pattern, lists, entry.get("scope", "")))
    return tuple(sorted(out, key=lambda f: f.id))


def matches(layout: Layout, language: Language) -> Iterator[Match]:
    """Every place where a frame fits, by frame."""
    for frame in frames(language):
        for found in frame.pattern.finditer(layout.signs):
            roles = {r: layout.index[found.start(r)] for r in frame.pattern.groupindex if r != "end" and found[r]}
            yield Match(frame, roles, found.start(), found.end("end"))
