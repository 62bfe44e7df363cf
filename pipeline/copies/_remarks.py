"""What is told of a finding beside its figure, in the language of the reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.language import Language
from pipeline.places import place, teller
from pipeline.records import Audit, Check, Document, Finding
from pipeline.report.wording import Wording, wording
from pipeline.text import visible

Teller = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Remark:
    """The lines that are told of ``text[start:end]``."""

    start: int
    end: int
    lines: tuple[str, ...]


def remarks(audit: Audit, language: Language) -> Iterator[Remark]:
    """A remark for each finding that nobody has accepted, in the order of the text."""
    words = wording(language)
    told = teller(audit.document, words.data["place"])
    checks = {check.claim.claim_id: check for check in audit.checks}
    for finding in sorted(audit.open_findings(), key=lambda each: (each.start, each.end, each.finding_id)):
        others = _others(finding, checks.get(finding.claim_id), told)
        lines = (*_where(audit.document, finding, told), finding.message, *others, _kind(finding, words))
        yield Remark(finding.start, finding.end, tuple(visible(" ".join(line.split())) for line in lines))


def _where(document: Document, finding: Finding, told: Teller) -> Iterator[str]:
    """The place and the figure, where a note or a box is all that a remark can hang on."""
    found = place(document, finding.start)
    if found and found.part:
        yield f"{told(finding.start)}: “{document.text[finding.start : finding.end]}”"


def _others(finding: Finding, check: Check | None, told: Teller) -> Iterator[str]:
    """The figures that this one has to agree with, with their words and places."""
    for member, (role, value) in zip(check.claim.members, check.working, strict=False) if check else ():
        if member.figure.end <= finding.start or finding.end <= member.figure.start:
            yield f"{role}: {value} ({told(member.figure.start)})"


def _kind(finding: Finding, words: Wording) -> str:
    return f"{words.word('severity', finding.severity)} · {finding.code} · {finding.finding_id}"
