"""How far the reading of a long document has come: told by its reader, heard by whoever shows it, if anyone does."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

EVERY = 10  # pages between two steps that are told

T = TypeVar("T")
Hear = Callable[["Step"], None]
_hear: ContextVar[Hear | None] = ContextVar("hear", default=None)
_source: ContextVar[str] = ContextVar("source", default="")


@dataclass(frozen=True, slots=True)
class Step:
    """So many of the pages of a file have been read."""

    source: str
    read: int
    pages: int


def pages(number: int) -> Iterator[int]:
    """The index of each page, as the reading gets to it."""
    for page in range(number):
        yield page
        if (page + 1) % EVERY == 0:
            tell(Step(_source.get(), page + 1, number))


def tell(step: Step) -> None:
    """Hand a step to whoever hears it."""
    if hear := _hear.get():
        hear(step)


def reading(source: str) -> AbstractContextManager[None]:
    """Steps that are told in here are of this file."""
    return _within(_source, source)


def heard(hear: Hear) -> AbstractContextManager[None]:
    """Steps that are told in here, or by processes that work for this one, are heard."""
    return _within(_hear, hear)


@contextmanager
def _within(variable: ContextVar[T], value: T) -> Iterator[None]:
    before = variable.set(value)
    try:
        yield
    finally:
        variable.reset(before)
