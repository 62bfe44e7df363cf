"""A line for each finding: for editors, for grep, and for people in a hurry."""

from collections.abc import Iterator

from pipeline.formats import Run
from pipeline.formats._headline import headline, shown, why
from pipeline.formats._places import places
from pipeline.records import Audit
from pipeline.report.wording import Wording, wording


def render(run: Run) -> str:
    """Place, severity, name and message, in the order of the text."""
    words = wording(run.language)
    return "".join(f"{line}\n" for audit in run.audits for line in _lines(audit, words))


def _lines(audit: Audit, words: Wording) -> Iterator[str]:
    place = places(audit.document)
    for finding in audit.findings:
        at = place(finding.start, finding.end)
        message = f"{finding.message} ({why(finding, words)})" if finding.accepted else finding.message
        yield headline(audit.document, finding, at.line, at.column, shown(finding), message)
