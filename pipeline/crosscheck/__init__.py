"""Checks: every claim with its verdict, and with its working in the words of the language."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline import kinds
from pipeline.kinds import CONSISTENT, INCONSISTENT, UNDECIDED, Verdict
from pipeline.language import Language
from pipeline.notation import in_its_manner, with_unit
from pipeline.records import Check, Claim, Figure
from pipeline.units import aligned


def crosscheck(claims: Sequence[Claim], language: Language) -> tuple[Check, ...]:
    """Whether each claim holds; ``inconsistent`` only where the reading is strong, ``undecided`` where it is not."""
    return tuple(_check(claim, language) for claim in claims)


def _check(claim: Claim, language: Language) -> Check:
    verdict = _in_its_unit(kinds.verdict(aligned(claim, language)), claim)
    accused = verdict.status == INCONSISTENT and claim.tier == "strong"
    status = UNDECIDED if verdict.status == INCONSISTENT and not accused else verdict.status
    words, texts = _words(claim, verdict, language), language.data["explain"]
    explanation = _explained(claim, verdict, status, words, texts)
    working = (*_members(claim, texts), *_computed(claim, verdict, words, texts))
    return Check(claim, status, verdict.stated, verdict.expected, verdict.difference, explanation, working)


def _in_its_unit(verdict: Verdict, claim: Claim) -> Verdict:
    """The verdict in the unit in which its figure is written."""
    if not verdict.figure:
        return verdict
    figure = next(m.figure for m in claim.members if m.figure.figure_id == verdict.figure.figure_id)
    if figure is verdict.figure:
        return verdict
    ratio = verdict.figure.scale // figure.scale
    expected = verdict.expected / ratio if verdict.expected is not None and ratio != 1 else verdict.expected
    return replace(verdict, figure=figure, expected=expected)


def _words(claim: Claim, verdict: Verdict, language: Language) -> dict[str, str]:
    """What the templates may name: the figures of each role, and what was stated and expected."""
    texts, figure = language.data["explain"], verdict.figure
    roles = _by_role(claim, texts, lambda f: _shown(f, texts))
    if figure is None or verdict.expected is None:
        return roles
    expected = with_unit(in_its_manner(verdict.expected, figure, language), figure)
    apart = in_its_manner(abs(figure.value - verdict.expected), figure, language)
    return roles | {"stated": _shown(figure, texts), "expected": expected, "difference": apart}


def _by_role(claim: Claim, texts: Mapping[str, Any], show: Callable[[Figure], str]) -> dict[str, str]:
    kind, join = kinds.KINDS[claim.kind], texts["kinds"][claim.kind]["join"].join
    shown: dict[str, list[str]] = {role: [] for role in kind.roles}
    result: list[str] = []
    for member in claim.members:
        told = [show(member.figure)] * member.times
        shown[member.role] += told
        result += told if member.role in kind.result else ()
    return {role: join(told) for role, told in shown.items()} | {"result": join(result)}


def _bare(figure: Figure) -> str:
    """The figure in a formula: without its unit, and nought where words say so."""
    return figure.text if figure.value else "0"


def _shown(figure: Figure, texts: Mapping[str, Any]) -> str:
    text = with_unit(figure.text, figure)
    return text if figure.bound == "exact" else str(texts["bounds"][figure.bound].format(text=text))


def _explained(claim: Claim, verdict: Verdict, status: str, words: Mapping[str, str], texts: Mapping[str, Any]) -> str:
    text = " ".join(texts["kinds"][claim.kind][verdict.status].format_map(words).split())
    if verdict.remark:
        text = texts["remarks"][verdict.remark].format(text=text)
    if status == CONSISTENT and _is_rounded(verdict, claim):
        return str(texts["remarks"]["rounding"].format(text=text))
    return str(texts["remarks"]["unsure"].format(text=text)) if status != verdict.status else text


def _is_rounded(verdict: Verdict, claim: Claim) -> bool:
    return bool(verdict.difference) and claim.kind != "restatement" and all(f.bound == "exact" for f in claim.figures())


def _members(claim: Claim, texts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    ahead = {_behind(figure) for figure in claim.figures()}
    for member in claim.members:
        role, shown = texts["roles"][member.role], _shown(member.figure, texts)
        parts = [other.figure for other in claim.members if other.role == member.role == "part"]
        name = _name(member.figure, parts if len(parts) > 1 else [member.figure], ahead)
        yield f"{role} ({name})" if name else role, f"{member.times} × {shown}" if member.times > 1 else shown


def _name(figure: Figure, listed: Sequence[Figure], ahead: Collection[str]) -> str:
    """What tells a figure from others of its list: what is said of all of them, for words between two may be of either.

    What is behind a figure alone is often half of a sentence; what is before one may be ``ahead``, behind another.
    """
    behind = [_behind(each) for each in listed]
    before = ["" if each.label in ahead else each.label for each in listed]
    for names in (behind, before) if len(listed) > 1 else (before,):
        if all(names) and len({*names}) == len(names):
            return names[listed.index(figure)]
    return ""


def _behind(figure: Figure) -> str:
    """What is said of a figure behind its unit, or the heading of its column."""
    return figure.measure.removeprefix(figure.unit).strip()


def _computed(
    claim: Claim, verdict: Verdict, words: dict[str, str], texts: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    if "expected" not in words:
        return ()
    lines = texts["lines"]
    formula = texts["kinds"][claim.kind]["formula"].format_map(words | _by_role(claim, texts, _bare))
    computed = (f"{lines['expected']}: {formula}", words["expected"])
    apart = ((lines["difference"], words["difference"]),) if verdict.difference else ()
    return (computed, (lines["stated"], words["stated"]), *apart)
