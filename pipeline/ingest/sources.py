"""Which files are to be read, and under which name each of them goes."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from pipeline.ingest.errors import InputError
from pipeline.ingest.readers import by_suffix
from pipeline.resolve import resolver

STDIN = "-"
OURS = ("press-audit*.toml", "pyproject.toml")  # files beside releases that say how they are audited
OVERVIEW = "index"  # the report of this name is the overview of all


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; ``path`` is as the user wrote it, "-" for standard input."""

    doc_id: str
    path: str


def find(paths: Sequence[str], out: Path | None = None) -> tuple[list[Source], list[InputError]]:
    """The releases below ``paths`` in order, and what is wrong with the rest; nothing below ``out`` is a release.

    A doc_id is the path below the given folder without its suffix, the stem for a file.
    """
    sources: list[Source] = []
    errors: list[InputError] = []
    for path in paths:
        try:
            sources += _below(path, out)
        except InputError as error:
            errors.append(error)
    return _unambiguous(_once(sources), errors)


def skipped(paths: Sequence[str], out: Path | None = None, *, every: bool = False) -> list[str]:
    """What is to be said of the files below the given folders that no reader reads: one line or none, or ``every``."""
    folders = [Path(path) for path in paths if path != STDIN and _kind(path) == "folder"]
    there = (p for folder in folders for p in _files(folder, out))
    files = [p for p in there if p.suffix.lower() not in by_suffix() and not any(map(p.match, OURS))]
    more = f" and {len(files) - 1} more" if len(files) > 1 and not every else ""
    return [f"Skipped: {file}{more}; releases end in {readable()}" for file in (files if every else files[:1])]


def _below(path: str, out: Path | None) -> list[Source]:
    place = Path(path)
    if path == STDIN:
        return [Source("stdin", path)]
    kind = _kind(path)
    if kind == "file":
        return [Source(place.stem, path)]
    if kind != "folder":
        raise InputError(path or "''", kind, "check the path")
    found = (p for p in _files(place, out) if p.suffix.lower() in by_suffix())
    sources = [Source(p.relative_to(place).with_suffix("").as_posix(), str(p)) for p in found]
    if not sources:
        raise InputError(path, "a folder without releases", f"put files there that end in {readable()}")
    return sources


def _kind(path: str) -> str:
    """Whether it is a file or a folder, or why it is neither."""
    try:
        mode = Path(path).stat().st_mode if path else 0
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        return "no such file or folder" if missing or not error.strerror else error.strerror
    return "file" if S_ISREG(mode) else "folder" if S_ISDIR(mode) else "neither a file nor a folder"  # a pipe, say


def _files(folder: Path, out: Path | None) -> Iterator[Path]:
    """The files below a folder in order, without hidden ones and those below ``out``."""
    inside, resolved = out.resolve() if out else None, resolver()
    return (path for path in _walked(folder) if not (inside and resolved(path).is_relative_to(inside)))


def _walked(folder: Path) -> Iterator[Path]:
    # One folder after the other: a list of all files is large before the first of them is read.
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def suffixes() -> list[str]:
    """The suffixes of the files that can be read."""
    return sorted(by_suffix())


def readable() -> str:
    """The suffixes that can be read, as words."""
    *others, last = suffixes()
    return f"{', '.join(others)} or {last}"


def _once(sources: Iterable[Source]) -> list[Source]:
    """Each file once, by its first name: "raw raw/a.txt" names one of them twice."""
    resolved = resolver()
    return list({str(resolved(Path(source.path))): source for source in reversed([*sources])}.values())[::-1]


def _unambiguous(sources: list[Source], errors: list[InputError]) -> tuple[list[Source], list[InputError]]:
    named: dict[str, list[Source]] = {}
    times = Counter(source.doc_id for source in sources)
    for source in sources:
        if times[source.doc_id] > 1 or _misnamed(source.doc_id, [source]):
            named.setdefault(source.doc_id, []).append(source)
    faults = {doc_id: fault for doc_id, same in named.items() if (fault := _misnamed(doc_id, same))}
    errors += [InputError(named[doc_id][0].path, *fault) for doc_id, fault in faults.items()]
    return [source for source in sources if source.doc_id not in faults], errors


def _misnamed(doc_id: str, same: Sequence[Source]) -> tuple[str, str] | None:
    """What is wrong with a doc_id, if anything is, and the remedy."""
    if doc_id == OVERVIEW:
        return f"{doc_id!r} is the name of the overview", "rename the file"
    if len(same) > 1:
        return f"has the doc_id {doc_id!r}, and so has {', '.join(s.path for s in same[1:])}", "rename one"
    return None if _encodable(doc_id) else ("its name is not UTF-8", "rename it")


def _encodable(name: str) -> bool:
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False
