"""Checks: who may be accused, and how a check is told."""

from decimal import Decimal

import pytest

from pipeline.crosscheck import crosscheck
from pipeline.kinds import KINDS
from pipeline.language import load
from pipeline.records import Check
from tests.arithmetic.figures import claim

ID = load("id")


def check(kind: str, roles: str, tier: str = "strong") -> Check:
    (only,) = crosscheck([claim(kind, roles, tier)], ID)
    return only


TOLD = [
    ("sum", "total: 16 orang; part: 1 orang, 0 orang, 11 orang, 2 orang",
     "tertulis 16 orang, rinciannya berjumlah 14 orang (selisih 2)"),
    ("sum", "total: 9,13 triliun; part: 4,12 triliun, 5,02 triliun",
     "4,12 triliun + 5,02 triliun = 9,13 triliun, cocok dalam batas pembulatan"),
    ("sum", "total: >30 orang; part: 18 orang, 14 orang", "18 orang + 14 orang = lebih dari 30 orang"),
    ("percent", "whole: 8; part: 1; percent: 12 %",
     "tertulis 12%, sedangkan 1 dari 8 adalah 13% (selisih 1); angkanya tampak dipotong, bukan dibulatkan"),
    ("change", "old: 40; new: 67; delta: 27; percent: 67,5 %", "dari 40 menjadi 67: perubahan 27 atau 67,5%"),
    ("average", "mean: 3,88; item: 3,86, 3,92",
     "tertulis rata-rata 3,88, sedangkan rata-rata dari 3,86; 3,92 adalah 3,89 (selisih 0,01)"),
    ("restatement", "value: 901, 910", "ukuran yang sama disebut berbeda: 901; 910 (selisih 9)"),
    ("target", "target: 24; achieved: 35", "capaian 35 dari target 24"),
    ("sum", "total: 26 kg; part: 12,5 kg, 12.600 gram",
     "tertulis 26 kg, rinciannya berjumlah 25 kg (selisih 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "roles", "text"), TOLD)
def test_a_check_is_told_with_its_working(kind: str, roles: str, text: str) -> None:
    assert check(kind, roles).explanation == text


@pytest.mark.parametrize(
    ("tier", "status"), [("strong", "inconsistent"), ("weak", "undecided"), ("chance", "undecided")]
)
def test_only_a_strong_reading_accuses(tier: str, status: str) -> None:
    assert check("sum", "total: 16; part: 1, 0, 11, 2", tier).status == status
    assert check("sum", "total: 14; part: 1, 0, 11, 2", tier).status == "consistent"


def test_stated_and_expected_are_in_the_unit_in_which_the_figure_is_written() -> None:
    found = check("sum", "total: 26 kg; part: 12,5 kg, 12.600 gram")
    assert (found.stated, found.expected, found.difference) == (Decimal(26), Decimal(25), Decimal(1))


def test_the_working_lists_every_member_and_what_was_computed() -> None:
    assert check("sum", "total: 30 bibit; part: 18 bibit, 14 bibit").working == (
        ("jumlah", "30 bibit"),
        ("bagian", "18 bibit"),
        ("bagian", "14 bibit"),
        ("dihitung: 18 + 14", "32 bibit"),
        ("tertulis", "30 bibit"),
        ("selisih", "2"),
    )


def test_every_kind_has_its_words() -> None:
    texts, findings = ID.data["explain"], ID.data["findings"].values()
    assert set(texts["kinds"]) == set(KINDS) == {f["kind"] for f in findings if "kind" in f}
    assert {role for kind in KINDS.values() for role in kind.roles} == set(texts["roles"])


def test_every_kind_of_finding_says_what_it_means_and_when_it_is_wrong() -> None:
    keys = {"severity", "name", "means", "example", "mend", "wrong_when"}
    for code, entry in ID.data["findings"].items():
        assert set(entry) - {"kind", "message", "found", "silent", "words"} == keys, code
        assert entry["severity"] in ("error", "warning", "note")
