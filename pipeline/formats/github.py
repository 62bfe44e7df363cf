"""Workflow commands of GitHub Actions: a finding stands beside its line of the change."""

from collections.abc import Iterator, Mapping

from pipeline.formats import Run
from pipeline.formats._regions import path, region_of
from pipeline.records import Audit, Finding
from pipeline.text import flowed

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
# As the toolkit of GitHub Actions writes a command: its message, and the values before it, where more would end them.
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(run: Run) -> str:
    """A command for each open finding, and for each input that could not be used."""
    commands = (*(c for audit in run.audits for c in _findings(audit)), *(_command("error", {}, e) for e in run.errors))
    return "".join(f"{command}\n" for command in commands)


def _findings(audit: Audit) -> Iterator[str]:
    region, file = region_of(audit.document), path(audit.document)
    for finding in audit.open_findings():
        at = region(finding.start, finding.end)
        where = {"file": file, "line": at.line, "endLine": at.end_line, "col": at.column, "endColumn": at.end_column}
        yield _command(COMMANDS[finding.severity], where | {"title": _title(finding)}, finding.message)


def _title(finding: Finding) -> str:
    return f"press-audit: {finding.code}"


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    told = ",".join(f"{key}={flowed(str(value)).translate(PROPERTY)}" for key, value in properties.items())
    return f"::{f'{name} {told}'.rstrip()}::{flowed(message).translate(DATA)}"
