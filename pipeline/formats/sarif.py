"""SARIF 2.1.0 (OASIS): for code scanning, and for editors and viewers that read it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from os import fsencode
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from pipeline import explain
from pipeline.formats import Run
from pipeline.formats._regions import PLAIN, path, region_of
from pipeline.language import Language
from pipeline.records import Audit, Check, Document, Finding, Repair
from pipeline.report.wording import Wording, wording
from pipeline.text import flowed

Node = dict[str, Any]
Regions = Callable[[int, int], Node]
_BRACKETS = re.compile(r"[\[\]]")
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(run: Run) -> str:
    """One run with its rules, and a result for each finding; what was accepted is suppressed, with its reason."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(run)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(run: Run) -> Node:
    rules = [entry for entry in explain.entries(run.language) if entry.severity]
    index = {rule.name: number for number, rule in enumerate(rules)}
    return {
        "tool": {"driver": _driver(rules, run.language)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(run.errors)],
        "artifacts": [_artifact(audit.document) for audit in run.audits],
        "results": [r for n, audit in enumerate(run.audits) for r in _results(audit, n, index, run.language)],
    }


def _driver(rules: Sequence[explain.Entry], language: Language) -> Node:
    return {
        "name": "press-audit",
        "semanticVersion": version("press-audit"),
        "language": language.reader,
        "rules": [_rule(rule, language) for rule in rules],
    }


def _rule(rule: explain.Entry, language: Language) -> Node:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.means},
        "help": {"text": explain.text(rule, language), "markdown": explain.markdown(rule, language)},
        "defaultConfiguration": {"level": rule.severity},
    }


def _invocation(errors: Sequence[str]) -> Node:
    told = [{"level": "error", "message": {"text": _plain(error)}} for error in errors]
    return {"executionSuccessful": not errors, "toolExecutionNotifications": told}


def _artifact(document: Document) -> Node:
    hashes = {"hashes": {"sha-256": document.sha256}} if document.sha256 else {}
    return {"location": {"uri": _uri(document)}, **hashes}


def _uri(document: Document) -> str:
    place = PurePath(path(document))
    return place.as_uri() if place.is_absolute() else quote(fsencode(place.as_posix()))


def _results(audit: Audit, number: int, index: Mapping[str, int], language: Language) -> Iterator[Node]:
    checks = audit.by_claim()
    regions, words = _regions(audit.document), wording(language)
    where = {"artifactLocation": {"uri": _uri(audit.document), "index": number}}
    for finding in audit.findings:
        check = checks.get(finding.claim_id)
        yield {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": finding.severity,
            "message": {"text": _plain(finding.message)},
            "locations": [{"physicalLocation": where | {"region": regions(finding.start, finding.end)}}],
            "relatedLocations": list(_related(finding, check, where, regions)),
            # The first is the one that GitHub goes by: with it, an alert stays the same when other lines change.
            "partialFingerprints": {"primaryLocationLineHash": finding.finding_id, "findingId/v1": finding.finding_id},
            "fixes": list(_fixes(finding.repairs, audit.document, where, regions, words)),
            "suppressions": list(_suppressions(finding)),
            **({"rank": int(100 * check.claim.confidence)} if check else {}),
        }


def _related(finding: Finding, check: Check | None, where: Node, regions: Regions) -> Iterator[Node]:
    """The other members of the claim, each with its role and its words."""
    told = zip(check.claim.members, check.working, strict=False) if check else ()
    others = (
        (m.figure, words) for m, (words, _) in told if m.figure.end <= finding.start or finding.end <= m.figure.start
    )
    for number, (figure, words) in enumerate(others, 1):
        region = regions(figure.start, figure.end)
        yield {"id": number, "physicalLocation": where | {"region": region}, "message": {"text": _plain(words)}}


def _fixes(
    repairs: Sequence[Repair], document: Document, where: Node, regions: Regions, words: Wording
) -> Iterator[Node]:
    """The corrections, the likeliest first, where the text is that of the file."""
    for repair in repairs if document.format in PLAIN else ():
        if not repair.adds:
            figure = repair.figure
            told = f"{figure.text} → {repair.proposed} ({words.word('operations', repair.operation)})"
            replacement = {
                "deletedRegion": regions(figure.start, figure.end),
                "insertedContent": {"text": repair.proposed},
            }
            yield {"description": {"text": _plain(told)}, "artifactChanges": [{**where, "replacements": [replacement]}]}


def _suppressions(finding: Finding) -> Iterator[Node]:
    if finding.accepted:
        why = {"justification": finding.reason} if finding.reason else {}
        yield {"kind": "external", "status": "accepted", **why}


def _plain(text: str) -> str:
    """The text with its brackets escaped: in a message of SARIF, they may be links (3.11.6)."""
    return _BRACKETS.sub(r"\\\g<0>", flowed(text))


def _regions(document: Document) -> Regions:
    region = region_of(document)
    # Characters are counted in the file: where its line ends or its format are others, lines and columns have to do.
    verbatim = sha256(document.text.encode()).hexdigest() == document.sha256

    def node(start: int, end: int) -> Node:
        at = region(start, end)
        lines = {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}
        return lines | ({"charOffset": start, "charLength": end - start} if verbatim else {})

    return node
