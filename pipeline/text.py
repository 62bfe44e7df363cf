"""Places in a text: from offsets to the lines and columns that people count; and a text that is safe to show."""

import re
from bisect import bisect_right

# What moves the cursor, ends a line, turns the direction of reading, or is no character at all.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """The text on one line that a terminal shows as it is: control characters as a program would write them."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def line_starts(text: str) -> tuple[int, ...]:
    """The offset at which each line begins; a text has at least one line, and only "\\n" ends one."""
    return (0, *(at + 1 for at, char in enumerate(text) if char == "\n"))


def position(starts: tuple[int, ...], offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1, given the ``line_starts`` of its text."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
