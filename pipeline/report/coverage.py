"""How much of a release was checked: the state of every figure."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.records import Audit, Check, Figure, Finding

STATES = ("right", "doubt", "undecided", "unchecked")
DECIDED = STATES[:2]


def states(audit: Audit) -> dict[str, str]:
    """The state of every figure by its id: right, doubt, undecided or unchecked (nothing to check it against).

    One doubt outweighs any number of checks that hold, and one check that holds outweighs those left open.
    An accepted finding casts no doubt.
    """
    votes: defaultdict[str, set[str]] = defaultdict(set)
    accepted = {finding.claim_id for finding in audit.findings if finding.accepted}
    for check in audit.checks:
        for figure in check.claim.figures():
            votes[figure.figure_id].add(_vote(check, check.claim.claim_id in accepted))
    for figure in _doubted(audit):
        votes[figure.figure_id].add("doubt")
    return {figure.figure_id: _heaviest(votes[figure.figure_id]) for figure in audit.figures}


def counts(audit: Audit) -> dict[str, int]:
    """How many figures are in each state, in the order of ``STATES``."""
    found = Counter(states(audit).values())
    return {state: found[state] for state in STATES}


def checked(audit: Audit) -> int:
    """How many figures a check has decided, for or against them: what counts as covered."""
    found = counts(audit)
    return sum(found[state] for state in DECIDED)


def touching(figures: Sequence[Figure], start: int, end: int) -> Sequence[Figure]:
    """The figures that overlap a span; ``figures`` in the order of the text and apart."""
    first = bisect_right(figures, start, key=lambda figure: figure.end)
    return figures[first : bisect_left(figures, end, lo=first, key=lambda figure: figure.start)]


def _vote(check: Check, accepted: bool) -> str:
    if check.status == "inconsistent":
        return "undecided" if accepted else "doubt"
    return "right" if proves(check) else "undecided"


def proves(check: Check) -> bool:
    """Whether a check that holds says that its figures are right.

    Where nothing is computed (a part below its whole, a target beside what was reached) hardly anything could fail.
    """
    return check.status == "consistent" and check.expected is not None


def _doubted(audit: Audit) -> Iterator[Figure]:
    figures = sorted(audit.figures, key=lambda figure: figure.start)
    for finding in filter(casts_doubt, audit.findings):
        yield from touching(figures, finding.start, finding.end)


def casts_doubt(finding: Finding) -> bool:
    """Whether a finding puts the figures under it in doubt: a note is no fault."""
    return finding.severity in ("error", "warning") and not finding.accepted


def _heaviest(votes: set[str]) -> str:
    return next((state for state in ("doubt", "right", "undecided") if state in votes), "unchecked")
