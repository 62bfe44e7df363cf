"""A finding a line, as in ``findings.json``, each with the file it is in: for jq, logs and streams."""

import json

from pipeline.formats import Run
from pipeline.report.findings import entries


def render(run: Run) -> str:
    """JSON Lines; nothing where nothing is found."""
    words = run.language.data["places"]["place"]
    return "".join(
        f"{json.dumps({'source': audit.document.source, **entry}, ensure_ascii=False)}\n"
        for audit in run.audits
        for entry in entries(audit, words)
    )
