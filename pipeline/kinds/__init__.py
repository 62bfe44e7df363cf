"""The kinds of claim: one module each, found by being there. See ``Kind`` for what such a module declares."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from pipeline.intervals import Interval
from pipeline.kinds._kind import CONSISTENT, INCONSISTENT, UNDECIDED, Kind, Verdict, as_written, quantum
from pipeline.records import Claim, Figure

__all__ = [
    "CONSISTENT",
    "INCONSISTENT",
    "KINDS",
    "UNDECIDED",
    "Kind",
    "Verdict",
    "agrees",
    "as_written",
    "formula",
    "needed",
    "quantum",
    "verdict",
]


def _found() -> Mapping[str, Kind]:
    names = sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))
    return MappingProxyType({name: import_module(f"{__name__}.{name}").KIND for name in names})


KINDS = _found()


def verdict(claim: Claim) -> Verdict:
    """Whether the figures of the claim agree; KeyError for a kind that there is not."""
    return KINDS[claim.kind].verdict(claim)


def needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    """The values of which the figure would have to stand for one, if all others of the claim are right."""
    return KINDS[claim.kind].needed(claim, role, figure)


def formula(claim: Claim, figure: Figure) -> str:
    """What the figure of the claim should be, as a spreadsheet has it, with the cells of a role in its braces."""
    return KINDS[claim.kind].formula(claim, figure)


def agrees(kind: str, *values: object) -> bool:
    """The arithmetic of a kind on plain exact numbers; the arguments are those of its ``agrees``."""
    return KINDS[kind].agrees(*values)
