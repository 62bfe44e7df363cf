"""Ids of findings that survive edits elsewhere in the text: made of the words around the figures, not of offsets."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from pipeline.records import Check, Claim, Document, Finding

# Characters on each side of a figure in which its nearest words are looked for, and how many words count.
REACH = 40
NEAR = 2
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?]\s|\n")


def unique(findings: Iterable[Finding], checks: Sequence[Check], document: Document) -> tuple[Finding, ...]:
    """The findings with their ids; of two that say the same, the later has a counter."""
    claims = {check.claim.claim_id: check.claim for check in checks}
    seen: Counter[str] = Counter()
    named = []
    for finding in sorted(findings, key=lambda f: (f.start, f.end, f.code)):
        name = _name(finding, claims.get(finding.claim_id), document)
        seen[name] += 1
        named.append(replace(finding, finding_id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(named)


def _name(finding: Finding, claim: Claim | None, document: Document) -> str:
    text, start, end = document.text, finding.start, finding.end
    marked = [("", text[start:end], start, end)]
    if claim:
        marked = [(m.role, m.figure.text, m.figure.start, m.figure.end) for m in claim.members]
    figures = (f"{role}={written}@{_around(text, first, last)}" for role, written, first, last in marked)
    # The folder depends on how the release was named on the command line, and the finding does not.
    name = document.doc_id.rpartition("/")[2]
    return sha256("\n".join((name, finding.code, *figures)).encode()).hexdigest()[:12]


def _around(text: str, start: int, end: int) -> str:
    """The nearest words of the same sentence; a word at the far edge of the reach may be cut, but is not among them."""
    before = _STOP.split(text[max(start - REACH, 0) : start])[-1]
    after = _STOP.split(text[end : end + REACH])[0]
    return " ".join((*_WORD.findall(before)[-NEAR:], *_WORD.findall(after)[:NEAR])).lower()
