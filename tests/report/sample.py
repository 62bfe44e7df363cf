"""Audits made by hand, so that the report is tested for what it shows and not for what the stages before it read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from pipeline.ingest.blocks import split
from pipeline.records import Audit, Cell, Check, Claim, Document, Figure, Finding, Member, Repair

DUMAI = (Path(__file__).parents[1] / "corpus" / "seed-bnn-dumai-2023.txt").read_text("utf-8")


@dataclass
class Maker:
    """Collects the figures of one text; ``quote`` marks the figure in its words: "total «1.711» orang"."""

    text: str
    doc_id: str = "seed"
    figures: dict[int, Figure] = field(default_factory=dict)

    def figure(self, quote: str, unit: str = "", label: str = "", value: str = "", bound: str = "exact") -> Figure:
        before, text, after = quote.replace("»", "«").split("«")
        assert self.text.count(before + text + after) == 1, quote
        start = self.text.index(before + text + after) + len(before)
        number = Decimal(value or text.replace(".", "").replace(",", "."))
        decimals = -int(number.as_tuple().exponent)
        figure = Figure(f"{self.doc_id}:{start}", start, start + len(text), text, number, decimals, 1, unit, "count")
        return self.figures.setdefault(start, replace(figure, label=label, bound=bound))

    def document(self) -> Document:
        return Document(self.doc_id, f"raw/{self.doc_id}.txt", "txt", self.text, split(self.text))

    def audit(
        self, checks: Sequence[Check] = (), findings: Sequence[Finding] = (), cells: Sequence[Cell] = ()
    ) -> Audit:
        figures = tuple(self.figures[start] for start in sorted(self.figures))
        return Audit(self.document(), figures, tuple(checks), tuple(findings), tuple(cells))


def check(
    kind: str,
    members: Sequence[tuple[str, Figure]],
    status: str = "consistent",
    values: tuple[str, str] | None = None,
    claim_id: str = "",
    cue: str = "",
    explanation: str = "",
) -> Check:
    """A check; ``values`` are stated and expected."""
    claim_id = claim_id or f"{kind}:" + "+".join(figure.figure_id for _, figure in members)
    claim = Claim(
        claim_id, kind, f"{kind}.rule", tuple(Member(*m) for m in members), "strong", Decimal("0.95"), cue=cue
    )
    stated, expected = (Decimal(value) for value in values) if values else (None, None)
    difference = None if stated is None or expected is None else stated - expected
    return Check(
        claim, status, stated, expected, difference, explanation or f"{kind} {status}", _working(claim, values)
    )


ROLES = {"total": "jumlah", "part": "bagian", "value": "disebut"}


def _working(claim: Claim, values: tuple[str, str] | None) -> tuple[tuple[str, str], ...]:
    """As the checks tell it: a line for each member, then expected, stated and, if there is one, the difference."""
    words = [f"{ROLES.get(m.role, m.role)} ({m.figure.label})".replace(" ()", "") for m in claim.members]
    shown = [f"{m.figure.text} {m.figure.unit}".strip() for m in claim.members]
    members = tuple(zip(words, shown, strict=True))
    if values is None:
        return members
    unit = claim.members[0].figure.unit
    stated, expected = (Decimal(value) for value in values)
    told = {"dihitung": expected, "tertulis": stated, "selisih": abs(stated - expected)}
    results = (
        (name, f"{value} {unit}".strip().replace(".", ","))
        for name, value in told.items()
        if value or name != "selisih"
    )
    return (*members, *results)


def finding(
    about: Figure, of: Check | None, message: str, severity: str = "error", repairs: Sequence[Repair] = ()
) -> Finding:
    claim_id = of.claim.claim_id if of else ""
    code = f"{of.claim.kind}-mismatch" if of else "digits-and-words-differ"
    return Finding(f"f{about.start}", code, severity, claim_id, about.start, about.end, message, tuple(repairs))


def repair(
    rank: int, figure: Figure, proposed: str, operation: str = "digit", fixes: int = 1, breaks: int = 0
) -> Repair:
    value = Decimal(proposed.replace(".", "").replace(",", "."))
    return Repair(rank, figure, value, proposed, operation, fixes, breaks)


def dumai(doc_id: str = "bnn/dumai-2023") -> Audit:
    """Part of the Dumai release: three findings, checks that hold, a note, and two hidden tables."""
    make = Maker(DUMAI, doc_id)
    groups = {
        "pemerintah": (
            "instansi pemerintah yang tes urine sebanyak «395» orang",
            "positif «1» orang, di lingkungan ins",
        ),
        "pendidikan": (
            "institusi pendidikan yang tes urine sebanyak «15» orang, yang positif",
            "positif «tidak ada», di",
        ),
        "swasta": ("swasta yang tes urine sebanyak «1.286» orang", "1.286 orang, yang positif «11» orang"),
        "masyarakat": ("masyarakat yang tes urine sebanyak «15» orang", "15 orang, yang positif «2» orang"),
    }
    tests = {row: make.figure(quotes[0], "orang", row) for row, quotes in groups.items()}
    hits = {row: make.figure(q[1], "orang", row, "0" if "tidak" in q[1] else "") for row, q in groups.items()}
    tested = make.figure("Dari total «1.711» orang", "orang")
    positive = make.figure("hanya «16» orang", "orang")
    out = make.figure("rawat jalan sebanyak «13» orang", "orang", "rawat jalan")
    outs = {
        "pelajar": make.figure("pelajar «1» orang", "orang", "pelajar"),
        "ASN": make.figure("ASN «0», swasta", "orang", "ASN"),
        "swasta": make.figure("swasta «40» orang", "orang", "swasta"),
        "masyarakat": make.figure("masyarakat «5» orang sementara", "orang", "masyarakat"),
    }
    index, again = make.figure("hasil capaian «76,69»"), make.figure("ketahanan keluarga «75,79»")
    goal, reached = (
        make.figure("target «10» keluarga", "keluarga"),
        make.figure("hasil capaian «10» keluarga", "keluarga"),
    )
    spread = make.figure("sebanyak «50.739»")
    spreads = {
        row: make.figure(f"{row} sebanyak «{value}»", "", row)
        for row, value in (("Pelajar", "12.556"), ("ASN", "154"), ("Masyarakat", "37.781"), ("swasta", "248"))
    }
    make.figure("shabu «18,84» gram", "gram", "shabu")
    first = check("sum", [("total", tested), *(("part", f) for f in tests.values())], values=("1711", "1711"))
    sum_hits = check(
        "sum",
        [("total", positive), *(("part", f) for f in hits.values())],
        "inconsistent",
        ("16", "14"),
        cue="hanya … yang positif",
    )
    sum_outs = check(
        "sum",
        [("total", out), *(("part", f) for f in outs.values())],
        "inconsistent",
        ("13", "46"),
        cue="terdiri dari",
    )
    said = check("restatement", [("value", index), ("value", again)], "inconsistent", ("75.79", "76.69"))
    checks = [
        first,
        sum_hits,
        sum_outs,
        said,
        check("target", [("target", goal), ("achieved", reached)], explanation="Target 10, capaian 10."),
        check("subset", [("whole", tested), ("part", positive)], explanation="16 dari 1.711 orang."),
        check("sum", [("total", spread), *(("part", f) for f in spreads.values())], values=("50739", "50739")),
    ]
    findings = [
        finding(
            again,
            said,
            "Mohon diperiksa: indeks ketahanan keluarga tertulis 76,69 dan 75,79; mana yang benar?",
            repairs=[repair(1, again, "76,69"), repair(2, index, "75,79")],
        ),
        finding(
            positive,
            sum_hits,
            "Mohon diperiksa: tertulis 16 orang positif, rinciannya berjumlah 14; apakah 16 benar?",
            repairs=[repair(1, positive, "14"), repair(2, hits["swasta"], "13", breaks=1)],
        ),
        finding(
            out,
            sum_outs,
            "Mohon diperiksa: tertulis 13 orang rawat jalan, rinciannya berjumlah 46; apakah 13 benar?",
            repairs=[
                repair(1, outs["swasta"], "7", "recomputed"),
                repair(2, out, "46", "digit"),
                repair(3, outs["masyarakat"], "-28", "value"),
            ][:2],
        ),
    ]
    cells = [
        *(Cell(f, "tes urine", row, "diperiksa", "part") for row, f in tests.items()),
        *(Cell(f, "tes urine", row, "positif", "part") for row, f in hits.items()),
        Cell(tested, "tes urine", "total", "diperiksa", "total"),
        Cell(positive, "tes urine", "total", "positif", "total"),
        *(Cell(f, "sebaran informasi", row, "sebaran", "part") for row, f in spreads.items()),
        Cell(spread, "sebaran informasi", "total", "sebaran", "total"),
    ]
    return make.audit(checks, findings, cells)


HOSTILE = (
    "<script>alert(1)</script> & \"dua\" 'tiga' javascript:alert(2) \u202e\u2066 ](http://x) `kode` | *tebal* _miring_"
    "\nTotal 7 orang <img src=x onerror=alert(3)>, yakni 3 pria dan 5 wanita </style></script><!-- -->"
    "\n{{ 7 * 7 }} {% raw %} \x00 akhir"
)


def hostile(doc_id: str = "jahat/<b>\"x\"&'y' #1?") -> Audit:
    """A release that tries to run, wherever a word of it is shown."""
    make = Maker(HOSTILE, doc_id)
    bad = "<script>alert(4)</script>\"'><svg onload=alert(5)>|\u202e"
    total, men, women = (make.figure(q, bad, bad) for q in ("Total «7» orang", "yakni «3» pria", "dan «5» wanita"))
    wrong = check("sum", [("total", total), ("part", men), ("part", women)], "inconsistent", ("7", "8"), bad, bad, bad)
    holds = check(bad, [("value", men)], claim_id="x", explanation=bad)
    asked = finding(total, wrong, bad, repairs=[replace(repair(1, total, "8", bad), proposed=bad)])
    done = make.audit(
        [wrong, holds], [asked], [Cell(men, bad, bad, bad, "part"), Cell(total, bad, "total", bad, "total")]
    )
    document = replace(done.document, title=bad, source=bad, published=bad, sha256=bad)
    return replace(done, document=document)
