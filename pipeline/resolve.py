"""Where files really are, for many files of few folders."""

from collections.abc import Callable
from functools import cache
from pathlib import Path


def resolver() -> Callable[[Path], Path]:
    """What resolves paths as ``Path.resolve`` does, but each folder once: that asks for every folder above it."""
    folder: Callable[[Path], Path] = cache(Path.resolve)

    def resolved(path: Path) -> Path:
        if path.name in ("", ".."):
            return path.resolve()
        place = folder(path.parent) / path.name
        return place.resolve() if place.is_symlink() else place

    return resolved
