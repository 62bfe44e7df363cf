"""Puts files on the disk, each whole or not at all."""

from collections.abc import Mapping
from os import getpid
from pathlib import Path


def write(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Write each file below ``folder`` aside and rename it, so that nobody ever sees half of one. Raises OSError."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)


def _write(path: Path, content: str | bytes) -> None:
    aside = path.with_name(f".{path.name}.{getpid()}")
    try:
        aside.write_bytes(content if isinstance(content, bytes) else content.encode())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
