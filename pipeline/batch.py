"""Many releases at once: what the command line does, as functions for a program to call."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from pipeline import ingest
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """The audits of all releases that could be used, by doc_id, and a line for each thing that could not be done."""

    audits: tuple[Audit, ...]
    errors: tuple[str, ...]
    written: bool = False


def run(paths: Sequence[str], out: Path, language: Language, options: Options = OPTIONS) -> Outcome:
    """Audit the releases at and below ``paths``, and write their reports and tables below ``out``."""
    outcome = audit_all(paths, language, out, options)
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


def audit_all(paths: Sequence[str], language: Language, out: Path | None = None, options: Options = OPTIONS) -> Outcome:
    """Audit the releases at and below ``paths``, except what lies below ``out``."""
    sources, errors = ingest.find(paths, out)
    audits = []
    for source in sorted(sources, key=lambda source: source.doc_id):
        try:
            audits.append(_audit(source, language, options))
        except InputError as error:
            errors.append(error)
    return Outcome(tuple(audits), tuple(map(str, errors)))


def _audit(source: Source, language: Language, options: Options) -> Audit:
    audited = audit(ingest.read(source, language.code, options), language)
    if not audited.figures:
        raise InputError(source.path, "no figures found", "check that this is the text of a release, or remove it")
    return audited


def files(audits: Sequence[Audit], language: Language) -> dict[str, str]:
    """All files of a run by their names below the output folder; TableError where a table breaks its schema."""
    from pipeline import package
    from pipeline.report import render
    from pipeline.tabulate import tabulate

    tables = {f"tables/{name}": content for name, content in package.render(tabulate(audits, language.reader)).items()}
    return render(audits, language) | tables


def lines(audits: Sequence[Audit], reader: str | None = None) -> Iterator[str]:
    """A line for each error and warning: place, severity, name and message."""
    for audited in audits:
        where = locator(audited.document, load(audited.document.language, reader).data["places"]["place"])
        for finding in audited.open_findings():
            if finding.severity != "note":
                place = f"{audited.document.source}:{where(finding.start)}"
                yield f"{place}: {finding.severity} [{finding.code}] {finding.message}"


def summary(audits: Sequence[Audit]) -> tuple[str, str, str]:
    """How much there is, how much of it is in question, and how much was checked, a line each."""
    figures = sum(len(audited.figures) for audited in audits)
    statuses = Counter(check.status for audited in audits for check in audited.checks)
    severities = sum((Counter(audited.severities()) for audited in audits), Counter())
    amounts = ", ".join((_count(len(audits), "release"), _count(figures, "figure"), _count(statuses.total(), "claim")))
    verdicts = f"{statuses['consistent']} hold, {statuses['inconsistent']} do not, {statuses['undecided']} undecided"
    found = ", ".join(_count(severities[severity], severity) for severity in SEVERITIES)
    return f"{amounts}: {verdicts}", found, _coverage(audits)


def _coverage(audits: Sequence[Audit]) -> str:
    found = sum((Counter(counts(audited)) for audited in audits), Counter())
    every = max(1, found.total())
    return ", ".join(f"{Decimal(100 * found[state]) / every:.0f}% {words}" for state, words in STATES.items())


def uncovered(audits: Sequence[Audit], least: Decimal) -> Iterator[str]:
    """A line for each release of whose figures less than ``least`` per cent are checked, right or in doubt."""
    for audited in audits:
        done, every = checked(audited), len(audited.figures)
        if done * 100 < least * every:
            share = (Decimal(100 * done) / every).quantize(Decimal("0.1"), ROUND_DOWN)
            amount = f"{done} of {_count(every, 'figure')} checked, {share}%"
            yield f"{audited.document.source}: {amount}; less than {least}%"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fails(audits: Sequence[Audit], level: str) -> bool:
    """Whether there is a finding at or above ``level`` (a severity, or never) that nobody has accepted."""
    return any(finding.severity in FAILING[level] for audited in audits for finding in audited.open_findings())
