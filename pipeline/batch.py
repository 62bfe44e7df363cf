"""Many releases at once: what the command line does, as functions for a program to call."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from pipeline import ingest
from pipeline.bookkeeping import stale
from pipeline.config import ConfigError, Configurations
from pipeline.config.book import book
from pipeline.config.relations import beside, declarations, unusable
from pipeline.declared import DeclarationError, Declarations
from pipeline.formats._headline import headline
from pipeline.ingest import OPTIONS, InputError, Options, Source
from pipeline.language import Language, load
from pipeline.places import locator
from pipeline.records import SEVERITIES, Audit
from pipeline.report.coverage import checked, counts
from pipeline.run import audit
from pipeline.write import write

FAILING = {"error": SEVERITIES[:1], "warning": SEVERITIES[:2], "note": SEVERITIES, "never": ()}
STATES = {
    "right": "of the figures checked and right",
    "doubt": "in doubt",
    "undecided": "undecided",
    "unchecked": "with nothing to check them against",
}

T = TypeVar("T")


class Watch(Protocol):
    """Hands on what is done, one after the other, and may tell of it; ``total`` is how many there will be."""

    def __call__(self, done: Iterable[T], total: int, /) -> Iterable[T]: ...


def unwatched(done: Iterable[T], total: int) -> Iterable[T]:
    """Tells nothing."""
    return done


@dataclass(frozen=True, slots=True)
class Outcome:
    """The audits of all releases that could be used, by doc_id, and a line for each thing that could not be done.

    ``warnings`` are lines about accepted findings that are so no longer.
    """

    audits: tuple[Audit, ...]
    errors: tuple[str, ...]
    written: bool = False
    warnings: tuple[str, ...] = ()


def run(
    paths: Sequence[str], out: Path, language: Language, watch: Watch = unwatched, options: Options = OPTIONS
) -> Outcome:
    """Audit the releases at and below ``paths``, and write their reports and tables below ``out``."""
    outcome = audit_all(paths, language, out, watch, options)
    faults = _write(outcome.audits, out, language) if outcome.audits else ()
    return replace(outcome, errors=outcome.errors + faults, written=bool(outcome.audits and not faults))


def _write(audits: Sequence[Audit], out: Path, language: Language) -> tuple[str, ...]:
    from pipeline.tabulate import TableError

    try:
        write(files(audits, language), out)
    except TableError as error:
        return (str(error),)
    except OSError as error:
        return (f"{out}: can't be written ({error.strerror}); choose another folder with --out",)
    return ()


def audit_all(
    paths: Sequence[str],
    language: Language,
    out: Path | None = None,
    watch: Watch = unwatched,
    options: Options = OPTIONS,
) -> Outcome:
    """Audit the releases at and below ``paths``, except what lies below ``out``, each as its configuration says."""
    sources, refused = ingest.find(paths, out)
    desk = _Desk()
    done = list(watch(audit_each(sources, language, desk, options), len(sources)))
    audits = [one for one in done if isinstance(one, Audit)]
    errors = [*map(str, refused), *(line for one in done if isinstance(one, Unusable) for line in one.lines)]
    lapsed = (line for kept, faults in stale(audits, desk.book) for line in kept.told(faults))
    warnings = (f"{line}; press-audit accepted --prune removes it" for line in lapsed)
    return Outcome(_told_apart(audits), tuple(dict.fromkeys(errors)), warnings=tuple(warnings))


@dataclass(frozen=True, slots=True)
class Unusable:
    """A release that could not be audited, and why, a line for each reason."""

    source: str
    lines: tuple[str, ...]


def audit_each(
    sources: Iterable[Source], language: Language, desk: "_Desk", options: Options
) -> Iterator[Audit | Unusable]:
    """The audit of each release by its doc_id, or why it could not be used, as soon as it is done."""
    for source in sorted(sources, key=lambda source: source.doc_id):
        try:
            yield _audit(source, language, desk, options)
        except InputError as error:
            yield Unusable(source.path, (str(error),))
        except ConfigError as error:
            yield Unusable(source.path, error.lines)
        except DeclarationError as error:
            yield Unusable(source.path, tuple(unusable(error).lines))


class _Desk:
    """What lies beside the releases of a run, each file read once."""

    def __init__(self) -> None:
        self.configurations = Configurations()
        self.book = cache(book)
        self.relations = cache(beside)

    def declarations(self, path: str) -> Declarations:
        files = (self.configurations.file(path), self.relations(Path(path).parent))
        return declarations(filter(None, files), Path(path))


def _audit(source: Source, language: Language, desk: _Desk, options: Options) -> Audit:
    settings = desk.configurations.settings(source.path)
    accepted = desk.book(Path(source.path).parent).valid(date.today())
    document = replace(ingest.read(source, language.code, options), office=settings.office, period=settings.period)
    audited = audit(document, language, settings, desk.declarations(source.path), accepted)
    if not audited.figures:
        raise InputError(source.path, "no figures found", "check that this is the text of a release, or remove it")
    return audited


def _told_apart(audits: Sequence[Audit]) -> tuple[Audit, ...]:
    """The audits, with the release in the id of a finding that copies of one text have in common."""
    times = Counter(finding.finding_id for audited in audits for finding in audited.findings)
    return tuple(
        replace(
            audited,
            findings=tuple(
                replace(f, finding_id=f"{f.finding_id}@{audited.document.doc_id}") if times[f.finding_id] > 1 else f
                for f in audited.findings
            ),
        )
        for audited in audits
    )


def files(audits: Sequence[Audit], language: Language) -> dict[str, str]:
    """All files of a run by their names below the output folder; TableError where a table breaks its schema."""
    from pipeline import package
    from pipeline.report import render
    from pipeline.tabulate import tabulate

    tables = {f"tables/{name}": content for name, content in package.render(tabulate(audits, language.reader)).items()}
    return render(audits, language) | tables


def lines(audits: Sequence[Audit], reader: str | None = None) -> Iterator[str]:
    """A line for each error and warning: place, severity, name, message, and the id to accept it by."""
    for audited in audits:
        where = locator(audited.document, load(audited.document.language, reader).data["places"]["place"])
        for finding in audited.open_findings():
            if finding.severity != "note":
                yield headline(audited.document, finding, where(finding.start), finding.severity, finding.message)


def summary(audits: Sequence[Audit]) -> tuple[str, str, str]:
    """How much there is, how much of it is in question, and how much was checked, a line each."""
    figures = sum(len(audited.figures) for audited in audits)
    statuses = Counter(check.status for audited in audits for check in audited.checks)
    severities = sum((Counter(audited.severities()) for audited in audits), Counter())
    amounts = ", ".join((_count(len(audits), "release"), _count(figures, "figure"), _count(statuses.total(), "claim")))
    verdicts = f"{statuses['consistent']} hold, {statuses['inconsistent']} do not, {statuses['undecided']} undecided"
    accepted = sum(finding.accepted for audited in audits for finding in audited.findings)
    found = ", ".join(_count(severities[severity], severity) for severity in SEVERITIES)
    found += f", {accepted} accepted" if accepted else ""
    return f"{amounts}: {verdicts}", found, _coverage(audits)


def _coverage(audits: Sequence[Audit]) -> str:
    found = sum((Counter(counts(audited)) for audited in audits), Counter())
    every = max(1, found.total())
    return ", ".join(f"{Decimal(100 * found[state]) / every:.0f}% {words}" for state, words in STATES.items())


def uncovered(audits: Sequence[Audit], min_coverage: Decimal | None = None) -> Iterator[str]:
    """A line for each release of whose figures less than ``min_coverage`` per cent are checked, right or in doubt.

    Without it, each release is asked for as much as its settings say.
    """
    for audited in audits:
        done, every = checked(audited), len(audited.figures)
        least = audited.settings.min_coverage or Decimal(0) if min_coverage is None else min_coverage
        if done * 100 < least * every:
            share = (Decimal(100 * done) / every).quantize(Decimal("0.1"), ROUND_DOWN)
            amount = f"{done} of {_count(every, 'figure')} checked, {share}%"
            yield f"{audited.document.source}: {amount}; less than {least}%"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fails(audits: Sequence[Audit], level: str | None = None) -> bool:
    """Whether there is a finding at or above ``level`` (a severity, or never) that nobody has accepted.

    Without it, each release has the level of its settings.
    """
    return any(
        finding.severity in FAILING[level or audited.settings.fail_on]
        for audited in audits
        for finding in audited.open_findings()
    )
