"""Writes into the files beside audited releases: accepted findings, and relations for the next release."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pipeline.accepted import Accepted, own_id
from pipeline.config import ConfigError, relations
from pipeline.config.book import NAME, Book, book
from pipeline.config.toml import shown
from pipeline.ingest import STDIN
from pipeline.records import Audit, Finding
from pipeline.report.marks import Mark, quotes
from pipeline.text import line_starts, position
from pipeline.write import write

SHOWN = 10  # findings that are named where the one asked for is not there
Stale = tuple[Book, dict[int, str]]


def accept(audits: Sequence[Audit], finding_id: str, reason: str, owner: str = "", until: date | None = None) -> str:
    """Write down that a finding is right as it is, and say where; ConfigError where that can't be done."""
    audited, finding = _named(audits, finding_id)
    source = audited.document.source
    folder, release = Path(source).parent, "" if source == STDIN else Path(source).name
    with _writing(folder):
        words = _words(audited, finding)
        book(folder).add(Accepted(own_id(finding), reason, finding.code, release, words, owner, until))
    return f"{shown(folder / NAME)}: accepted {finding_id} {finding.code}"


def declare(audit: Audit) -> str:
    """Write down the relations of a release for the next one, and say where; ConfigError where that can't be done."""
    folder = Path(audit.document.source).parent
    entries, count = relations.replayable(audit)
    there, source = relations.beside(folder), audit.document.source
    if not count:
        raise ConfigError([f"{source}: no relation is read for certain and holds; declare them by hand"])
    if there and any(entry.get("release") == Path(source).stem for entry in there.data.get("relation", ())):
        raise ConfigError([f"{there.name}: has relations of {source} already; remove those first"])
    with _writing(folder, relations.NAME):
        write({relations.NAME: f"{there.text.rstrip()}\n\n{entries}" if there else entries}, folder)
    return f"{shown(folder / relations.NAME)}: relations of {source}: {count}; # stands for any digits"


def stale(findings: Iterable[tuple[str, Sequence[str]]], book: Callable[[Path], Book] = book) -> Iterator[Stale]:
    """The accepted findings beside releases that are so no longer, folder by folder: why, by number.

    ``findings`` are the file of each release and the ids of its findings.
    """
    found: dict[Path, dict[str, Sequence[str]]] = {}
    for source, ids in findings:
        path = Path(source)
        if book(path.parent).entries:
            found.setdefault(path.parent, {})[path.name] = ids
    return ((book(folder), book(folder).stale(date.today(), names)) for folder, names in found.items())


def findings_of(audits: Iterable[Audit]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The file of each release, and the ids of its findings."""
    return ((each.document.source, tuple(map(own_id, each.findings))) for each in audits)


def listed(audits: Sequence[Audit]) -> Iterator[str]:
    """A line for each accepted finding beside these releases, with what has become of it."""
    for kept, faults in stale(findings_of(audits)):
        yield from kept.told({n: faults.get(n) or f"holds: {entry.reason}" for n, entry in enumerate(kept.entries)})


def prune(audits: Sequence[Audit]) -> Iterator[str]:
    """Remove what is stale, a line each; ConfigError where that can't be done."""
    for kept, faults in stale(findings_of(audits)):
        with _writing(kept.folder):
            kept.prune(faults)
        yield from (f"removed {line}" for line in kept.told(faults))


def _named(audits: Sequence[Audit], finding_id: str) -> tuple[Audit, Finding]:
    every = {finding.finding_id: (audited, finding) for audited in audits for finding in audited.findings}
    if finding_id not in every:
        near = get_close_matches(finding_id, every, n=1)
        some = near or list(every)[:SHOWN]
        told = ", ".join(f"{name} ({_place(*every[name])})" for name in some) or "none"
        raise ConfigError([f"no finding has the id {finding_id!r}; {'did you mean' if near else 'there are'}: {told}"])
    return every[finding_id]


def _place(audited: Audit, finding: Finding) -> str:
    line, column = position(line_starts(audited.document.text), finding.start)
    return f"{audited.document.source}:{line}:{column} {finding.code}"


def _words(audited: Audit, finding: Finding) -> str:
    """The sentence that the finding is about."""
    mark = Mark(finding.start, finding.end, "", "")
    return " ".join("".join(p.text for quote in quotes(audited.document.text, [mark]) for p in quote).split())


@contextmanager
def _writing(folder: Path, name: str = NAME) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fault = f"can't be written ({error.strerror}); check who may write there"
        raise ConfigError([f"{shown(folder / name)}: {fault}"]) from error
