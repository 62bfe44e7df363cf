"""Where things stand, as other tools are told: path and region, in lines and columns."""

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from pipeline.places import place
from pipeline.records import Document
from pipeline.text import line_starts, position

# Formats whose text is that of the file, line by line, so that a correction can be made in the file.
PLAIN = frozenset({"txt", "md"})


class Region(NamedTuple):
    """Line and column of the first character and of the one behind the last, from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


def region_of(document: Document) -> Callable[[int, int], Region]:
    """What tells the region of a span of this release: in its file, or in the text as read where that has no lines."""
    starts = line_starts(document.text)

    def at(offset: int) -> tuple[int, int]:
        found = place(document, offset)
        return (found.line, found.column) if found and found.column else position(starts, offset)

    def told(start: int, end: int) -> Region:
        line, column = at(end - 1)
        return Region(*at(start), line, column + 1)

    return told


def path(document: Document) -> str:
    """The path of a release as other tools want it: slashes, and no "./" before it."""
    return PurePath(document.source).as_posix()
