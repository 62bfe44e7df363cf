"""A short page in Markdown: the summary of a job, or a comment on a change."""

from collections.abc import Iterator

from pipeline.formats import Run
from pipeline.formats._headline import why
from pipeline.formats._regions import path, region_of
from pipeline.records import Audit
from pipeline.report.digest import digest
from pipeline.report.page import Index, index
from pipeline.report.render import markdown
from pipeline.report.wording import Wording, wording
from pipeline.text import visible


def render(run: Run) -> str:
    """The verdict on all releases, a row for each finding, how much was checked, and what could not be read."""
    words = wording(run.language)
    summary = index(map(digest, run.audits), words)
    found = [row for audit in run.audits for row in _rows(audit, words)]
    parts = (
        f"## press-audit\n\n**{_safe(summary.verdict)}**",
        "\n".join((*_head(words), *found)) if found else "",
        _coverage(summary, words),
        "\n".join(f"- Error: {_safe(error)}" for error in run.errors),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(words: Wording) -> tuple[str, str]:
    return f"| {words.label('source')} | {words.label('findings')} |", "| :--- | :--- |"


def _rows(audit: Audit, words: Wording) -> Iterator[str]:
    region = region_of(audit.document)
    for finding in audit.findings:
        at = region(finding.start, finding.end)
        severity = why(finding, words) if finding.accepted else words.word("severity", finding.severity)
        told = f"**{_safe(severity)}** · `{finding.code}` · {_safe(finding.message)}"
        yield f"| {_safe(path(audit.document))}:{at.line}:{at.column} | {told} |"


def _coverage(summary: Index, words: Wording) -> str:
    shares = ", ".join(f"{share.percent} {words.word('states', share.state)}" for share in summary.shares)
    return f"{words.label('coverage')}: {shares}" if summary.releases else ""


def _safe(text: str) -> str:
    return markdown(visible(text))
