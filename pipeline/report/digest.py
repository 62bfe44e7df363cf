"""What is kept of each release where there are many: enough to list it, to sum up, and to say how a run ends."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from pipeline.accepted import own_id
from pipeline.formats._headline import headline
from pipeline.language import load
from pipeline.places import locator
from pipeline.records import SEVERITIES, Audit
from pipeline.report.coverage import counts


@dataclass(frozen=True, slots=True)
class Digest:
    """A release in a few words and numbers.

    ``claims`` counts its claims by status, ``found`` its open findings by severity, ``states`` its figures by state;
    ``accepted`` findings are not open. ``lines`` tells each error and warning with its place, severity, name, message,
    and the id to accept it by. ``ids`` are those of all its findings, without the release that tells copies apart.
    """

    doc_id: str
    source: str
    title: str
    sha256: str
    office: str
    period: str
    claims: Mapping[str, int]
    found: Mapping[str, int]
    accepted: int
    states: Mapping[str, int]
    fail_on: str
    min_coverage: str | None
    lines: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def figures(self) -> int:
        return sum(self.states.values())

    @property
    def worst(self) -> str:
        """The heaviest severity of its open findings; clean where it has none."""
        return worst(self.found)

    def rank(self) -> tuple[int | str, ...]:
        """Its place in a list that has the worst first."""
        return (*(-self.found[severity] for severity in SEVERITIES), self.doc_id)

    def least(self) -> Decimal:
        """The share of its figures, in per cent, that its settings want checked."""
        return Decimal(self.min_coverage or 0)

    def as_json(self) -> str:
        return json.dumps({field.name: getattr(self, field.name) for field in fields(self)}, ensure_ascii=False)


def from_json(text: str) -> Digest:
    """A digest from what ``as_json`` made of it."""
    read = json.loads(text)
    return Digest(**read | {"lines": tuple(read["lines"]), "ids": tuple(read["ids"])})


def worst(found: Mapping[str, int]) -> str:
    """The heaviest severity that occurs; clean where none does."""
    return next((severity for severity in SEVERITIES if found[severity]), "clean")


def digest(audit: Audit, reader: str | None = None) -> Digest:
    """The digest of a release that was audited; its lines are told to ``reader``, in its own language without."""
    document, least = audit.document, audit.settings.min_coverage
    return Digest(
        doc_id=document.doc_id,
        source=document.source,
        title=document.title or document.doc_id,
        sha256=document.sha256,
        office=document.office,
        period=document.period,
        claims=dict(Counter(check.status for check in audit.checks)),
        found=audit.severities(),
        accepted=sum(finding.accepted for finding in audit.findings),
        states=counts(audit),
        fail_on=audit.settings.fail_on,
        min_coverage=None if least is None else str(least),
        lines=tuple(_lines(audit, reader)),
        ids=tuple(map(own_id, audit.findings)),
    )


def _lines(audit: Audit, reader: str | None) -> Iterator[str]:
    where = locator(audit.document, load(audit.document.language, reader).data["places"]["place"])
    for finding in audit.open_findings():
        if finding.severity != "note":
            yield headline(audit.document, finding, where(finding.start), finding.severity, finding.message)
