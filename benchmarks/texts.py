"""The texts that are timed: the releases of the corpus, longer ones made of them, and hostile ones."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from pipeline.language import Language

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
LONG = 1_000_000
LONGEST_CUE = 30  # longer entries are examples


def releases() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt")))


def long_release(characters: int) -> str:
    """The releases one after the other, over and over, cut at this length."""
    each = releases()
    needed = -(-characters // min(map(len, each)))
    return "\n\n".join(islice(cycle(each), needed))[:characters]


def hostile(language: Language, characters: int) -> dict[str, str]:
    """Texts that look for a stage that goes back and forth: of one sort each, and all sorts mixed at random."""
    cues = sorted({word for word in _strings(language.data["words"]) if len(word) <= LONGEST_CUE})
    sorts = {
        "one number of digits": ["1"],
        "commas": [","],
        "dots and digits": ["1.", "234,", "5"],
        "small numbers": ["7 ", "12 ", "3 "],
        "equal numbers": ["12 "],
        "brackets": ["(", "((1 ", "["],
        "cue words": [f"{cue} " for cue in cues],
        "cue words and numbers": [f"{cue} {number} " for number, cue in enumerate(cues, 10)],
    }
    everything = [piece for pieces in sorts.values() for piece in pieces]
    return {name: _made(pieces, characters) for name, pieces in (sorts | {"all of these": everything}).items()}


def _made(pieces: list[str], characters: int) -> str:
    """Random pieces, the same in each run; a longer text begins with the shorter one."""
    return "".join(Random(1).choices(pieces, k=characters))[:characters]


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for entry in data.values() if isinstance(data, dict) else data:
            yield from _strings(entry)
