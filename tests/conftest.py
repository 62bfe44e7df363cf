"""What several test files need: a small audit made by hand, so that tables can be tested without the stages."""

from decimal import Decimal

import pytest
from hypothesis import settings

from pipeline.ingest import document_from_text
from pipeline.records import Audit, Cell, Check, Claim, Figure, Finding, Member, Repair

# How long an example takes hangs on what else the machine does.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")

TEXT = "Ditanam 30 bibit, dengan rincian 18 jati dan 14 mahoni."


def made(doc_id: str = "kebun", text: str = TEXT) -> Audit:
    """The audit of ``TEXT``: a total of 30 whose parts add up to 32, and a correction."""
    figures = tuple(_figure(doc_id, text, number, word) for number, word in enumerate(("30", "18", "14"), start=1))
    members = tuple(Member(role, figure) for role, figure in zip(("total", "part", "part"), figures, strict=True))
    claim = Claim(f"{doc_id}#C001", "sum", "sum.list", members, "strong", Decimal("0.95"))
    check = Check(claim, "inconsistent", Decimal(30), Decimal(32), Decimal(-2), 'Tertulis 30, "jumlah" 32')
    repair = Repair(1, figures[2], Decimal(12), "12", "digit", 1, 0)
    start, end = figures[0].start, figures[0].end
    finding = Finding(f"{doc_id}#sum-1", "sum-mismatch", "error", claim.claim_id, start, end, "tertulis 30", (repair,))
    cells = tuple(
        Cell(figure, f"{doc_id}#T1", row, "bibit", role)
        for figure, row, role in zip(figures, ("total", "jati", "mahoni"), ("total", "part", "part"), strict=True)
    )
    return Audit(document_from_text(doc_id, text, source=f"raw/{doc_id}.txt"), figures, (check,), (finding,), cells)


def _figure(doc_id: str, text: str, number: int, word: str) -> Figure:
    start = text.index(word)
    return Figure(
        f"{doc_id}#F{number:03d}", start, start + len(word), word, Decimal(word), 0, 1, "bibit", "count", label="jati"
    )


@pytest.fixture
def audited() -> Audit:
    return made()
