"""The claims of a release as a network: what a correction of one figure mends and what it breaks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import kinds
from pipeline.diagnose.repairs import Candidate
from pipeline.kinds import CONSISTENT
from pipeline.language import Language
from pipeline.records import Check, Claim, Figure, Member
from pipeline.units import aligned


@dataclass(frozen=True, slots=True)
class Outcome:
    """A candidate with the claims (their ids) that it mends and those that it breaks."""

    candidate: Candidate
    fixes: frozenset[str]
    breaks: frozenset[str]


def by_figure(checks: Sequence[Check]) -> Mapping[str, Sequence[Check]]:
    """The checks that each figure takes part in."""
    found: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        for figure_id in {f.figure_id for f in check.claim.figures()}:
            found[figure_id].append(check)
    return found


def outcome(candidate: Candidate, sharing: Sequence[Check], language: Language) -> Outcome:
    """What becomes of the checks that share the figure when it has its new value."""
    figure = replace(candidate.figure, value=candidate.value)
    holds = {c.claim.claim_id for c in sharing if _holds(_with(c.claim, figure), language)}
    held = {c.claim.claim_id for c in sharing if c.status == CONSISTENT}
    return Outcome(candidate, frozenset(holds - held), frozenset(held - holds))


def _holds(claim: Claim, language: Language) -> bool:
    return kinds.verdict(aligned(claim, language)).status == CONSISTENT


def _with(claim: Claim, figure: Figure) -> Claim:
    members = (Member(m.role, figure, m.times) if m.figure.figure_id == figure.figure_id else m for m in claim.members)
    return replace(claim, members=tuple(members))
