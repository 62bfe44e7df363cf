"""Where things stand, as the formats tell it: paths, lines and columns of a release."""

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from pipeline.records import Document
from pipeline.text import line_starts, position

# Formats whose text is that of the file, line by line, so that a correction can be made in the file.
PLAIN = frozenset({"txt", "md"})


class Place(NamedTuple):
    """Line and column of the first character and of the one behind the last, from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


def places(document: Document) -> Callable[[int, int], Place]:
    """What tells the place of a span of this release."""
    starts = line_starts(document.text)
    return lambda start, end: Place(*position(starts, start), *position(starts, end))


def path(document: Document) -> str:
    """The path of a release as other tools want it: slashes, and no "./" before it."""
    return PurePath(document.source).as_posix()
