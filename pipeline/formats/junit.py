"""JUnit's XML, which every CI shows as tests: a suite for each release, a test for each check, those that hold too."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from pipeline.formats import Run
from pipeline.formats._headline import why
from pipeline.formats._regions import path, region_of
from pipeline.records import Audit, Check, Finding
from pipeline.report.wording import Wording, wording
from pipeline.text import flowed

# Visible everywhere else, but no characters of XML.
_NO_XML = str.maketrans({"\ufffe": "[U+FFFE]", "\uffff": "[U+FFFF]"})


class Case(NamedTuple):
    """A test, by the place of its first figure; ``outcome`` is empty where it holds."""

    start: int
    name: str
    outcome: str
    message: str
    kind: str


def render(run: Run) -> str:
    """An error or a warning is a failure; what is a note, undecided or accepted is skipped, and says why."""
    words, root = wording(run.language), Element("testsuites", name="press-audit")
    for audit in run.audits:
        _suite(root, audit, list(_cases(audit, words)))
    if run.errors:
        _unread(root, run.errors)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _cases(audit: Audit, words: Wording) -> Iterator[Case]:
    checks = audit.by_claim()
    found = {finding.claim_id for finding in audit.findings}
    for finding in audit.findings:
        yield _asked(finding, checks.get(finding.claim_id), words)
    for check in audit.checks:
        if check.claim.claim_id not in found:
            yield _checked(check, words)


def _asked(finding: Finding, check: Check | None, words: Wording) -> Case:
    name = _name(check, words) if check else words.word("codes", finding.code)
    outcome = "skipped" if finding.accepted or finding.severity == "note" else "failure"
    message = f"{finding.message} ({why(finding, words)})" if finding.accepted else finding.message
    return Case(finding.start, name, outcome, message, finding.code)


def _checked(check: Check, words: Wording) -> Case:
    # What does not hold and has no finding of its own is mended with one that has.
    outcome = "" if check.status == "consistent" else "skipped"
    start = min(figure.start for figure in check.claim.figures())
    return Case(start, _name(check, words), outcome, words.word("status", check.status), check.claim.kind)


def _name(check: Check, words: Wording) -> str:
    return f"{words.word('kinds', check.claim.kind)}: {check.explanation}"


def _suite(root: Element, audit: Audit, cases: Sequence[Case]) -> None:
    region, file = region_of(audit.document), _safe(path(audit.document))
    suite = _counted(root, file, [case.outcome for case in cases])
    for case in sorted(cases):
        line, message = str(region(case.start, case.start).line), _safe(case.message)
        test = SubElement(suite, "testcase", classname=file, name=_safe(case.name), file=file, line=line)
        if case.outcome:
            SubElement(test, case.outcome, message=message, type=case.kind).text = f"{file}:{line}: {message}"


def _unread(root: Element, errors: Sequence[str]) -> None:
    suite = _counted(root, "press-audit", ["error" for _ in errors])
    for error in map(_safe, errors):
        case = SubElement(suite, "testcase", classname="press-audit", name=error)
        SubElement(case, "error", message=error, type="input").text = error


def _counted(root: Element, name: str, outcomes: Sequence[str]) -> Element:
    counts = {"tests": "", "failures": "failure", "errors": "error", "skipped": "skipped"}
    told = {key: str(outcomes.count(outcome) if outcome else len(outcomes)) for key, outcome in counts.items()}
    return SubElement(root, "testsuite", {"name": name, **told})


def _safe(text: str) -> str:
    return flowed(text).translate(_NO_XML)
