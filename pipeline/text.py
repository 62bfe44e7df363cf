"""Places in a text: from offsets to the lines and columns that people count."""

from bisect import bisect_right


def line_starts(text: str) -> tuple[int, ...]:
    """The offset at which each line begins; a text has at least one line, and only "\\n" ends one."""
    return (0, *(at + 1 for at, char in enumerate(text) if char == "\n"))


def position(starts: tuple[int, ...], offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1, given the ``line_starts`` of its text."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
