"""Frames: forms of words with slots for figures, as the language data declares them; blind to every number.

A form is written in words and slots, ``from {old} to {new} [, up|down {delta}] [or|( {percent}]``:

``{role}``   a figure in that role (``{percent}`` takes percentages only); ``{}`` one of no role
``cue``      a cue of words.toml, ``a|b`` either (``turn``, ``move``, ``before`` stand for several)
``, ( .``    a mark itself; ``.`` is the end of a sentence
``[ … ]``    may be missing
``_``        plain words only;  ``+`` nothing but filling words
``~``        anything but a figure, up to the end of the sentence

Between two of them plain words, commas, years and asides in brackets may stand.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.claims.layout import BLOCK, FIGURES, ITEM, NUMBER, PERCENT, STOP, WORDS, YEAR, Layout, vocabulary
from pipeline.language import Language

KEYS = {"id", "form", "tier", "scope", "why", "holds", "broken", "silent"}
ALIASES = {"turn": ("up", "down", "shift"), "move": ("up", "down", "shift", "gap"), "before": ("from", "than", "prior")}
BRACKETS = {"[": "(?:", "]": ")?"}

_PIECE = re.compile(r"\{(?P<role>\w*)\}|(?P<bracket>[\[\]])|(?P<gap>[~_+])(?=\s|$)|(?P<word>[^\s\[\]{}]+)")
_SOFT = (
    "filler", "that", "now", "prior", "among", "including", "only", "tested", "positive", "achieved", "rank", "rest",
    "total", "shape", "next",
)  # fmt: skip
_EDGE = STOP + BLOCK + ITEM


@dataclass(frozen=True, slots=True)
class Frame:
    """A form made ready: ``id``, the kind of claim, its tier and scope, and the pattern over the signs of a layout.

    ``needs`` are the groups of signs of which one must be there, for a test that is quicker than the pattern.
    """

    id: str
    kind: str
    tier: str
    scope: str
    pattern: str
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits: the figure (its index) in each role."""

    frame: Frame
    roles: dict[str, int]


@cache
def frames(language: Language) -> tuple[Frame, ...]:
    """All frames of the language, in the order of their ids; ValueError names the entry that can't be read."""
    entries = ((kind, entry) for kind, listed in language.data["frames"].items() for entry in listed)
    return tuple(sorted((_frame(kind, entry, language) for kind, entry in entries), key=lambda f: f.id))


def _frame(kind: str, entry: Mapping[str, Any], language: Language) -> Frame:
    name = f"{kind}.{entry['id']}"
    if unknown := entry.keys() - KEYS:
        raise ValueError(
            f"frames.toml, {name}: unknown {', '.join(sorted(unknown))}; there are: {', '.join(sorted(KEYS))}"
        )
    try:
        pattern = _pattern(entry["form"], vocabulary(language).sign, kind)
    except ValueError as error:
        raise ValueError(f"frames.toml, {name}: {error}") from error
    needs = tuple(_needs(entry["form"], vocabulary(language).sign))
    return Frame(name, kind, entry["tier"], entry.get("scope", ""), pattern, needs)


def _needs(form: str, sign: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """The signs of each word of the form that may not be missing; the end of a sentence is always there."""
    depth = 0
    for piece in _PIECE.finditer(form):
        depth += {"[": 1, "]": -1}.get(piece["bracket"], 0)
        if piece["word"] and not depth and piece["word"] != STOP:
            yield frozenset(sign.get(name, name) for name in _names(piece["word"]))


def _names(word: str) -> Iterator[str]:
    """The cues of ``a|b|(``, those that stand for several told out."""
    return (name for group in word.split("|") for name in ALIASES.get(group, (group,)))


def _pattern(form: str, sign: Mapping[str, str], kind: str) -> str:
    """The form as a regular expression over signs; between its pieces soft signs may stand.

    It takes up one sign at most, so that forms are found that overlap.
    """
    gaps, out, fresh = _gaps(sign, kind), [], True
    for piece in _PIECE.finditer(form):
        if piece["bracket"]:
            out.append(BRACKETS[piece["bracket"]])
            continue
        wide = piece["gap"] is not None
        out.append(gaps[piece["gap"]] if wide else ("" if fresh else gaps["soft"]) + _sign(piece, sign))
        fresh = wide
    lead = _PIECE.search(form)
    first = out.pop(0) if lead and not (lead["bracket"] or lead["gap"]) else ""
    return f"{first}(?={''.join(out)})"


def _gaps(sign: Mapping[str, str], kind: str) -> dict[str, str]:
    """What each kind of gap lets through; only a change has verbs of change in a wide one."""
    soft = "".join(sign[cue] for cue in _SOFT)
    moves = "" if kind == "change" else sign["up"] + sign["down"] + sign["to"]
    return {
        "soft": rf"(?:[{WORDS},{YEAR}{soft}]|\([^()]*\))*?",
        "_": rf"(?:[{WORDS}{YEAR}{soft}]|\([^(){FIGURES}]*\))*?",
        "+": f"[{soft}]*?",
        "~": f"[^{FIGURES}{_EDGE}{moves}]*?",
    }


def _sign(piece: re.Match[str], sign: Mapping[str, str]) -> str:
    if (role := piece["role"]) is not None:
        name = f"(?P<{role}>" if role else "(?:"
        # "Rp 24.000 per kilogram" is a figure like any other, and so is "109 per 100.000 penduduk"
        rate = f"(?:{WORDS}?[{sign['per']}/]{NUMBER}?)?"
        return f"{name}{PERCENT if role == 'percent' else f'[{FIGURES}]'}){rate}"
    return _ending(sign) if piece["word"] == STOP else _any(piece["word"], sign)


def _ending(sign: Mapping[str, str]) -> str:
    """The end of a sentence; of a paragraph as well where the next one points back, or begins with a verb of change.

    "Jumlah itu naik ...", "Turun 7 persen dibanding ...", "Jadi ada penurunan 7 persen".
    """
    back, moved = f"{WORDS}?[{sign['that']}{sign['ofthat']}]", f"[{sign['up']}{sign['down']}]"
    drawn = f"[{sign['so']}{sign['or']}{sign['to']}]{sign['filler']}*{moved}"
    return rf"(?:\{STOP}{BLOCK}(?={back}|{moved}|{drawn})|[{STOP}{BLOCK}])"


def _any(names: str, sign: Mapping[str, str]) -> str:
    """One sign out of ``a|b|(``; ValueError names a cue that words.toml does not have."""
    signs = []
    for name in _names(names):
        if name not in sign and len(name) > 1:
            raise ValueError(f"no cue {name!r} in words.toml")
        signs.append(re.escape(sign.get(name, name)))
    return f"[{''.join(signs)}]"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when a release has its signs: most releases need a third of the frames, and compiling takes long."""
    return re.compile(pattern)


def matches(layout: Layout, language: Language) -> Iterator[Match]:
    """Every place where a frame fits, by frame."""
    present = frozenset(layout.signs)
    fitting = (frame for frame in frames(language) if not any(map(present.isdisjoint, frame.needs)))
    for frame in fitting:
        for found in _compiled(frame.pattern).finditer(layout.signs):
            yield Match(frame, {role: layout.index[found.start(role)] for role, at in found.groupdict().items() if at})
