"""A line for each finding: for editors, for grep, and for people in a hurry."""

from collections.abc import Iterator

from pipeline.formats import Run
from pipeline.formats._headline import headline, shown, why
from pipeline.language import Language
from pipeline.places import locator
from pipeline.records import Audit
from pipeline.report.wording import Wording, wording


def render(run: Run) -> str:
    """Place, severity, name and message, in the order of the text."""
    words = wording(run.language)
    return "".join(f"{line}\n" for audit in run.audits for line in _lines(audit, words, run.language))


def _lines(audit: Audit, words: Wording, language: Language) -> Iterator[str]:
    where = locator(audit.document, language.data["places"]["place"])
    for finding in audit.findings:
        message = f"{finding.message} ({why(finding, words)})" if finding.accepted else finding.message
        yield headline(audit.document, finding, where(finding.start), shown(finding), message)
