"""A code quality report of GitLab: what a merge request adds and what it mends."""

import json
from collections.abc import Iterator
from typing import Any

from pipeline.formats import Run
from pipeline.formats._regions import path, region_of
from pipeline.records import Audit
from pipeline.text import flowed

SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(run: Run) -> str:
    """The open findings; a fingerprint is the id of its finding, and survives edits elsewhere in the text."""
    return json.dumps([issue for audit in run.audits for issue in _issues(audit)], ensure_ascii=False, indent=2) + "\n"


def _issues(audit: Audit) -> Iterator[dict[str, Any]]:
    region, file = region_of(audit.document), path(audit.document)
    for finding in audit.open_findings():
        at = region(finding.start, finding.end)
        yield {
            "description": flowed(finding.message),
            "check_name": finding.code,
            "fingerprint": finding.finding_id,
            "severity": SEVERITIES[finding.severity],
            "location": {"path": file, "lines": {"begin": at.line, "end": at.end_line}},
        }
