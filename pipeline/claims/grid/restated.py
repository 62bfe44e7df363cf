"""What prose says again of a cell: the words of its row and column stand beside the figure."""

from collections.abc import Iterator, Sequence

from pipeline.claims.grid.view import View
from pipeline.claims.layout import Layout
from pipeline.language import Language
from pipeline.records import Claim


def restated(tables: Sequence[View], prose: Layout, language: Language) -> list[Claim]:
    """The figures of prose that say a cell again."""
    return list(_none())


def _none() -> Iterator[Claim]:
    yield from ()
