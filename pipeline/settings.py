"""How a release is to be audited: the settings that a configuration may make for it, and what they change.

A field says in its metadata what a configuration may hold for it (``schema``, in JSON Schema) and what it is for
(``help``). Those without are options of the command line, which say so themselves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.records import Figure, Finding

SEVERITIES = ("error", "warning", "note")  # of findings, heaviest first
OFF = "off"


def _setting(default: str, schema: Mapping[str, Any], help: str) -> Any:
    return field(default=default, metadata={"schema": schema, "help": help})


def _table(schema: Mapping[str, Any], help: str) -> Any:
    return field(default_factory=lambda: MappingProxyType({}), metadata={"schema": schema, "help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one release; ``severity`` gives kinds of finding another one, or turns them off."""

    rounding: str = _setting(
        "half",
        {"enum": ["half", "truncated"]},
        "How the release rounds: a half goes up, or all digits behind the last are cut off.",
    )
    period: str = _setting("", {"type": "string"}, "What time the release is of, as reports are to show it.")
    office: str = _setting("", {"type": "string"}, "Whose release it is, as reports are to show it.")
    severity: Mapping[str, str] = _table(
        {"enum": [*SEVERITIES, OFF]},
        "The severity of a kind of finding; off where it is not to be told.",
    )
    fail_on: str = "error"
    min_coverage: Decimal | None = None


DEFAULTS = Settings()


def as_rounded(figures: Iterable["Figure"], settings: Settings) -> tuple["Figure", ...]:
    """The figures, each knowing how the release rounds."""
    cut = settings.rounding == "truncated"
    return tuple(replace(figure, cut=True) for figure in figures) if cut else tuple(figures)


def weighed(findings: Iterable["Finding"], settings: Settings) -> Iterator["Finding"]:
    """The findings with the severity that the settings give them, without those that they turn off."""
    for finding in findings:
        severity = settings.severity.get(finding.code, finding.severity)
        if severity != OFF:
            yield replace(finding, severity=severity)
