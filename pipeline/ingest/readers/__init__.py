"""The readers: a module each, found by being here.

A reader names the ``SUFFIXES`` it reads and the ``LIBRARIES`` it reads them with, and has
``read(data, language, options) -> Content``; it raises ValueError with "fault; remedy". What it
needs to import for a format, it imports when it reads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pipeline.extras import installed
from pipeline.language import Language
from pipeline.records import Block
from pipeline.stretches import NOWHERE, Places

CHANGES = ("accepted", "original")


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: tracked changes as one of ``CHANGES``, standard input as the format ``stdin``."""

    changes: str = "accepted"
    stdin: str = "txt"


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader makes of the bytes of a file: canonical text, the blocks that cover it in order, the way back."""

    text: str
    blocks: tuple[Block, ...]
    places: Places = NOWHERE
    notes: tuple[tuple[str, str], ...] = ()


Reader = Callable[[bytes, Language, Options], Content]


@cache
def by_suffix() -> dict[str, Reader]:
    """Each suffix that can be read, with its reader."""
    return {suffix: module.read for suffix, module in _modules().items()}


@cache
def read_with(suffix: str) -> tuple[str, ...]:
    """The libraries that files of this suffix are read with, and their versions."""
    return tuple(map(installed, _modules()[suffix].LIBRARIES)) if suffix in _modules() else ()


@cache
def _modules() -> dict[str, Any]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}
