"""Findings: one for each slip, with the figure as it was among the repairs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.crosscheck import crosscheck
from pipeline.diagnose import diagnose
from pipeline.diagnose.slips import origins
from pipeline.kinds import verdict
from pipeline.language import load
from pipeline.records import Claim, Document, Figure, Finding, Member
from tests.arithmetic.figures import claim, figure

ID = load("id")


def findings(*claims: Claim, text: str = "", others: Sequence[Figure] = ()) -> tuple[Finding, ...]:
    figures = [*(f for c in claims for f in c.figures()), *others]
    return diagnose(crosscheck(claims, ID), Document("d", "", "txt", text, ()), ID, figures=figures)


@pytest.mark.parametrize(("slip", "example"), [(n, e["example"]) for n, e in ID.data["slips"]["slip"].items()])
def test_each_slip_is_the_first_that_is_named_in_its_example(slip: str, example: Mapping[str, str]) -> None:
    told = claim(example["kind"], example["roles"])
    others = [figure(text, start=500) for text in example.get("others", "").split(", ") if text]
    (finding,) = findings(told, others=others)
    best = finding.repairs[0]
    assert (best.operation, best.figure.text, best.proposed) == (slip, example["written"], example["proposed"])
    asked = told.role("total")[0] if best.adds else best.figure
    assert (finding.severity, finding.start, finding.end) == ("error", asked.start, asked.end)
    assert ID.data["slips"]["slip"][slip]["name"] in finding.message


CODES = [
    ("percent", "whole: 157; part: 94; percent: 59,78 %", "percent-mismatch"),
    ("subset", "whole: 112; part: 931", "subset-exceeds-whole"),
    ("target", "target: 24; achieved: 35; percent: 154,83 %", "target-mismatch"),
    ("product", "rate: 10; base: 5.899; result: 5.899.000", "product-mismatch"),
    ("average", "mean: 3,98; item: 3,86, 3,92", "average-mismatch"),
    ("change", "old: 21; new: 8; delta: 37", "change-mismatch"),
    ("restatement", "value: 1.268, 1.286", "restatement-mismatch"),
]


@pytest.mark.parametrize(("kind", "roles", "code"), CODES)
def test_a_finding_is_named_after_what_does_not_hold(kind: str, roles: str, code: str) -> None:
    (finding,) = findings(claim(kind, roles))
    assert finding.code == code


def test_a_finding_asks_with_its_working() -> None:
    (finding,) = findings(claim("percent", "whole: 157; part: 94; percent: 59,78 %"))
    assert finding.message == (
        "Mohon diperiksa: tertulis 59,78%, sedangkan 94 dari 157 adalah 59,87% (selisih 0,09). "
        "Mungkin “59,78%” seharusnya “59,87%” (dua angka bersebelahan tertukar)."
    )


def test_what_holds_gives_no_finding() -> None:
    assert findings(claim("sum", "total: 14; part: 1, 0, 11, 2"), claim("target", "target: 24; achieved: 3")) == ()


def sharing(kind: str, role: str, shared: Claim, place: int, others: str, start: int) -> Claim:
    """A claim in which a member of another takes a role."""
    own = claim(kind, others, start=start)
    return replace(own, members=(Member(role, shared.members[place].figure), *own.members))


def test_one_slip_that_spoils_two_claims_is_one_finding_and_mends_both() -> None:
    total = claim("sum", "total: 60; part: 18, 24, 81")
    share = sharing("percent", "part", total, 3, "whole: 60; percent: 30 %", 500)
    (finding,) = findings(total, share)
    best = finding.repairs[0]
    assert (best.figure.text, best.proposed, best.fixes, best.breaks) == ("81", "18", 2, 0)
    assert "1 hitungan lain" in finding.message


def test_a_repair_that_breaks_another_claim_comes_after_one_that_does_not() -> None:
    total = claim("sum", "total: 16; part: 1, 2, 11")
    holds = sharing("percent", "whole", total, 0, "part: 4; percent: 25 %", 500)
    (finding,) = findings(total, holds)
    assert finding.repairs[0].breaks == 0
    assert {r.breaks for r in finding.repairs if r.figure.text == "16"} == {1}


def test_two_slips_are_two_findings() -> None:
    found = findings(claim("sum", "total: 16; part: 3, 11"), claim("restatement", "value: 901, 910", start=500))
    assert [f.code for f in found] == ["sum-mismatch", "restatement-mismatch"]


def test_a_correction_that_stands_elsewhere_in_the_text_comes_first() -> None:
    mentions = claim("sum", "total: 5.319; part: 2.107, 3.112")
    assert findings(mentions)[0].repairs[0].proposed == "5.219"
    assert findings(mentions, text="Sebanyak 3.212 orang")[0].repairs[0].proposed == "3.212"


def test_a_direction_that_the_values_contradict_is_a_warning() -> None:
    (finding,) = findings(claim("change", "old: 40; new: 67; delta: 27", direction="down"))
    assert (finding.code, finding.severity) == ("direction-contradicted", "warning")
    assert findings(claim("change", "old: 40; new: 67; delta: 27", direction="up")) == ()


def test_an_unsure_breakdown_is_no_more_than_a_note() -> None:
    (finding,) = findings(claim("sum", "total: 16; part: 3, 11", tier="weak"))
    assert (finding.code, finding.severity, finding.repairs) == ("breakdown-unconfirmed", "note", ())


def test_an_id_survives_edits_elsewhere_and_is_unique() -> None:
    near, far = "Total 16 orang, yakni 3 pria dan 11 wanita.", "Judul yang baru. "
    spots = {"16": near.index("16"), "3": near.index("3"), "11": near.index("11")}

    def told(offset: int) -> Claim:
        figures = [
            replace(figure(t), figure_id=t, start=at + offset, end=at + offset + len(t)) for t, at in spots.items()
        ]
        members = tuple(Member(r, f) for r, f in zip(("total", "part", "part"), figures, strict=True))
        return Claim("C", "sum", "test", members, "strong", Decimal(1))

    (before,), (after,) = findings(told(0), text=near), findings(told(len(far)), text=far + near)
    assert before.finding_id == after.finding_id
    twice = findings(claim("restatement", "value: 1, 2"), claim("restatement", "value: 1, 2", start=500))
    assert len({f.finding_id for f in twice}) == 2


@given(st.integers(10, 10**7), st.data())
def test_a_digit_changed_or_exchanged_is_found_back(value: int, data: st.DataObject) -> None:
    digits = str(value)
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    changed = digits[:place] + data.draw(st.sampled_from("123456789")) + digits[place + 1 :]
    for slipped in {swapped, changed} - {digits}:
        assert slipped[0] == "0" or value in origins(slipped, False)


@given(st.lists(st.integers(1, 9999), min_size=2, max_size=5), st.data())
def test_a_planted_slip_is_among_the_repairs_and_each_repair_makes_the_claim_hold(
    parts: list[int], data: st.DataObject
) -> None:
    figures = [sum(parts), *parts]
    place = data.draw(st.integers(0, len(parts)))
    was = figures[place]
    figures[place] = data.draw(st.sampled_from(sorted(origins(str(was), True))))
    assume(figures[place] != was)
    planted = claim("sum", f"total: {figures[0]}; part: {', '.join(map(str, figures[1:]))}")
    (finding,) = findings(planted)
    assert len(finding.repairs) == 5 or was in {
        r.value for r in finding.repairs if r.figure == planted.members[place].figure
    }
    for repair in finding.repairs:
        mended = replace(repair.figure, value=repair.value)
        members = tuple(replace(m, figure=mended) if m.figure == repair.figure else m for m in planted.members)
        assert verdict(replace(planted, members=members)).status == "consistent"
