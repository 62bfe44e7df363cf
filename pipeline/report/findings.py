"""All findings for programs: plain data, values as strings of plain decimals, keys always in the same order."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from typing import Any

from pipeline.language import Language
from pipeline.places import teller
from pipeline.records import Audit, Check, Document, Figure, Finding, Repair
from pipeline.report.digest import Digest, digest
from pipeline.report.page import worst_first
from pipeline.text import line_starts, position

Span = Callable[[int, int], dict[str, Any]]


def findings_json(audits: Sequence[Audit], language: Language) -> str:
    """The content of ``findings.json``: the releases with their counts, and every finding, release by release.

    Messages and places are told in the language of its reader; its schema is ``schemas/findings.schema.json``.
    """
    ordered = sorted(audits, key=lambda audit: audit.document.doc_id)
    documents = map(listed, map(digest, ordered))
    return "".join(streamed(documents, (told(audit, language) for audit in ordered), language.reader))


def streamed(documents: Iterable[str], findings: Iterable[str], reader: str) -> Iterator[str]:
    """The same piece by piece, from the releases as they are ``listed``, and what is ``told`` of their findings.

    All documents are taken before the first of the findings.
    """
    head = json.dumps({"$schema": "findings.schema.json", "version": "1", "language": reader}, indent=2)
    yield head.removesuffix("\n}") + ',\n  "documents": ['
    yield from _joined(documents)
    yield '],\n  "findings": ['
    yield from _joined(findings)
    yield "]\n}\n"


def listed(release: Digest) -> str:
    """A release as it stands in the list of all."""
    return _indented(_document(release))


def told(audit: Audit, language: Language) -> str:
    """The findings of a release as they stand in the list of all."""
    return ",".join(map(_indented, entries(audit, language.data["places"]["place"])))


def _indented(entry: Mapping[str, Any]) -> str:
    # No text has a line end of its own in JSON.
    return f"\n{json.dumps(entry, ensure_ascii=False, indent=2)}".replace("\n", "\n    ")


def _joined(items: Iterable[str]) -> Iterator[str]:
    number = 0
    for number, item in enumerate(filter(None, items), 1):
        yield f",{item}" if number > 1 else item
    yield "\n  " if number else ""


def schema() -> str:
    """The JSON Schema of ``findings.json``, which is written beside it."""
    return (files("schemas") / "findings.schema.json").read_text("utf-8")


def _document(release: Digest) -> dict[str, Any]:
    return {
        "doc_id": release.doc_id,
        "source": release.source,
        "sha256": release.sha256,
        "office": release.office,
        "period": release.period,
        "figures": release.figures,
        "checks": sum(release.claims.values()),
        "findings": release.found,
        "coverage": release.states,
    }


def entries(audit: Audit, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The findings of one release, as ``findings.json`` has them: the worst first. ``words`` are those of places."""
    span = _spans(audit.document, words)
    checks = audit.by_claim()
    for finding in worst_first(audit.findings, checks):
        check = checks.get(finding.claim_id)
        yield {
            **_head(finding, audit.document.doc_id, span),
            **_claim(check, span),
            "repairs": [_repair(repair, span) for repair in finding.repairs],
            "accepted": finding.accepted,
            "reason": finding.reason,
        }


def _head(finding: Finding, doc_id: str, span: Span) -> dict[str, Any]:
    return {
        "doc_id": doc_id,
        "finding_id": finding.finding_id,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "span": span(finding.start, finding.end),
        "claim_id": finding.claim_id or None,
    }


def _claim(check: Check | None, span: Span) -> dict[str, Any]:
    if check is None:
        empty = dict.fromkeys(("kind", "rule", "cue", "confidence", "stated", "expected", "difference"))
        return {**empty, "figures": []}
    claim = check.claim
    return {
        "kind": claim.kind,
        "rule": claim.rule,
        "cue": claim.cue,
        "confidence": _plain(claim.confidence),
        "stated": _plain(check.stated),
        "expected": _plain(check.expected),
        "difference": _plain(check.difference),
        "figures": [{"role": m.role, "times": m.times, **_figure(m.figure, span)} for m in claim.members],
    }


def _figure(figure: Figure, span: Span) -> dict[str, Any]:
    return {
        "figure_id": figure.figure_id,
        "text": figure.text,
        "value": _plain(figure.value),
        "unit": figure.unit,
        "span": span(figure.start, figure.end),
    }


def _repair(repair: Repair, span: Span) -> dict[str, Any]:
    return {
        "rank": repair.rank,
        "figure": _figure(repair.figure, span),
        "proposed": repair.proposed,
        "value": _plain(repair.value),
        "operation": repair.operation,
        "fixes": repair.fixes,
        "breaks": repair.breaks,
    }


def _spans(document: Document, words: Mapping[str, str]) -> Span:
    starts, told = line_starts(document.text), teller(document, words)

    def span(start: int, end: int) -> dict[str, Any]:
        line, column = position(starts, start)
        place = {"place": told(start)} if document.places else {}
        return {"start": start, "end": end, "line": line, "column": column} | place

    return span


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
