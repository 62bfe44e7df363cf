"""The file of accepted findings beside a release: read, added to, and pruned, without a word of people's lost in it.

It is text to which an entry is appended and from which its lines are cut: tomlkit, tried, leaves the comment of an
entry that it removes above the next one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.accepted import Accepted
from pipeline.config.errors import ConfigError
from pipeline.config.toml import File, check, literal, parse, read
from pipeline.write import write

NAME = "press-audit-accepted.toml"
HEAD = "# Findings that were looked at and accepted; press-audit accept adds to them. Comments stay where they are.\n"
TEXT = {"type": "string"}
REQUIRED = {
    "finding": TEXT | {"minLength": 1},
    "reason": TEXT | {"pattern": r"\S", "examples": ['"the total includes the cases of last year"']},
}
UNTIL = TEXT | {"format": "date", "examples": ["2027-12-31"]}
SCHEMA = {
    "type": "object",
    "properties": {
        "accepted": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {each.name: TEXT for each in fields(Accepted)} | REQUIRED | {"until": UNTIL},
                "required": list(REQUIRED),
                "additionalProperties": False,
            },
        }
    },
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Book:
    """The accepted findings beside the releases of a folder, in the order of their file, if there is one."""

    folder: Path
    file: File | None = None
    entries: tuple[Accepted, ...] = ()

    def valid(self, today: date) -> tuple[Accepted, ...]:
        """Those that still hold."""
        return tuple(entry for entry in self.entries if not entry.expired(today))

    def stale(self, today: date, found: Mapping[str, Collection[str]]) -> dict[int, str]:
        """Why entries hold no longer, by number; ``found`` are the ids of the findings of each release, by file."""
        faults = {n: self._fault(entry, today, found) for n, entry in enumerate(self.entries)}
        return {n: fault for n, fault in faults.items() if fault}

    def _fault(self, entry: Accepted, today: date, found: Mapping[str, Collection[str]]) -> str:
        if entry.release and not (self.folder / entry.release).is_file():
            return f"is of {entry.release}, which is gone"
        if entry.finding not in found.get(entry.release, (entry.finding,)):
            return f"no longer occurs in {entry.release}"
        return f"was accepted until {entry.until}" if entry.expired(today) else ""

    def told(self, faults: Mapping[int, str]) -> list[str]:
        """A line for each of these entries, with its place."""
        named = {n: f"{self.entries[n].finding} {self.entries[n].code}".rstrip() for n in faults}
        lines = ((("accepted", n), f"{named[n]} {fault}") for n, fault in faults.items())
        return self.file.faults(lines) if self.file else []

    def add(self, entry: Accepted) -> None:
        """Write the entry, in place of an older one of the same finding; OSError, ConfigError."""
        older = [n for n, each in enumerate(self.entries) if each.finding == entry.finding]
        write({NAME: f"{self._without(older).rstrip()}\n\n{_rendered(entry)}"}, self.folder)

    def prune(self, numbers: Collection[int]) -> None:
        """Write the file without these entries; OSError, ConfigError."""
        if numbers:
            write({NAME: self._without(numbers)}, self.folder)

    def _without(self, numbers: Collection[int]) -> str:
        if not self.file:
            return HEAD
        text = _cut(self.file, numbers)
        left = tuple(entry for n, entry in enumerate(self.entries) if n not in numbers)
        if _entries(parse(self.file.path, text)) != left:
            raise ConfigError([f"{self.file.name}: not written as [[accepted]] entries; change it by hand"])
        return text


def book(folder: Path) -> Book:
    """The accepted findings beside the releases of a folder; ConfigError where their file can't be used."""
    if not (folder / NAME).is_file():
        return Book(folder)
    file = check(read(folder / NAME), SCHEMA)
    return Book(folder, file, _entries(file))


def _entries(file: File) -> tuple[Accepted, ...]:
    return tuple(Accepted(**_typed(entry)) for entry in file.data.get("accepted", ()))


def _typed(entry: Mapping[str, Any]) -> dict[str, Any]:
    until = entry.get("until")
    return {**entry, "until": date.fromisoformat(until) if isinstance(until, str) else until}


def _cut(file: File, numbers: Collection[int]) -> str:
    """The text without these entries, nor what people wrote right above them."""
    lines = file.text.splitlines(keepends=True)
    starts = [_top(lines, file.line("accepted", n) - 1) for n in range(len(file.data.get("accepted", ())))]
    ends = [_bottom(lines, end) for end in (*starts[1:], len(lines))]
    gone = {n for each in numbers for n in range(starts[each], ends[each])}
    return "".join(line for n, line in enumerate(lines) if n not in gone)


def _top(lines: list[str], at: int) -> int:
    """The first line of the comment right above a line."""
    while at and lines[at - 1].startswith("#"):
        at -= 1
    return at


def _bottom(lines: list[str], at: int) -> int:
    """The line behind an entry that ends before ``at``: comments that stand alone below it are not its own."""
    end = at
    while lines[end - 1].startswith("#") or not lines[end - 1].strip():
        end -= 1
    return next((n for n in range(end, at) if lines[n].strip()), at)


def _rendered(entry: Accepted) -> str:
    values = ((each.name, getattr(entry, each.name)) for each in fields(entry))
    return "[[accepted]]\n" + "".join(f"{name} = {literal(value)}\n" for name, value in values if value)
