"""What a page shows, worked out before any markup: one record for a release, one for the index."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from pipeline.places import teller
from pipeline.records import SEVERITIES, Audit, Check, Document, Figure, Finding
from pipeline.report.coverage import STATES, casts_doubt, counts, proves, states, touching
from pipeline.report.digest import Digest, worst
from pipeline.report.marks import Line, Mark, Piece, apart, lines, quotes
from pipeline.report.tables import Table, tables
from pipeline.report.wording import Wording
from pipeline.report.working import Bar, Row, bars, rows
from pipeline.text import line_starts, position

Links = Mapping[str, tuple[str, str, bool]]
NOWHERE = ("", "", False)
EMPTY = dict.fromkeys(SEVERITIES, 0)
ON_A_PAGE = 500  # releases; with more of them browsers begin to take their time
NEAR = 3  # pages before and behind one of the index that it leads to
STATUSES = ("inconsistent", "consistent", "plausible", "undecided")  # plausible: holds, and could hardly have failed


@dataclass(frozen=True, slots=True)
class Share:
    """How many figures are in a state, and which share of all they are; ``x`` and ``width`` in thousandths of a bar."""

    state: str
    count: int
    percent: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as shown: its place, the sentences it is about, its working, and the figures that hang on it."""

    number: int
    finding: Finding
    line: int
    column: int
    place: str
    quotes: tuple[tuple[Piece, ...], ...]
    check: Check | None
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    sure: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check without a finding of its own, as shown; ``figures`` are the anchors of its figures."""

    anchor: str
    check: Check
    rows: tuple[Row, ...]
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure of the list of all: where it stands, its state, and the finding or check that says so."""

    figure: Figure
    state: str
    line: int
    column: int
    place: str
    href: str
    tag: str


@dataclass(frozen=True, slots=True)
class Page:
    """The report of one release.

    ``anchors`` leads from a figure to its place on the page, ``up`` to the index; None where there is no index.
    """

    document: Document
    up: str | None
    title: str
    verdict: str
    worst: str
    found: Mapping[str, int]
    shares: tuple[Share, ...]
    lines: tuple[Line, ...]
    findings: tuple[FindingView, ...]
    tables: tuple[Table, ...]
    checks: Mapping[str, tuple[CheckView, ...]]
    figures: tuple[FigureView, ...]
    anchors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A release in the index."""

    doc_id: str
    title: str
    found: Mapping[str, int]
    figures: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The verdict on all releases and their sums."""

    verdict: str
    worst: str
    releases: int
    found: Mapping[str, int]
    figures: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the index: its number, those that it leads to, and its releases, the worst first."""

    number: int
    near: tuple[int, ...]
    entries: tuple[Entry, ...]


def worst_first(findings: Sequence[Finding], checks: Mapping[str, Check]) -> list[Finding]:
    """Open findings before accepted ones, then by severity, by how sure they are, and by place."""

    def rank(finding: Finding) -> tuple[bool, int, Decimal, int, str]:
        check = checks.get(finding.claim_id)
        sure = check.claim.confidence if check else Decimal(1)
        return finding.accepted, SEVERITIES.index(finding.severity), -sure, finding.start, finding.finding_id

    return sorted(findings, key=rank)


def index(digests: Iterable[Digest], wording: Wording) -> Index:
    """The verdict on these releases and their sums."""
    releases, found, counted, affected = 0, Counter(EMPTY), Counter(dict.fromkeys(STATES, 0)), Counter[str]()
    for each in digests:
        releases += 1
        found.update(each.found)
        counted.update(each.states)
        affected[each.worst] += 1
    heaviest = worst(found)
    key = heaviest if releases else "empty"
    verdict = wording.say("verdict_all", key, **{s: affected[s] for s in SEVERITIES}, releases=releases)
    return Index(verdict, heaviest, releases, found, counted.total(), _shares(counted, wording))


def leaves(digests: Iterable[Digest], releases: int, wording: Wording) -> Iterator[Leaf]:
    """The pages of the index, at least one; the digests have the worst first."""
    every = max(1, -(-releases // ON_A_PAGE))
    ordered = iter(digests)
    for number in range(1, every + 1):
        near = sorted({1, every, *range(max(1, number - NEAR), min(every, number + NEAR) + 1)})
        yield Leaf(number, tuple(near), tuple(_entry(each, wording) for each in islice(ordered, ON_A_PAGE)))


def _entry(release: Digest, wording: Wording) -> Entry:
    return Entry(release.doc_id, release.title, release.found, release.figures, _shares(release.states, wording))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the parts of a page are made from: figures in the order of the text, findings the worst first."""

    audit: Audit
    wording: Wording
    figures: tuple[Figure, ...]
    state: Mapping[str, str]
    told: Callable[[int], str]
    by_claim: Mapping[str, Check]
    findings: tuple[Finding, ...]


def page(audit: Audit, wording: Wording) -> Page:
    """Everything that the report of one release shows."""
    by_claim = audit.by_claim()
    figures = tuple(sorted(audit.figures, key=lambda figure: (figure.start, figure.end)))
    findings = tuple(worst_first(audit.findings, by_claim))
    told = teller(audit.document, wording.data["place"])
    return _page(_Scene(audit, wording, figures, states(audit), told, by_claim, findings))


def _page(scene: _Scene) -> Page:
    document = scene.audit.document
    checks = _checks(scene)
    links = _links(scene, checks)
    marks = apart((*_figure_marks(scene, links), *_bare_marks(scene)))
    anchors = _anchors(scene.figures, marks)
    starts = line_starts(document.text)
    found = scene.audit.severities()
    shares = _shares(counts(scene.audit), scene.wording)
    return Page(
        document=document,
        up="../" * document.doc_id.count("/"),
        title=document.title or document.doc_id,
        verdict=_verdict(scene, found, shares),
        worst=worst(found),
        found=found,
        shares=shares,
        lines=lines(document, marks),
        findings=tuple(_finding(scene, number, marks, starts) for number in range(1, len(scene.findings) + 1)),
        tables=tables(scene.audit.cells),
        checks={status: tuple(_placed(view, anchors) for view in views) for status, views in checks.items()},
        figures=tuple(_figures(scene, links, starts)),
        anchors=anchors,
    )


def _verdict(scene: _Scene, found: Mapping[str, int], shares: Sequence[Share]) -> str:
    counted = {share.state: share.count for share in shares}
    if not scene.audit.document.text.strip():
        key = "empty"
    elif not scene.figures:
        key = "no_figures"
    else:
        key = worst(found)
    return scene.wording.say("verdict", key, **found, **counted, figures=len(scene.figures))


def _shares(counted: Mapping[str, int], wording: Wording) -> tuple[Share, ...]:
    every = max(1, sum(counted.values()))
    shares, x = [], 0
    for state, count in counted.items():
        width = 1000 * count // every
        shares.append(Share(state, count, wording.percent(Decimal(count) / every), x, width))
        x += width
    return tuple(shares)


def _checks(scene: _Scene) -> dict[str, tuple[CheckView, ...]]:
    """The checks that no finding speaks of, by what they say of their figures."""
    found = {finding.claim_id for finding in scene.findings}
    views: dict[str, list[CheckView]] = {status: [] for status in STATUSES}
    for number, check in enumerate(scene.audit.checks, 1):
        if check.claim.claim_id not in found:
            status = "plausible" if check.status == "consistent" and not proves(check) else check.status
            views[status].append(CheckView(f"c{number}", check, rows(check, scene.wording)))
    return {status: tuple(each) for status, each in views.items()}


def _placed(view: CheckView, anchors: Mapping[str, str]) -> CheckView:
    figures = dict.fromkeys(anchors[f.figure_id] for f in view.check.claim.figures() if f.figure_id in anchors)
    return replace(view, figures=tuple(figures))


def _figures(scene: _Scene, links: Links, starts: tuple[int, ...]) -> Iterator[FigureView]:
    for figure in scene.figures:
        href, tag, _ = links.get(figure.figure_id, NOWHERE)
        state, place = scene.state[figure.figure_id], scene.told(figure.start)
        yield FigureView(figure, state, *position(starts, figure.start), place, href, tag)


def _figure_marks(scene: _Scene, links: Links) -> Iterator[Mark]:
    for number, figure in enumerate(scene.figures, 1):
        state = scene.state[figure.figure_id]
        href, tag, focus = links.get(figure.figure_id, NOWHERE)
        title = scene.wording.word("states", state)
        yield Mark(figure.start, figure.end, f"g{number}", state, href, tag, title, focus)


def _links(scene: _Scene, checks: Mapping[str, Sequence[CheckView]]) -> Links:
    """Where a figure leads, its tag, and whether the finding asks about this very figure: the worst finding first."""
    links: dict[str, tuple[str, str, bool]] = {}
    for number, finding in enumerate(scene.findings, 1):
        for figure in touching(scene.figures, finding.start, finding.end):
            links.setdefault(figure.figure_id, (f"#t{number}", f"T{number}", True))
    for number, finding in enumerate(scene.findings, 1):
        for figure in _members(scene, finding):
            links.setdefault(figure.figure_id, (f"#t{number}", f"T{number}", False))
    for view in (view for status in STATUSES for view in checks[status]):
        for figure in view.check.claim.figures():
            links.setdefault(figure.figure_id, (f"#{view.anchor}", "", False))
    return links


def _members(scene: _Scene, finding: Finding) -> tuple[Figure, ...]:
    check = scene.by_claim.get(finding.claim_id)
    return tuple(check.claim.figures()) if check else ()


def _bare_marks(scene: _Scene) -> Iterator[Mark]:
    """Marks for findings about a passage in which no figure was read."""
    for number, finding in enumerate(scene.findings, 1):
        if not touching(scene.figures, finding.start, finding.end):
            state = "doubt" if casts_doubt(finding) else "undecided"
            title = scene.wording.word("states", state)
            yield Mark(finding.start, finding.end, f"p{number}", state, f"#t{number}", f"T{number}", title, True)


def _anchors(figures: Sequence[Figure], marks: Sequence[Mark]) -> dict[str, str]:
    """The anchor of every figure; one that lies inside another mark has that mark's."""
    anchors = {}
    for figure in figures:
        for mark in marks[bisect_right(marks, figure.start, key=lambda mark: mark.end) :][:1]:
            anchors[figure.figure_id] = mark.anchor
    return anchors


def _finding(scene: _Scene, number: int, marks: Sequence[Mark], starts: tuple[int, ...]) -> FindingView:
    finding = scene.findings[number - 1]
    check = scene.by_claim.get(finding.claim_id)
    line, column = position(starts, finding.start)
    own = _own_marks(scene, finding, marks)
    return FindingView(
        number=number,
        finding=finding,
        line=line,
        column=column,
        place=scene.told(finding.start) or scene.wording.say("labels", "place", line=str(line), column=str(column)),
        quotes=quotes(scene.audit.document.text, own),
        check=check,
        rows=rows(check, scene.wording) if check else (),
        bars=bars(check, scene.wording) if check else (),
        sure=scene.wording.sure(check.claim.confidence) if check else "",
        figures=tuple(mark.anchor for mark in own),
    )


def _own_marks(scene: _Scene, finding: Finding, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks of a finding: the figure in question and the members of its claim, each with its words."""
    check = scene.by_claim.get(finding.claim_id)
    told = zip(check.claim.members, check.working, strict=False) if check else ()
    titles = dict.fromkeys((figure.start for figure in _members(scene, finding)), "")
    titles |= {member.figure.start: words for member, (words, _) in told}
    return tuple(
        replace(mark, focus=focus, title=titles.get(mark.start, ""))
        for mark in marks
        for focus in (mark.start < finding.end and finding.start < mark.end,)
        if focus or mark.start in titles
    )
