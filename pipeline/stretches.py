"""The way back from the canonical text of a release to its source: which stretch of the one is where in the other."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

Tenths = tuple[int, int, int, int]  # left, bottom, right and top, in tenths of a point from the corner below left
NO_BOX = (1, 1, 0, 0)  # it ends before it begins, as no other
NUMBERS = 11  # that a stretch is kept as, but for where it starts and ends


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a stretch of the canonical text stands in its source, character by character; 0 or empty where unknown.

    ``part`` is footnote, endnote or textbox, empty for the text itself; ``page``, ``paragraph``,
    ``line`` and ``column`` count from 1, a paragraph within its part (a note by its number), a line on its page.
    The way back for a program: the first character is the one at ``offset`` in the text ``node`` of ``file``. That is
    the nth ``w:t`` of a part of a package, the text of a page, or the whole of a file without either.
    """

    start: int
    end: int
    part: str = ""
    page: int = 0
    paragraph: int = 0
    line: int = 0
    column: int = 0
    file: str = ""
    node: int = 0
    offset: int = 0
    box: Tenths | None = None


class Places(Sequence[Stretch]):
    """Stretches in the order of the text, kept as numbers: the objects of a long PDF take six times the memory."""

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self.starts, self.ends, self._numbers = array("i"), array("i"), array("i")
        self._files: list[tuple[str, str]] = []
        for each in stretches:
            self.add(each.start, each.end, each)

    def add(self, start: int, end: int, source: Stretch) -> None:
        """Say that this much of the text stands where the source does."""
        file, s = (source.part, source.file), source
        if file not in self._files:
            self._files.append(file)
        self.starts.append(start)
        self.ends.append(end)
        box = s.box or NO_BOX
        self._numbers.extend((self._files.index(file), s.page, s.paragraph, s.line, s.column, s.node, s.offset, *box))

    def lengthen(self, end: int) -> None:
        """Say that the last stretch reaches so far."""
        self.ends[-1] = end

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, at: int) -> Stretch: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Stretch]: ...
    def __getitem__(self, at: int | slice) -> Stretch | Sequence[Stretch]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        first = range(len(self))[at] * NUMBERS
        number, page, paragraph, line, column, node, offset, *edges = self._numbers[first : first + NUMBERS]
        part, file = self._files[number]
        left, bottom, right, top = edges
        box = (left, bottom, right, top) if left <= right else None
        return Stretch(self.starts[at], self.ends[at], part, page, paragraph, line, column, file, node, offset, box)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and [*self] == [*other]

    def __hash__(self) -> int:
        return hash(self.ends.tobytes())


NOWHERE = Places()
