"""The claims of a release as a network: what a correction of one figure mends and what it breaks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline import kinds
from pipeline.diagnose.repairs import LEFT_OUT, RECKONED, Candidate
from pipeline.kinds import CONSISTENT
from pipeline.language import Language
from pipeline.records import Check, Claim, Figure
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


def outcome(candidate: Candidate, check: Check, sharing: Mapping[str, Sequence[Check]], language: Language) -> Outcome:
    """What becomes of the checks that share the figure when it has its new value.

    What was reckoned wrong is repeated as it is, so all its mentions change; what was mistyped changes alone. A figure
    that was left out mends its list, and nothing else.
    """
    if candidate.slip == LEFT_OUT:
        return Outcome(candidate, frozenset({check.claim.claim_id}), frozenset())
    figure, touched = candidate.figure, sharing.get(candidate.figure.figure_id, ())
    changed = {figure.figure_id} | (_repeated(figure, touched) if candidate.slip in RECKONED else set())
    checks = {c.claim.claim_id: c for name in changed for c in sharing.get(name, ())}.values()
    holds = {c.claim.claim_id for c in checks if _holds(_with(c.claim, changed, candidate.value), language)}
    held = {c.claim.claim_id for c in checks if c.status == CONSISTENT}
    return Outcome(candidate, frozenset(holds - held), frozenset(held - holds))


def _repeated(figure: Figure, checks: Iterable[Check]) -> set[str]:
    """The other mentions of a figure, as it is written."""
    told = (c.claim for c in checks if c.claim.kind == "restatement")
    return {f.figure_id for claim in told for f in claim.figures() if f.value == figure.value}


def _holds(claim: Claim, language: Language) -> bool:
    return kinds.verdict(aligned(claim, language)).status == CONSISTENT


def _with(claim: Claim, changed: set[str], value: Decimal) -> Claim:
    members = (
        replace(m, figure=replace(m.figure, value=value)) if m.figure.figure_id in changed else m for m in claim.members
    )
    return replace(claim, members=tuple(members))
