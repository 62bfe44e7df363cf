"""The records that the stages hand to each other: frozen, and knowing nothing of the stages.

Offsets count characters of ``Document.text``, the end exclusive. Values are exact decimals.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.settings import DEFAULTS, SEVERITIES, Settings
from pipeline.stretches import NOWHERE, Places

__all__ = [
    "SEVERITIES",
    "Audit",
    "Block",
    "Cell",
    "Check",
    "Claim",
    "Document",
    "Figure",
    "Finding",
    "Member",
    "Repair",
    "Settings",
]


@dataclass(frozen=True, slots=True)
class CellPosition:
    """Where a cell stands: its table, row and column, each counted from 1, and over how many of them it reaches."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with one function on the page: heading, paragraph, item (of a list) or cell (of a table).

    ``cell`` is where a cell stands in its table; None for what is no cell.
    """

    kind: str
    start: int
    end: int
    cell: CellPosition | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One release: its canonical text and the blocks that cover it in order.

    ``start`` of an item lies behind its bullet or number; ``published`` is an ISO date or empty.
    ``office`` and ``period`` are whose release it is and of which time, where the settings say so.
    ``places`` lead back to the source, in the order of the text; there are none where the text is that of the source.
    ``notes`` tell what was done on reading, as a name and what it is about.
    """

    doc_id: str
    source: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    language: str = "id"
    title: str = ""
    published: str = ""
    sha256: str = ""
    office: str = ""
    period: str = ""
    places: Places = NOWHERE
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of fact: ``text`` is ``document.text[start:end]``, ``value`` what it says, scale word multiplied out.

    ``decimals`` counts the decimals as written, before the scale word: "1,20 juta" has value 1200000, decimals 2,
    scale 1000000. ``kind`` is count, money, percent, measure or index; ``bound`` exact, approximate, at_least, at_most.
    ``unit`` is the counted noun as written ("orang", "Rp", "%"), empty for a bare index.
    ``rounded``: a whole price or index level where others of the release, or the points between them, have decimals.
    ``cut``: what is behind its last digit was cut off instead of rounded; a release can be declared to do so.
    ``label`` are the words that tell this figure from its neighbours, ``measure`` what is counted,
    ``period`` the year or month it is of, ``section`` the heading it stands under; each may be empty.
    """

    figure_id: str
    start: int
    end: int
    text: str
    value: Decimal
    decimals: int
    scale: int
    unit: str
    kind: str
    bound: str = "exact"
    label: str = ""
    measure: str = ""
    period: str = ""
    section: str = ""
    rounded: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A figure in its role in a claim; ``times`` is above 1 where one figure stands for several: "one each"."""

    role: str
    figure: Figure
    times: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """Figures that must agree, and by which rule that was read.

    ``tier`` is strong (may accuse), weak (counts only where it agrees) or chance (found by arithmetic).
    ``direction`` is up, down or empty: what the verb of a change says. ``cue`` quotes the words it was read by.
    """

    claim_id: str
    kind: str
    rule: str
    members: tuple[Member, ...]
    tier: str
    confidence: Decimal
    direction: str = ""
    cue: str = ""

    def role(self, name: str) -> tuple[Figure, ...]:
        """The figures in this role, as often as they count, in the order of the text."""
        return tuple(m.figure for m in self.members if m.role == name for _ in range(m.times))

    def figures(self) -> Iterator[Figure]:
        return (m.figure for m in self.members)


@dataclass(frozen=True, slots=True)
class Check:
    """A claim with its verdict: consistent, inconsistent or undecided.

    ``stated`` is what the text says, ``expected`` what follows from the other figures, ``difference`` the first less
    the second; None where the kind computes nothing. ``working`` are its lines for a reader: (words, value).
    """

    claim: Claim
    status: str
    stated: Decimal | None
    expected: Decimal | None
    difference: Decimal | None
    explanation: str
    working: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """A correction of one figure that mends its claim: ``proposed`` as it would be written, ``value`` as a number.

    A part that was left out of a list is proposed as it stands.
    """

    rank: int
    figure: Figure
    value: Decimal
    proposed: str
    operation: str
    fixes: int
    breaks: int

    @property
    def adds(self) -> bool:
        """Whether the figure stays as it is, and is told as a part that was left out of a list."""
        return self.value == self.figure.value


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reader is asked to look at; ``claim_id`` may be empty, ``start`` and ``end`` mark the figure."""

    finding_id: str
    code: str
    severity: str
    claim_id: str
    start: int
    end: int
    message: str
    repairs: tuple[Repair, ...] = ()
    accepted: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a hidden table of the release; ``role`` is total, part, share or change."""

    figure: Figure
    table_id: str
    row: str
    column: str
    role: str


@dataclass(frozen=True, slots=True)
class Audit:
    """All that was read and checked in one release, and the settings that this was done with."""

    document: Document
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    cells: tuple[Cell, ...]
    settings: Settings = DEFAULTS

    def by_claim(self) -> dict[str, Check]:
        """The check of each claim by the id of the claim, which a finding names."""
        return {check.claim.claim_id: check for check in self.checks}

    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return tuple(finding for finding in self.findings if not finding.accepted)

    def severities(self) -> dict[str, int]:
        """How many open findings there are of each severity, in the order of ``SEVERITIES``."""
        found = Counter(finding.severity for finding in self.open_findings())
        return {severity: found[severity] for severity in SEVERITIES}
