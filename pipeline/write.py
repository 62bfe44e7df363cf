"""Puts files on the disk, each whole or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import getpid
from pathlib import Path
from typing import TextIO


def write(files: Mapping[str, str | bytes], folder: Path, beside: Path | None = None) -> None:
    """Write each file below ``folder`` aside and rename it, so that nobody ever sees half of one. Raises OSError."""
    for name, content in files.items():
        with aside(folder / name, beside) as file:
            file.buffer.write(content if isinstance(content, bytes) else content.encode())


@contextmanager
def aside(path: Path, beside: Path | None = None) -> Iterator[TextIO]:
    """A file to write to, in the folder ``beside`` or that of ``path``, whose place it takes once it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = (beside or path.parent) / f".{path.name}.{getpid()}"
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
