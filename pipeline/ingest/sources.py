"""Which files are to be read, and under which name each of them goes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.ingest.errors import InputError
from pipeline.ingest.readers import by_suffix

STDIN = "-"
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


def skipped(paths: Sequence[str], out: Path | None = None) -> list[str]:
    """What is to be said of the files below the given folders that no reader reads: one line or none."""
    files = [p for folder in paths for p in _files(Path(folder), out) if p.suffix.lower() not in by_suffix()]
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return [f"Skipped: {files[0]}{more}; releases end in {readable()}"] if files else []


def _below(path: str, out: Path | None) -> list[Source]:
    place = Path(path)
    if path == STDIN:
        return [Source("stdin", path)]
    if place.is_file():
        return [Source(place.stem, path)]
    if not place.exists():
        raise InputError(path, "no such file or folder", "check the path")
    found = [p for p in _files(place, out) if p.suffix.lower() in by_suffix()]
    if not found:
        raise InputError(path, "a folder without releases", f"put files there that end in {readable()}")
    return [Source(p.relative_to(place).with_suffix("").as_posix(), str(p)) for p in found]


def _files(folder: Path, out: Path | None) -> Iterator[Path]:
    inside = out.resolve() if out else None
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and not (inside and path.resolve().is_relative_to(inside)):
            yield path


def suffixes() -> list[str]:
    """The suffixes of the files that can be read."""
    return sorted(by_suffix())


def readable() -> str:
    """The suffixes that can be read, as words."""
    *others, last = suffixes()
    return f"{', '.join(others)} or {last}"


def _once(sources: Iterable[Source]) -> list[Source]:
    """Each file once, by its first name: "raw raw/a.txt" names one of them twice."""
    return list({Path(source.path).resolve(): source for source in reversed([*sources])}.values())[::-1]


def _unambiguous(sources: list[Source], errors: list[InputError]) -> tuple[list[Source], list[InputError]]:
    named: dict[str, list[Source]] = {}
    for source in sources:
        named.setdefault(source.doc_id, []).append(source)
    for doc_id, same in named.items():
        if doc_id == OVERVIEW:
            errors.append(InputError(same[0].path, f"{doc_id!r} is the name of the overview", "rename the file"))
        elif len(same) > 1:
            others = ", ".join(source.path for source in same[1:])
            errors.append(InputError(same[0].path, f"has the doc_id {doc_id!r}, and so has {others}", "rename one"))
    return [s for s in sources if len(named[s.doc_id]) == 1 and s.doc_id != OVERVIEW], errors
