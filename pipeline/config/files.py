"""Which configuration a release has, and what holds for it by that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.config.keys import keys
from pipeline.config.options import refuse
from pipeline.config.schema import schema
from pipeline.config.toml import File, check, read
from pipeline.resolve import resolver
from pipeline.settings import Settings

OWN, SHARED = "press-audit.toml", "pyproject.toml"
INSIDE = ("tool", "press-audit")
EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that holds, and the place in a file that says so; without one, ``source`` says who else does."""

    value: Any
    source: str = "default"
    file: File | None = None
    keys: tuple[str | int, ...] = ()

    def origin(self) -> str:
        """Where the value comes from: a file and its line, the command line, or nowhere."""
        return self.file.place(*self.keys) if self.file else self.source


class Configurations:
    """The configurations of releases, each file read once; ``given`` is what the command line says, by keys."""

    def __init__(self, given: Mapping[str, Any] = EMPTY) -> None:
        self._given = given
        self._of_folder = cache(_nearest)
        self._resolved = resolver()
        self._settings: dict[tuple[Path | None, tuple[int, ...]], Settings] = {}

    def file(self, path: str | Path) -> File | None:
        """The file whose configuration a release, or a folder, has; ConfigError where it can't be used."""
        place = self._resolved(Path(path))
        return self._of_folder(place if place.is_dir() else place.parent)

    def entries(self, path: str | Path) -> dict[str, Entry]:
        """What holds for a release by dotted keys, in alphabetical order."""
        return self._entries(*self._said(path))

    def _said(self, path: str | Path) -> tuple[File | None, tuple[int, ...]]:
        """The file of a release, and the numbers of the overrides in it that are for this release."""
        file = self.file(path)
        return file, tuple(_overrides(file, self._resolved(Path(path)))) if file else ()

    def _entries(self, file: File | None, overrides: Sequence[int]) -> dict[str, Entry]:
        found = {name: Entry(key.default) for name, key in keys().items() if not key.table}
        if file:
            found |= _layer(file, file.data)
            for number in overrides:
                found |= _layer(file, file.data["overrides"][number], "overrides", number)
        return dict(sorted((found | {k: Entry(v, "command line") for k, v in self._given.items()}).items()))

    def settings(self, path: str | Path) -> Settings:
        """The settings of a release; ConfigError where its configuration can't be used."""
        file, overrides = self._said(path)
        same = file.path if file else None, overrides
        if same not in self._settings:
            self._settings[same] = _settings(self._entries(file, overrides))
        return self._settings[same]


def _settings(entries: Mapping[str, Entry]) -> Settings:
    values = {name: entry.value for name, entry in entries.items()}
    tables = {name for name, key in keys().items() if key.table}
    made = {n: key.value(values[n]) for n, key in keys().items() if key.of_release and not key.table}
    made |= {name: _gathered(name, values) for name in tables}
    return replace(Settings(), **{name.replace("-", "_"): value for name, value in made.items()})


def _gathered(table: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name.partition(".")[2]: value for name, value in values.items() if name.startswith(f"{table}.")}


def _nearest(folder: Path) -> File | None:
    found = next(filter(None, map(_in, (folder, *folder.parents))), None)
    if found:
        refuse(check(found, schema()))
    return found


def _in(folder: Path) -> File | None:
    if (folder / OWN).is_file():
        return read(folder / OWN)
    if not (folder / SHARED).is_file():
        return None
    file = read(folder / SHARED)
    data = file.data.get("tool", {}).get("press-audit")
    return None if data is None else replace(file, data=data, inside=INSIDE)


def _layer(file: File, data: Mapping[str, Any], *at: str | int) -> dict[str, Entry]:
    return {
        ".".join(names): Entry(value, file=file, keys=(*at, *names))
        for names, value in _flat({name: value for name, value in data.items() if name in keys()})
    }


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from (((name, inner), each) for inner, each in value.items())
        else:
            yield (name,), value


def _overrides(file: File, path: Path) -> Iterator[int]:
    from pathspec import GitIgnoreSpec

    for number, override in enumerate(file.data.get("overrides", ())):
        if GitIgnoreSpec.from_lines(override["paths"]).match_file(path.relative_to(file.path.parent).as_posix()):
            yield number
