"""The readers: a module each, found by being here.

A reader names the ``SUFFIXES`` it reads and has ``read(data) -> Content``; it raises ValueError with
"fault; remedy". What it needs to import for a format, it imports inside ``read``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pipeline.records import Block


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader makes of the bytes of a file: canonical text and the blocks that cover it in order."""

    text: str
    blocks: tuple[Block, ...]


@cache
def by_suffix() -> dict[str, Callable[[bytes], Content]]:
    """Each suffix that can be read, with its reader."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {suffix: module.read for module in modules for suffix in module.SUFFIXES}
