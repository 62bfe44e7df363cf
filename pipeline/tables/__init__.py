"""The formats of the tables: one module each, found by being there.

An archive is written a chunk of releases after the other. A module is called like its format and has

``RELEASES``
    how many releases it wants in a chunk.
``need()``
    MissingExtra where its libraries are not installed; it imports them only when it is used.
``render(chunk, number) -> tuple[Files, tuple[str, ...]]``
    the files of a chunk by their names below the folder of tables, its ``number`` among all as a word. What two chunks
    have of one name is one file, one after the other. And a line for each release with a number that can't be written
    exactly: the files do without it.
``last(rows) -> Files``
    the files that are written after all chunks, from how many rows there are in each table.
``written(folder) -> Iterator[Path]``
    the files of tables of this format in a folder.
``faults(folder) -> list[str]``
    everything that is wrong with them, a line each.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

ALL = "all"
FOLDER = "tables"  # below that of a run

Files = dict[str, str | bytes]
# What a release has in each table: how many rows, and those as CSV.
Part = Mapping[str, tuple[int, str]]
Chunk = Mapping[str, Part]  # by doc_id


def names() -> list[str]:
    """The names of all formats. None of them is imported: ``--help`` lists them."""
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def chosen(name: str) -> tuple[str, ...]:
    """The formats that a name on the command line means; MissingExtra where one can't be written here."""
    formats = tuple(names()) if name == ALL else (name,)
    for each in formats:
        _module(each).need()
    return formats


def size(formats: Iterable[str]) -> int:
    """How many releases a chunk has for these formats."""
    return max(int(_module(name).RELEASES) for name in formats)


def render(chunk: Chunk, formats: Iterable[str], number: str) -> tuple[Files, tuple[str, ...]]:
    """The files of a chunk in these formats, by their names below the folder of a run; else as that of a module."""
    made: Files = {}
    refused: list[str] = []
    for name in formats:
        files, lines = _module(name).render(chunk, number)
        made |= _placed(files)
        refused += lines
    return made, tuple(refused)


def last(rows: Mapping[str, int], formats: Iterable[str]) -> Files:
    """The files after all chunks in these formats, likewise."""
    return {file: content for name in formats for file, content in _placed(_module(name).last(rows)).items()}


def _placed(files: Files) -> Files:
    return {f"{FOLDER}/{file}": content for file, content in files.items()}


def sweep(out: Path, keep: Collection[str]) -> None:
    """Remove the tables of earlier runs below ``out`` that are none of these files. Raises OSError."""
    for path in [path for name in names() for path in _module(name).written(out / FOLDER)]:
        if path.relative_to(out).as_posix() not in keep:
            path.unlink()
            with suppress(OSError):  # others are in it
                path.parent.rmdir()


def faults(folder: Path) -> list[str] | None:
    """Everything that is wrong with the tables in a folder, of whichever formats; None where there are none.

    MissingExtra where they can't be read here.
    """
    found: Sequence[Any] = [module for module in map(_module, names()) if any(module.written(folder))]
    return [line for module in found for line in module.faults(folder)] if found else None


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name}")
