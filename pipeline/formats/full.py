"""For people at a terminal: each finding with its sentence, the figures marked, and what it may have to be."""

from collections.abc import Iterator

from click import style

from pipeline.batch import summary
from pipeline.formats import Run
from pipeline.formats._frame import frame
from pipeline.formats._headline import COLOURS, headline, shown, why
from pipeline.language import Language
from pipeline.places import locator
from pipeline.records import Audit, Check, Finding, Member
from pipeline.report.digest import digest
from pipeline.report.marks import Mark
from pipeline.report.wording import wording
from pipeline.text import flowed, line_starts


def render(run: Run) -> str:
    """The findings in the order of the text, and how much there was to check."""
    told = (f"{finding}\n\n" for audit in run.audits for finding in _findings(audit, run.language))
    return "".join((*told, *(f"{line}\n" for line in (() if run.quiet else summary(map(digest, run.audits))))))


def _findings(audit: Audit, language: Language) -> Iterator[str]:
    checks = audit.by_claim()
    where = locator(audit.document, language.data["places"]["place"])
    starts = line_starts(audit.document.text)
    for finding in audit.findings:
        check = checks.get(finding.claim_id)
        question, correction = _told(finding, check, language)
        colour = COLOURS["accepted" if finding.accepted else finding.severity]
        yield "\n".join(
            (
                headline(audit.document, finding, where(finding.start), shown(finding), question),
                *frame(audit.document.text, starts, _marks(finding, check, language), colour),
                *(f"    {style('=', bold=True)} {flowed(r)}" for r in _remarks(finding, check, correction, language)),
            )
        )


def _told(finding: Finding, check: Check | None, language: Language) -> tuple[str, str]:
    """The message in two: what is asked about, and what it may have to be."""
    question = language.data["explain"]["questions"]["finding"].format(text=check.explanation) if check else ""
    if not question or not finding.message.startswith(question):
        return finding.message, ""
    return question, finding.message.removeprefix(question).strip()


def _remarks(finding: Finding, check: Check | None, correction: str, language: Language) -> Iterator[str]:
    words = wording(language)
    if correction:
        yield correction
    if check:
        if not finding.repairs:
            yield words.say("repair", "none")
        sure = check.claim.confidence
        yield f"{words.label('sure')}: {words.sure(sure)} ({words.percent(sure)})"
    if finding.accepted:
        yield why(finding, words)


def _marks(finding: Finding, check: Check | None, language: Language) -> Iterator[Mark]:
    """The members of the claim by their roles, and the place itself where it is none of them."""
    members = check.claim.members if check else ()
    for member in members:
        figure = member.figure
        focus = figure.start < finding.end and finding.start < figure.end
        yield Mark(figure.start, figure.end, "", "", title=_role(member, language), focus=focus)
    yield Mark(finding.start, finding.end, "", "", focus=True)


def _role(member: Member, language: Language) -> str:
    role = str(language.data["explain"]["roles"][member.role])
    return f"{member.times} × {role}" if member.times > 1 else role
