"""Puts files on the disk, each whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write each file below ``folder`` aside and rename it, so that nobody ever sees half of one. Raises OSError."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)


def _write(path: Path, content: str) -> None:
    aside = NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, prefix=".", delete=False)
    try:
        with aside:
            aside.write(content)
        Path(aside.name).chmod(0o666 & ~_umask())
        Path(aside.name).replace(path)
    except BaseException:
        Path(aside.name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
