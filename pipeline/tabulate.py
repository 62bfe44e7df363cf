"""Records to tables and back to frames: the one place that knows how a record becomes rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from pipeline.language import load
from pipeline.places import box, place, teller
from pipeline.records import Audit
from pipeline.report.coverage import checked
from pipeline.text import line_starts, position
from schemas.check import faults
from schemas.descriptor import column_types

Row = Mapping[str, Any]
Rows = Callable[[Audit], Iterator[Row]]


class TableError(Exception):
    """A table that breaks its own schema: a bug of ours. ``faults`` are its readable lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(("a table breaks its own schema: a bug of press-audit, please report it", *lines)))
        self.faults = tuple(lines)


def tabulate(audits: Sequence[Audit], reader: str | None = None) -> dict[str, pd.DataFrame]:
    """The tables of a run by name, checked against their models and each other; TableError names the rows at fault.

    ``reader`` is the language of what is told in them; that of the releases without it.
    """
    tables = {
        name: frame(name, [row for audit in audits for row in rows(audit)]) for name, rows in told(reader).items()
    }
    if found := faults(tables):
        raise TableError([str(fault) for fault in found])
    return tables


def frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Rows as a frame with the columns and types of the model of ``table``; decimals stay the objects they are."""
    return pd.DataFrame(
        {column: pd.Series([row[column] for row in rows], dtype=kind) for column, kind in column_types(table).items()}
    )


def _documents(audit: Audit) -> Iterator[Row]:
    document = audit.document
    yield {
        "doc_id": document.doc_id,
        "source": document.source,
        "format": document.format,
        "title": document.title,
        "language": document.language,
        "published": document.published,
        "sha256": document.sha256,
        "office": document.office,
        "period": document.period,
        "characters": len(document.text),
        "figures": len(audit.figures),
        "covered": checked(audit),
        "claims": len(audit.checks),
        "inconsistent": sum(check.status == "inconsistent" for check in audit.checks),
    }


def _figures(audit: Audit, reader: str | None = None) -> Iterator[Row]:
    document = audit.document
    starts = line_starts(document.text)
    told = teller(document, load(document.language, reader).data["places"]["place"])
    for figure in audit.figures:
        line, column = position(starts, figure.start)
        found = place(document, figure.start)
        yield {
            "figure_id": figure.figure_id,
            "doc_id": audit.document.doc_id,
            "start": figure.start,
            "end": figure.end,
            "line": line,
            "column": column,
            "text": figure.text,
            "value": figure.value,
            "decimals": figure.decimals,
            "scale": figure.scale,
            "unit": figure.unit,
            "kind": figure.kind,
            "bound": figure.bound,
            "label": figure.label,
            "measure": figure.measure,
            "period": figure.period,
            "section": figure.section,
            "place": told(figure.start),
            "page": found.page if found else 0,
            "box": " ".join(map(str, box(document, figure.start, figure.end) or ())),
        }


def _cells(audit: Audit) -> Iterator[Row]:
    for cell in audit.cells:
        yield {
            "figure_id": cell.figure.figure_id,
            "table_id": cell.table_id,
            "doc_id": audit.document.doc_id,
            "row": cell.row,
            "column": cell.column,
            "role": cell.role,
        }


def _claims(audit: Audit) -> Iterator[Row]:
    for check in audit.checks:
        yield {
            "claim_id": check.claim.claim_id,
            "doc_id": audit.document.doc_id,
            "kind": check.claim.kind,
            "rule": check.claim.rule,
            "status": check.status,
            "confidence": check.claim.confidence,
            "stated": check.stated,
            "expected": check.expected,
            "difference": check.difference,
            "explanation": check.explanation,
        }


def _claim_members(audit: Audit) -> Iterator[Row]:
    for check in audit.checks:
        counted = [member for member in check.claim.members for _ in range(member.times)]
        for position_, member in enumerate(counted, start=1):
            yield {
                "claim_id": check.claim.claim_id,
                "position": position_,
                "figure_id": member.figure.figure_id,
                "role": member.role,
            }


def _findings(audit: Audit) -> Iterator[Row]:
    for finding in audit.findings:
        yield {
            "finding_id": finding.finding_id,
            "doc_id": audit.document.doc_id,
            "code": finding.code,
            "severity": finding.severity,
            "claim_id": finding.claim_id,
            "start": finding.start,
            "end": finding.end,
            "message": finding.message,
            "accepted": finding.accepted,
            "reason": finding.reason,
        }


def _repairs(audit: Audit) -> Iterator[Row]:
    for finding in audit.findings:
        for repair in finding.repairs:
            yield {
                "finding_id": finding.finding_id,
                "rank": repair.rank,
                "figure_id": repair.figure.figure_id,
                "written": repair.figure.value,
                "proposed": repair.value,
                "operation": repair.operation,
                "fixes": repair.fixes,
                "breaks": repair.breaks,
            }


ROWS: dict[str, Rows] = {
    "documents": _documents,
    "figures": _figures,
    "cells": _cells,
    "claims": _claims,
    "claim_members": _claim_members,
    "findings": _findings,
    "repairs": _repairs,
}


def told(reader: str | None) -> dict[str, Rows]:
    """What makes the rows of each table; ``reader`` is the language of what is told in them."""
    return {**ROWS, "figures": partial(_figures, reader=reader)}
