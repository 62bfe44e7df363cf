"""Every figure has one state, and the states add up to all figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.records import Audit
from pipeline.report.coverage import counts, states
from tests.report.sample import Maker, check, dumai, finding

TEXT = "Total 7 orang: 3 pria dan 5 wanita."


def _states(status: str, values: tuple[str, str] | None, severity: str = "", accepted: bool = False) -> str:
    """The states of 7 and 3, checked together, and of 5, which is not."""
    make = Maker(TEXT)
    total, men, _ = make.figure("Total «7»"), make.figure("«3» pria"), make.figure("«5» wanita")
    made = check("sum", [("total", total), ("part", men)], status, values)
    asked = [replace(finding(total, made, "?", severity), accepted=accepted)] if severity else []
    return " ".join(states(make.audit([made], asked)).values())


CASES = [
    ("a check that holds and computes", ("consistent", ("7", "7")), "right right unchecked"),
    ("a check that holds and computes nothing", ("consistent", None), "undecided undecided unchecked"),
    ("a check that cannot decide", ("undecided", ("7", "8")), "undecided undecided unchecked"),
    ("a check that fails", ("inconsistent", ("7", "8")), "doubt doubt unchecked"),
    ("a check that fails, asked about", ("inconsistent", ("7", "8"), "error"), "doubt doubt unchecked"),
    ("a check that fails, accepted", ("inconsistent", ("7", "8"), "error", True), "undecided undecided unchecked"),
    ("a warning beside a check that holds", ("consistent", ("7", "7"), "warning"), "doubt right unchecked"),
    ("a note beside a check that holds", ("consistent", ("7", "7"), "note"), "right right unchecked"),
]


@pytest.mark.parametrize(("case", "given", "expected"), CASES, ids=[case for case, _, _ in CASES])
def test_states(case: str, given: tuple[str, tuple[str, str] | None], expected: str) -> None:
    assert _states(*given) == expected


def test_doubt_outweighs_a_check_that_holds() -> None:
    make = Maker(TEXT)
    total, men = make.figure("Total «7»"), make.figure("«3» pria")
    holds = check("restatement", [("value", total)], values=("7", "7"))
    fails = check("sum", [("total", total), ("part", men)], "inconsistent", ("7", "8"))
    for checks in ([holds, fails], [fails, holds]):
        assert states(make.audit(checks))[total.figure_id] == "doubt"


@pytest.mark.parametrize("audit", [dumai(), Maker("").audit()], ids=["dumai", "empty"])
def test_the_states_add_up_to_all_figures(audit: Audit) -> None:
    assert list(counts(audit)) == ["right", "doubt", "undecided", "unchecked"]
    assert sum(counts(audit).values()) == len(audit.figures)


def test_dumai_has_figures_in_every_state() -> None:
    assert counts(dumai()) == {"right": 10, "doubt": 12, "undecided": 2, "unchecked": 1}
    assert Decimal(10 + 12 + 2 + 1) == len(dumai().figures)
