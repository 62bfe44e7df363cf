"""All findings as ``findings.json``, which ``press-audit run`` writes: for programs."""

from pipeline.formats import Run
from pipeline.report.findings import findings_json


def render(run: Run) -> str:
    """As ``schemas/findings.schema.json`` describes it."""
    return findings_json(run.audits, run.language)
