"""Findings: what a reader is asked to look at, with the smallest corrections of one figure that would mend it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from pipeline.diagnose.identity import unique
from pipeline.diagnose.network import Outcome, by_figure, outcome
from pipeline.diagnose.repairs import LEFT_OUT, Candidate, candidates
from pipeline.diagnose.slips import slips
from pipeline.kinds import INCONSISTENT, UNDECIDED
from pipeline.language import Language
from pipeline.notation import NUMBER, in_its_manner, with_unit
from pipeline.records import Check, Document, Figure, Finding, Repair

# More corrections than these tell a reader nothing.
SHOWN = 5
# Below this a reading that does not add up is most likely a wrong reading.
LIKELY = Decimal("0.5")
# Slips that say no more than that something must change; how many times likelier a correction is that is named alone.
UNEXPLAINED = {"copied", "recomputed"}
RIVAL = 2
_MARKS = str.maketrans("", "", ".,")


def diagnose(
    checks: Sequence[Check],
    document: Document,
    language: Language,
    noticed: Iterable[Finding] = (),
    figures: Sequence[Figure] = (),
) -> tuple[Finding, ...]:
    """One finding for each slip: claims that one correction of one figure mends are told together.

    What was ``noticed`` without a claim is told too, unless a claim tells the same of the same figure. Among all
    ``figures`` of the release may be one that was taken by mistake, or left out of a list.
    """
    wrong = [check for check in checks if check.status == INCONSISTENT]
    mismatches = _mismatches(wrong, checks, document, language, figures) if wrong else ()
    found = (*mismatches, *_doubts(checks, language))
    told = {(finding.code, finding.start) for finding in found}
    return unique((*found, *(n for n in noticed if (n.code, n.start) not in told)), checks, document)


def _mismatches(
    wrong: Sequence[Check],
    checks: Sequence[Check],
    document: Document,
    language: Language,
    figures: Sequence[Figure],
) -> Iterator[Finding]:
    """The findings of what does not hold, the correction that mends most first; what it mends gets none of its own."""
    sharing, echoes = by_figure(checks), _echoes(document.text)
    possible = ((c, candidates(c, language, slips(language), echoes, figures)) for c in wrong)
    outcomes = {c.claim.claim_id: _ranked(c, sharing, language, some) for c, some in possible}
    told: set[str] = set()
    for check in sorted(wrong, key=lambda c: (-_net(outcomes[c.claim.claim_id][:1]), _start(c))):
        if check.claim.claim_id not in told:
            found = outcomes[check.claim.claim_id]
            told |= found[0].fixes if found else set()
            yield _mismatch(check, found, language)


def _echoes(text: str) -> Counter[str]:
    return Counter(token.translate(_MARKS) for token in NUMBER.findall(text))


def _ranked(
    check: Check, sharing: Mapping[str, Sequence[Check]], language: Language, possible: Iterable[Candidate]
) -> Sequence[Outcome]:
    """The corrections that make the check hold, the best of each figure first.

    Best is what mends most and breaks least, then what is most plausible.
    """
    found = (outcome(c, check, sharing, language) for c in possible)
    mending = [o for o in found if check.claim.claim_id in o.fixes]
    ranked = sorted(mending, key=lambda o: (-_net([o]), -o.candidate.plausibility))
    best = {o.candidate.figure.figure_id: o for o in reversed(ranked)}
    return _once(sorted(ranked, key=lambda o: best[o.candidate.figure.figure_id] is not o))


def _once(outcomes: Iterable[Outcome]) -> Sequence[Outcome]:
    """Each correction by its best slip only."""
    best: dict[tuple[str, Decimal], Outcome] = {}
    for o in outcomes:
        best.setdefault((o.candidate.figure.figure_id, o.candidate.value), o)
    return tuple(best.values())


def _net(outcomes: Sequence[Outcome]) -> int:
    return sum(len(o.fixes) - len(o.breaks) for o in outcomes)


def _start(check: Check) -> int:
    return min(figure.start for figure in check.claim.figures())


def _mismatch(check: Check, outcomes: Sequence[Outcome], language: Language) -> Finding:
    code, severity = _codes(language)[check.claim.kind]
    repairs = tuple(_repair(rank, o, language) for rank, o in enumerate(outcomes[:SHOWN], 1))
    known = bool(repairs) and repairs[0].operation != LEFT_OUT
    figure = repairs[0].figure if known else _stated(check)
    message = " ".join(_message(check, outcomes, repairs, language))
    return Finding("", code, severity, check.claim.claim_id, figure.start, figure.end, message, repairs)


@cache
def _codes(language: Language) -> Mapping[str, tuple[str, str]]:
    """The finding of each kind of claim: its name and severity."""
    findings = language.data["findings"].items()
    return {entry["kind"]: (code, entry["severity"]) for code, entry in findings if "kind" in entry}


def _repair(rank: int, found: Outcome, language: Language) -> Repair:
    c = found.candidate
    proposed = in_its_manner(c.value, c.figure, language)
    return Repair(rank, c.figure, c.value, proposed, c.slip, len(found.fixes), len(found.breaks))


def _stated(check: Check) -> Figure:
    figures = list(check.claim.figures())
    return next((f for f in figures if f.value == check.stated), figures[0])


def _message(check: Check, outcomes: Sequence[Outcome], repairs: Sequence[Repair], language: Language) -> Iterator[str]:
    texts = language.data["explain"]["questions"]
    yield texts["finding"].format(text=check.explanation)
    if repairs and (behind := _unexplained(check, repairs[0], language)):
        yield behind
    elif repairs:
        best = repairs[0]
        yield texts["left_out" if best.operation == LEFT_OUT else "repair"].format(**_told(best, language))
        if best.fixes > 1:
            yield texts["also"].format(count=best.fixes - 1)
        if len(outcomes) > 1 and _rivals(*outcomes[:2]) and _told(repairs[1], language) != _told(best, language):
            yield texts["rival"].format(**_told(repairs[1], language))


def _unexplained(check: Check, best: Repair, language: Language) -> str:
    """What may be behind a list that no slip explains: a part left out or passed over, a total of an earlier day."""
    if check.claim.kind != "sum" or best.operation not in UNEXPLAINED or best.fixes > 1:
        return ""
    texts, more = language.data["explain"]["questions"], -(check.difference or Decimal(0))
    if more < 0:
        return str(texts["short"])
    skipped = next((f for f in check.claim.role("part") if f.value == more), None)
    return str(texts["skipped"].format(written=with_unit(skipped.text, skipped)) if skipped else texts["over"])


def _told(repair: Repair, language: Language) -> Mapping[str, str]:
    written, proposed = (with_unit(text, repair.figure) for text in (repair.figure.text, repair.proposed))
    return {"written": written, "proposed": proposed, "slip": slips(language).name[repair.operation]}


def _rivals(best: Outcome, other: Outcome) -> bool:
    """Whether the figures can't tell which of two corrections is right: they mend as much, and one is as likely."""
    if best.candidate.figure == other.candidate.figure or _net([best]) > _net([other]):
        return False
    unexplained = best.candidate.slip in UNEXPLAINED and other.candidate.slip != LEFT_OUT
    return unexplained or best.candidate.plausibility < RIVAL * other.candidate.plausibility


def _doubts(checks: Sequence[Check], language: Language) -> Iterator[Finding]:
    for check in checks:
        if check.claim.tier == "strong" and _contradicts(check):
            yield _contradiction(check, language)
        elif check.status == UNDECIDED and check.claim.kind == "sum" and check.claim.confidence >= LIKELY:
            message = language.data["explain"]["questions"]["finding"].format(text=check.explanation)
            yield _doubt("breakdown-unconfirmed", check, _stated(check), message, language)


def _contradicts(check: Check) -> bool:
    """Whether the verb of a change says up where its values go down, or the other way round."""
    claim = check.claim
    if claim.kind != "change" or not claim.direction:
        return False
    old, new = claim.role("old")[0], claim.role("new")[0]
    return new.value < old.value if claim.direction == "up" else new.value > old.value


def _contradiction(check: Check, language: Language) -> Finding:
    claim, code = check.claim, "direction-contradicted"
    old, new = claim.role("old")[0], claim.role("new")[0]
    verb = language.data["explain"]["direction"][claim.direction]
    ends = {"old": with_unit(old.text, old), "new": with_unit(new.text, new)}
    message = language.data["findings"][code]["message"].format(verb=verb, **ends)
    return _doubt(code, check, new, message, language)


def _doubt(code: str, check: Check, figure: Figure, message: str, language: Language) -> Finding:
    severity = language.data["findings"][code]["severity"]
    return Finding("", code, severity, check.claim.claim_id, figure.start, figure.end, message)
