"""Findings that somebody has looked at and accepted: they stay in every report, marked, with the reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.records import Finding


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted finding, by its id: why it is right as it is, who answers for that, and how long it holds.

    ``release`` is the name of its file, ``code`` what was flagged and ``words`` the text around it, for people.
    """

    finding: str
    reason: str
    code: str = ""
    release: str = ""
    words: str = ""
    owner: str = ""
    until: date | None = None

    def expired(self, today: date) -> bool:
        """Whether it holds no longer; it does so through its last day."""
        return self.until is not None and self.until < today


def own_id(finding: Finding) -> str:
    """The id of a finding without the release that tells copies of one text apart."""
    return finding.finding_id.partition("@")[0]


def marked(findings: Iterable[Finding], accepted: Iterable[Accepted]) -> Iterator[Finding]:
    """The findings, those that are accepted with their reasons."""
    reasons = {entry.finding: entry.reason for entry in accepted}
    for finding in findings:
        reason = reasons.get(finding.finding_id)
        yield finding if reason is None else replace(finding, accepted=True, reason=reason)
