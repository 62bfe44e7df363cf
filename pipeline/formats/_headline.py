"""A finding in one line."""

from pipeline.records import Document, Finding
from pipeline.report.wording import Wording
from pipeline.text import flowed, on_one_line

COLOURS = {"error": "bright_red", "warning": "bright_yellow", "note": "bright_blue", "accepted": "bright_black"}


def headline(document: Document, finding: Finding, where: str, severity: str, message: str) -> str:
    """The line that linters print for what they find, so that editors know its place; and the id to accept it by."""
    place = f"{on_one_line(document.source)}:{on_one_line(where)}"
    return f"{place}: {severity} [{finding.code}] {flowed(message)} ({finding.finding_id})"


def shown(finding: Finding) -> str:
    """The severity in its colour; of what was accepted, that it was."""
    from click import style

    word = "accepted" if finding.accepted else finding.severity
    return style(word, fg=COLOURS[word], bold=True)


def why(finding: Finding, words: Wording) -> str:
    """That a finding was accepted, and the reason."""
    return f"{words.label('accepted')}: {finding.reason}" if finding.reason else words.label("accepted")
