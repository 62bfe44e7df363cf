"""Many releases at once: what the command line does, as functions for a program to call."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from pipeline import ingest
from pipeline.accepted import Accepted
from pipeline.bookkeeping import findings_of, stale
from pipeline.config import ConfigError, Configurations
from pipeline.config.book import book
from pipeline.config.relations import beside, declarations, unusable
from pipeline.declared import DeclarationError, Declarations
from pipeline.ingest import OPTIONS, STDIN, InputError, Options, Source
from pipeline.language import Language, load
from pipeline.records import SEVERITIES, Audit, Document, Settings
from pipeline.report.coverage import DECIDED
from pipeline.report.digest import Digest
from pipeline.run import audit
from pipeline.workers import LIMIT, Lost, workers, worth

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
    warnings: tuple[str, ...] = ()


def audit_all(
    paths: Sequence[str],
    language: Language,
    watch: Watch = unwatched,
    jobs: int | None = 1,
    limit: float = LIMIT,
    options: Options = OPTIONS,
) -> Outcome:
    """Audit the releases at and below ``paths``, each as its configuration says.

    ``jobs`` is how many processes share the work, None as many as it is worth; a release may take ``limit`` seconds.
    """
    sources, refused = ingest.find(paths)
    desk, ordered = Desk(options), by_doc_id(sources)
    with workers(jobs or worth(size(ordered))) as hands:
        each = hands.each(partial(audited, codes(language)), desk.jobs(ordered), limit)
        done = list(watch(map(usable, each), len(ordered)))
    audits = [one for one in done if isinstance(one, Audit)]
    errors = [*map(str, refused), *(line for one in done if isinstance(one, Unusable) for line in one.lines)]
    return Outcome(_told_apart(audits), tuple(dict.fromkeys(errors)), tuple(lapsed(findings_of(audits), desk)))


@dataclass(frozen=True, slots=True)
class Unusable:
    """A release that could not be audited, and why, a line for each reason."""

    source: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A release and how it is to be audited: all that a process needs to do it.

    ``copied`` are the formats of copies of it. ``document`` is there where it has been read already. The ids ``apart``
    are those of findings that other releases have, too.
    """

    source: Source
    settings: Settings
    declarations: Declarations
    accepted: tuple[Accepted, ...]
    options: Options = OPTIONS
    copied: tuple[str, ...] = ()
    document: Document | None = None
    apart: frozenset[str] = frozenset()

    def made_from(self, content: str, language: tuple[str, str]) -> str:
        """All that its audit hangs on as a fingerprint; ``content`` is that of the file."""
        rules = (self.source, self.settings, self.declarations, self.accepted, self.options, self.copied)
        libraries = ingest.read_with(self.source, self.options)
        return sha256(repr((content, rules, language, libraries)).encode("utf-8", "surrogatepass")).hexdigest()


def by_doc_id(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: source.doc_id)


def size(sources: Iterable[Source]) -> int:
    """The bytes of these files, as far as they can be asked for."""
    return sum(_size(source.path) for source in sources if source.path != STDIN)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


class Desk:
    """What lies beside the releases of a run, each file read once."""

    def __init__(self, options: Options = OPTIONS, copied: Sequence[str] = ()) -> None:
        self.options, self.copied = options, tuple(copied)
        self.accepts = False  # whether any of it accepts a finding
        self.configurations = Configurations()
        self.book = cache(book)
        self.relations = cache(beside)
        self.read = cache(ingest.read)

    def jobs(self, sources: Iterable[Source]) -> Iterator[Job | Unusable]:
        return map(self.job, sources)

    def job(self, source: Source, apart: Iterable[str] = ()) -> Job | Unusable:
        """How a release is to be audited, or why it can't be."""
        try:
            # Standard input is read here, and once.
            document = self.read(source, options=self.options) if source.path == STDIN else None
            settings = self.configurations.settings(source.path)
            kept = self.book(Path(source.path).parent)
            self.accepts |= bool(kept.entries)
            accepted = kept.valid(date.today())
            rules = (settings, self._declarations(source.path), accepted)
            return Job(source, *rules, self.options, self.copied, document, frozenset(apart))
        except InputError as error:
            return Unusable(source.path, (str(error),))
        except ConfigError as error:
            return Unusable(source.path, error.lines)

    def _declarations(self, path: str) -> Declarations:
        files = (self.configurations.file(path), self.relations(Path(path).parent))
        return declarations(filter(None, files), Path(path))


def codes(language: Language) -> tuple[str, str]:
    """What a process needs to load the same language."""
    return language.code, language.reader


def audited(language: tuple[str, str], job: Job | Unusable) -> Audit | Unusable:
    """The audit of a release, or why it could not be used."""
    if isinstance(job, Unusable):
        return job
    try:
        return _audit(job, load(*language))
    except InputError as error:
        return Unusable(job.source.path, (str(error),))
    except DeclarationError as error:
        return Unusable(job.source.path, tuple(unusable(error).lines))


def _audit(job: Job, language: Language) -> Audit:
    document = job.document or ingest.read(job.source, language.code, job.options)
    document = replace(document, office=job.settings.office, period=job.settings.period)
    done = audit(document, language, job.settings, job.declarations, job.accepted)
    if not done.figures:
        raise InputError(job.source.path, "no figures found", "check that this is the text of a release, or remove it")
    return told_apart(done, job.apart)


def usable(done: T | Lost[Job | Unusable]) -> T | Unusable:
    """What was done, or what is to be told of a release that took its process with it, or too long."""
    if not isinstance(done, Lost) or isinstance(done.job, Unusable):
        return done  # type: ignore[return-value]
    path = done.job.source.path
    return Unusable(path, (f"{path}: {done.reason}",))


def lapsed(findings: Iterable[tuple[str, Sequence[str]]], desk: Desk) -> Iterator[str]:
    """A line for each accepted finding beside these releases that is so no longer."""
    told = (line for kept, faults in stale(findings, desk.book) for line in kept.told(faults))
    return (f"{line}; press-audit accepted --prune removes it" for line in told)


def _told_apart(audits: Sequence[Audit]) -> tuple[Audit, ...]:
    times = Counter(finding.finding_id for each in audits for finding in each.findings)
    return tuple(told_apart(each, {name for name in times if times[name] > 1}) for each in audits)


def told_apart(audit: Audit, ids: Collection[str]) -> Audit:
    """The audit, with the release in the id of a finding that copies of one text have in common."""
    if not ids:
        return audit
    name = audit.document.doc_id
    findings = (replace(f, finding_id=f"{f.finding_id}@{name}") if f.finding_id in ids else f for f in audit.findings)
    return replace(audit, findings=tuple(findings))


Tally = Counter[tuple[str, str]]


def tally(digests: Iterable[Digest]) -> Tally:
    """How many there are of what, and of which sort; tallies of parts of an archive add up."""
    counted: Tally = Counter()
    for each in digests:
        counted["release", ""] += 1
        counted["accepted", ""] += each.accepted
        for noun, numbers in (("figure", each.states), ("claim", each.claims), ("finding", each.found)):
            counted.update({(noun, sort): number for sort, number in numbers.items()})
    return counted


def summary(digests: Iterable[Digest]) -> tuple[str, str, str]:
    """How much there is, how much of it is in question, and how much was checked, a line each."""
    return told(tally(digests))


def told(counted: Tally) -> tuple[str, str, str]:
    """A tally as the lines of a summary."""
    figures, claims = (sum(n for (what, _), n in counted.items() if what == noun) for noun in ("figure", "claim"))
    amounts = _count(counted["release", ""], "release"), _count(figures, "figure"), _count(claims, "claim")
    hold, fail, open_ = (counted["claim", status] for status in ("consistent", "inconsistent", "undecided"))
    found = ", ".join(_count(counted["finding", severity], severity) for severity in SEVERITIES)
    found += f", {accepted} accepted" if (accepted := counted["accepted", ""]) else ""
    shares = (f"{Decimal(100 * counted['figure', state]) / max(1, figures):.0f}% {STATES[state]}" for state in STATES)
    return f"{', '.join(amounts)}: {hold} hold, {fail} do not, {open_} undecided", found, ", ".join(shares)


def uncovered(digests: Iterable[Digest], min_coverage: Decimal | None = None) -> Iterator[str]:
    """A line for each release of whose figures less than ``min_coverage`` per cent are checked, right or in doubt.

    Without it, each release is asked for as much as its settings say.
    """
    for each in digests:
        done, every = sum(each.states[state] for state in DECIDED), each.figures
        least = each.least() if min_coverage is None else min_coverage
        if done * 100 < least * every:
            share = (Decimal(100 * done) / every).quantize(Decimal("0.1"), ROUND_DOWN)
            amount = f"{done} of {_count(every, 'figure')} checked, {share}%"
            yield f"{each.source}: {amount}; less than {least}%"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fails(digests: Iterable[Digest], level: str | None = None) -> bool:
    """Whether there is a finding at or above ``level`` (a severity, or never) that nobody has accepted.

    Without it, each release has the level of its settings.
    """
    return any(each.found[severity] for each in digests for severity in FAILING[level or each.fail_on])
