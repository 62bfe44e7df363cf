"""Places in a text: from offsets to the lines and columns that people count; and texts in which nothing hides."""

import re
from bisect import bisect_right

# Characters that are not seen but change what is seen: control characters, marks that turn the direction of the text,
# blanks of no width, halves of surrogate pairs. They are named, so that none can hide or move a figure.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with every character that cannot be seen replaced by its name: ``[U+202E]``."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def on_one_line(text: str) -> str:
    """The same on one line, for a terminal or a log: a line end is named, too, so that no name can hide one."""
    return visible(text).replace("\n", "[U+000A]")


def flowed(text: str) -> str:
    """The same as running text: a line end is a blank."""
    return visible(" ".join(text.splitlines()))


def line_starts(text: str) -> tuple[int, ...]:
    """The offset at which each line begins; a text has at least one line, and only "\\n" ends one."""
    return (0, *(at + 1 for at, char in enumerate(text) if char == "\n"))


def position(starts: tuple[int, ...], offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1, given the ``line_starts`` of its text."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
