"""The working of a check, its chart, and the hidden tables."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.language import load
from pipeline.records import Cell, Check
from pipeline.report.tables import tables
from pipeline.report.wording import short, wording
from pipeline.report.working import bars, rows
from pipeline.text import visible
from tests.report.sample import Maker, check

WORDS = wording(load("id"))
TEXT = "Total 7,5 orang: 3 pria dan 5 wanita; tahun lalu 10, kini 6, turun 5 atau 40 persen; di kepala berita 76."


def _figures() -> Maker:
    make = Maker(TEXT)
    for quote in ("Total «7,5»", "«3» pria", "«5» wanita", "lalu «10»", "kini «6»", "turun «5»", "«40» persen", "«76»"):
        make.figure(quote, label=quote.split("» ")[-1] if "» " in quote else "")
    return make


TOTAL, MEN, WOMEN, OLD, NEW, DELTA, PERCENT, HEAD = _figures().figures.values()
SUM = check("sum", [("total", TOTAL), ("part", MEN), ("part", WOMEN)], "inconsistent", ("7.5", "8"))
CHANGE = check("change", [("old", OLD), ("new", NEW), ("delta", DELTA)], "inconsistent", ("5", "4"))
SAID = check("restatement", [("value", HEAD), ("value", MEN)], "inconsistent", ("76", "3"))
BOUND = check("subset", [("whole", TOTAL), ("part", MEN)])

WORKINGS = [
    (SUM, "bagian (pria)=3 bagian (wanita)=5 dihitung=8 tertulis · jumlah=7,5 selisih=-0,5"),
    (CHANGE, "old=10 new=6 dihitung=4 tertulis · delta=5 selisih=+1"),
    (SAID, "disebut=76 disebut (pria)=3 selisih=+73"),
    (BOUND, "whole=7,5 bagian (pria)=3"),
]


@pytest.mark.parametrize(("made", "expected"), WORKINGS, ids=[made.claim.kind for made, _ in WORKINGS])
def test_rows(made: Check, expected: str) -> None:
    assert " ".join(f"{row.words}={row.value}" for row in rows(made, WORDS)) == expected


def test_a_row_leads_to_the_figure_that_it_tells() -> None:
    assert [row.figure for row in rows(SUM, WORDS)] == [MEN, WOMEN, None, TOTAL, None]


def test_the_unit_has_a_column_of_its_own() -> None:
    make = Maker("Total 7 orang, 3% naik.")
    total, percent = make.figure("Total «7»", "orang"), replace(make.figure("«3%»", "%", value="3"), kind="percent")
    told = (("jumlah", "7 orang"), ("persentase", "3%"))
    made = replace(check("percent", [("whole", total), ("percent", percent)]), working=told)
    assert [(row.value, row.unit) for row in rows(made, WORDS)] == [("7", "orang"), ("3%", "")]


def test_measures_in_different_units_are_not_drawn_to_one_scale() -> None:
    kilos, grams = (replace(f, kind="measure", unit=unit) for f, unit in ((TOTAL, "kg"), (MEN, "gram")))
    members = [("total", kilos), ("part", grams), ("part", WOMEN)]
    assert bars(check("sum", members, "inconsistent", ("7.5", "8")), WORDS) == ()


def test_people_under_many_names_are_drawn() -> None:
    members = [("total", TOTAL), ("part", replace(MEN, unit="pria")), ("part", replace(WOMEN, unit="wanita"))]
    assert len(bars(check("sum", members, "inconsistent", ("7.5", "8")), WORDS)) == 2


def test_a_change_told_by_its_percentage_alone_is_drawn_too() -> None:
    share = replace(PERCENT, unit="%", kind="percent", text="50%", value=Decimal(50))
    made = check("change", [("old", OLD), ("new", NEW), ("percent", share)], "inconsistent", ("50", "40"))
    *_, said = bars(made, WORDS)
    assert (said.value, [(s.x, s.width) for s in said.segments]) == ("50%", [(500, 500)])


def test_a_sum_is_drawn_as_its_parts_against_the_total() -> None:
    parts, stated = bars(SUM, WORDS)
    assert [(s.x, s.width) for s in parts.segments] == [(0, 375), (375, 625)]
    assert [(s.x, s.width) for s in stated.segments] == [(0, 937)]
    assert (parts.value, stated.value) == ("8", "7,5")


def test_a_change_is_drawn_from_the_old_value() -> None:
    old, new, delta = bars(CHANGE, WORDS)
    assert [[(s.x, s.width) for s in bar.segments] for bar in (old, new, delta)] == [
        [(0, 1000)],
        [(0, 600)],
        [(500, 500)],
    ]


def test_what_holds_or_is_no_sum_is_not_drawn() -> None:
    holds = check("sum", [("total", TOTAL), ("part", MEN)], "consistent", ("7.5", "7.5"))
    assert bars(holds, WORDS) == bars(SAID, WORDS) == ()


UNSEEN = [
    ("kanan \u202e kiri", "kanan [U+202E] kiri"),
    ("nol\u200blebar", "nol[U+200B]lebar"),
    ("\x00", "[U+0000]"),
    ("spasi\u00a0biasa\ttab\nbaris", "spasi\u00a0biasa\ttab\nbaris"),
    ("“kutip” – naïf 👨‍👩‍👧", "“kutip” – naïf 👨‍👩‍👧"),
]


@pytest.mark.parametrize(("text", "shown"), UNSEEN)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_table_has_its_totals_stated_and_computed() -> None:
    make = Maker("5 pria, 6 wanita, total 11; uji 2 dan 3, total 6.")
    five, six, eleven = make.figure("«5» pria"), make.figure("«6» wanita"), make.figure("total «11»")
    two, three, wrong = make.figure("uji «2»"), make.figure("dan «3»"), make.figure("total «6».")
    (table,) = tables(
        [
            Cell(five, "t", "pria", "hadir", "part"),
            Cell(two, "t", "pria", "uji", "part"),
            Cell(six, "t", "wanita", "hadir", "part"),
            Cell(three, "t", "wanita", "uji", "part"),
            Cell(eleven, "t", "total", "hadir", "total"),
            Cell(wrong, "t", "total", "uji", "total"),
        ]
    )
    (foot,) = table.foot
    assert (table.columns, [name for name, _ in table.rows]) == (("hadir", "uji"), ["pria", "wanita"])
    assert [(int(t.computed), int(t.difference), t.agrees) for t in foot.totals if t] == [(11, 0, True), (5, 1, False)]


def test_a_total_at_the_end_of_a_row_sums_the_row() -> None:
    make = Maker("Tes 3 dan 4, total 8.")
    one, two, total = make.figure("Tes «3»"), make.figure("dan «4»"), make.figure("total «8»")
    places = ((one, "a", "part"), (two, "b", "part"), (total, "semua", "total"))
    (table,) = tables([Cell(figure, "t", "tes", column, role) for figure, column, role in places])
    assert table.foot == ()
    assert table.totals[total.figure_id].difference == 1


def test_rounded_parts_may_miss_their_total_by_the_rounding() -> None:
    make = Maker("Belanja 1,4 dan 1,4, total 2,9 triliun; 1,40 dan 1,41 dan total 2,9 ton.")
    one, two, total = make.figure("«1,4» dan 1,4,"), make.figure("1,4 dan «1,4»,"), make.figure("«2,9» triliun")
    rows_ = ((one, "a", "part"), (two, "b", "part"), (total, "total", "total"))
    (table,) = tables([Cell(figure, "t", row, "nilai", role) for figure, row, role in rows_])
    assert table.totals[total.figure_id].agrees


SHORT = [
    ("pendek", "pendek"),
    ("satu dua tiga empat lima enam tujuh", "satu dua … enam tujuh"),
    ("tanpaspasisamasekalidalamkatanya", "tanpaspasisa … dalamkatanya"),
]


@pytest.mark.parametrize(("text", "shown"), SHORT)
def test_the_middle_of_a_long_label_is_left_out(text: str, shown: str) -> None:
    assert short(text, 24) == shown
