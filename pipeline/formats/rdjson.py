"""The diagnostic format of reviewdog, which comments on a change wherever it is reviewed."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.formats import Run
from pipeline.formats._regions import PLAIN, path, region_of
from pipeline.records import Audit, Document, Repair
from pipeline.text import flowed

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
Ranges = Callable[[int, int], dict[str, dict[str, int]]]


def render(run: Run) -> str:
    """The open findings, each with its likeliest correction as a suggestion."""
    diagnostics = [diagnostic for audit in run.audits for diagnostic in _diagnostics(audit)]
    content = {"source": {"name": "press-audit"}, "diagnostics": diagnostics}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _diagnostics(audit: Audit) -> Iterator[dict[str, Any]]:
    document, ranges = audit.document, _ranges(audit.document)
    for finding in audit.open_findings():
        yield {
            "message": flowed(finding.message),
            "location": {"path": path(document), "range": ranges(finding.start, finding.end)},
            "severity": SEVERITIES[finding.severity],
            "code": {"value": finding.code},
            "suggestions": list(_suggestions(finding.repairs, document, ranges)),
        }


def _suggestions(repairs: tuple[Repair, ...], document: Document, ranges: Ranges) -> Iterator[dict[str, Any]]:
    for repair in repairs[:1]:
        if document.format in PLAIN and not repair.adds:
            yield {"range": ranges(repair.figure.start, repair.figure.end), "text": repair.proposed}


def _ranges(document: Document) -> Ranges:
    """Spans as reviewdog counts them: columns are bytes of UTF-8."""
    region, text = region_of(document), document.text

    def column(offset: int, characters: int) -> int:
        return len(text[offset - characters + 1 : offset].encode()) + 1

    def ranges(start: int, end: int) -> dict[str, dict[str, int]]:
        at = region(start, end)
        return {
            "start": {"line": at.line, "column": column(start, at.column)},
            "end": {"line": at.end_line, "column": column(end, at.end_column)},
        }

    return ranges
