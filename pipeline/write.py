"""Puts files on the disk, each whole or not at all."""

from collections.abc import Mapping
from os import getpid
from pathlib import Path


def write(files: Mapping[str, str | bytes], folder: Path, beside: Path | None = None) -> None:
    """Write each file below ``folder`` aside and rename it, so that nobody ever sees half of one. Raises OSError."""
    with Together(folder, beside) as aside:
        for name, content in files.items():
            aside.add(name, content)


class Together:
    """Files below ``folder`` that take their places together once all are whole, and none where one can't be.

    Until then they are in the folder ``beside``, or each in its own. Raises OSError.
    """

    def __init__(self, folder: Path, beside: Path | None = None) -> None:
        self._folder, self._beside = folder, beside
        self._unfinished: dict[str, Path] = {}

    def __enter__(self) -> "Together":
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        try:
            for name, path in () if failed else self._unfinished.items():
                path.replace(self._folder / name)
        finally:
            for path in self._unfinished.values():
                path.unlink(missing_ok=True)

    def add(self, name: str, content: str | bytes) -> None:
        """Write to the end of the file of this name."""
        with self.unfinished(name).open("ab") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def unfinished(self, name: str) -> Path:
        """Where the file of this name is until it takes its place; empty at first."""
        if name not in self._unfinished:
            place = self._folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            self._unfinished[name] = (self._beside or place.parent) / f".{len(self._unfinished)}.{getpid()}"
            self._unfinished[name].write_bytes(b"")
        return self._unfinished[name]

    def names(self) -> list[str]:
        return list(self._unfinished)
