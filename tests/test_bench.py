"""``press-audit bench``: what it plants is a slip in one figure that stood right, and what it counts adds up."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from pipeline import bench
from pipeline.batch import audit_all
from pipeline.bench.plant import every, readings
from pipeline.cli import cli
from pipeline.language import load
from tests.releases import CLEAN, FAULTY

RAW = Path(__file__).parents[1] / "raw"
LANGUAGE = load("id")
SCALES = {"ribu": Decimal(1000), "juta": Decimal(1000000)}
AUDITS = audit_all([str(RAW)], LANGUAGE).audits
SLIPS = bench.slips(AUDITS, LANGUAGE, seed=3, count=80)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command where ``clean.txt`` and ``faulty.txt`` are releases."""
    monkeypatch.chdir(tmp_path)
    Path("clean.txt").write_text(CLEAN)
    Path("faulty.txt").write_text(FAULTY)
    return lambda *arguments: CliRunner().invoke(cli, ["bench", *arguments], catch_exceptions=False)


WRITTEN = [
    ("30", "nought too many", {"300"}),
    ("30", "nought too few", {"3"}),
    ("1.200", "nought too many", {"12.000"}),
    ("1.200", "nought too few", {"120"}),
    ("35", "nought too few", set()),
    ("2,5", "nought too many", set()),
    ("1.711", "dot and comma", {"1,711"}),
    ("1.234,5", "dot and comma", {"1,234.5"}),
    ("12,34", "comma moved", {"1,234", "123,4"}),
    ("2,5", "comma moved", set()),
    ("2,5 juta", "scale word", {"2,5 ribu"}),
    ("25 juta", "nought too many", {"250 juta"}),
    ("25", "scale word", set()),
]


@pytest.mark.parametrize(("written", "slip", "expected"), WRITTEN)
def test_what_a_slip_makes_of_a_number(written: str, slip: str, expected: set[str]) -> None:
    made = (dict(every(SCALES)(written, Random(seed))).get(slip) for seed in range(20))
    assert {after for after in made if after} == expected


@pytest.mark.parametrize(
    ("written", "values"),
    [("1.711", "1711 1.711"), ("2,5 juta", "2500000"), ("2,5 lusin", ""), ("1,234.5", ""), ("18", "18")],
)
def test_how_a_number_can_be_read(written: str, values: str) -> None:
    assert readings(written, SCALES) == set(map(Decimal, values.split()))


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_changes_one_figure_that_stood_right(slip: bench.Slip) -> None:
    text = slip.audited.document.text
    assert text[slip.start : slip.start + len(slip.before)] == slip.before != slip.after
    claims = [(c.status, f) for c in slip.audited.checks for f in c.claim.figures() if f.start <= slip.start < f.end]
    assert {status for status, _ in claims} <= {"consistent", "undecided"}
    assert {figure.value for _, figure in claims} == {slip.was}


def test_all_kinds_of_slips_are_planted() -> None:
    assert {slip.name for slip in SLIPS} >= {"digit", "swap", "missing", "nought too many", "scale word", "comma moved"}


def test_every_release_has_its_share() -> None:
    first = bench.slips(AUDITS, LANGUAGE, seed=3, count=len(AUDITS))
    assert {slip.audited.document.doc_id for slip in first} == {audited.document.doc_id for audited in AUDITS}


def test_the_blocks_move_with_the_text() -> None:
    for slip in SLIPS:
        before, after = slip.audited.document, bench.mistyped(slip)
        assert [after.text[b.start : b.end] for b in after.blocks if not b.start <= slip.start < b.end] == [
            before.text[b.start : b.end] for b in before.blocks if not b.start <= slip.start < b.end
        ]


def test_the_counts_add_up(call: Callable[..., Result]) -> None:
    told = json.loads(call(str(RAW), "--count", "40", "--format", "json").stdout)
    for group in ("kind of claim", "kind of slip"):
        assert {name: sum(row[name] for row in told[group].values()) for name in told["all"]} == told["all"]
    assert told["all"]["planted"] == len(told["slips"]) == 40
    assert told["all"]["found"] == sum(slip["found"] for slip in told["slips"])
    assert told["all"]["found"] + told["all"]["missed"] == 40
    assert told["all"]["found"] > 10
    assert all(slip["found"] for slip in told["slips"] if slip["first repair right"])


def test_the_table_says_what_the_data_say(call: Callable[..., Result]) -> None:
    rows = call("clean.txt", "--count", "2").stdout.splitlines()
    data = json.loads(call("clean.txt", "--count", "2", "--format", "json").stdout)
    assert rows[0].split() == ["all", *" ".join(data["all"]).split()]
    assert rows[1].split() == [str(number) for number in data["all"].values()]
    assert rows[4].split() == ["sum", *(str(number) for number in data["kind of claim"]["sum"].values())]


def test_a_slip_is_told_with_its_place(call: Callable[..., Result]) -> None:
    result = call("clean.txt", "--count", "1", "--verbose")
    (slip,) = json.loads(call("clean.txt", "--count", "1", "--format", "json").stdout)["slips"]
    place = f"clean.txt:{slip['line']}:{slip['column']}: {slip['before']} became {slip['after']}"
    assert CLEAN[slip["column"] - 1 :].startswith(slip["before"])
    assert f"1 of 1: {place} ({slip['kind of slip']}), {slip['role']} of a sum: " in result.stderr


def test_the_seed_decides_and_nothing_else(call: Callable[..., Result]) -> None:
    bnn, polri = str(RAW / "bnn"), str(RAW / "polri")
    one, again = (
        call(bnn, polri, "--count", "9", "--format", "json"),
        call(polri, bnn, "--count", "9", "--format", "json"),
    )
    other = call(bnn, polri, "--count", "9", "--format", "json", "--seed", "2")
    assert one.stdout == again.stdout != other.stdout


ENDS = [
    (["clean.txt"], 0, ""),
    (["clean.txt", "faulty.txt"], 0, ""),
    (["clean.txt", "nowhere"], 2, "Error: nowhere: no such file or folder; check the path\n"),
    (
        ["faulty.txt"],
        2,
        "Error: no claim that holds has a figure that could be mistyped; name more releases\n",
    ),
]


@pytest.mark.parametrize(("paths", "code", "err"), ENDS)
def test_how_it_ends(paths: list[str], code: int, err: str, call: Callable[..., Result]) -> None:
    result = call(*paths, "--count", "3")
    assert (result.exit_code, result.stderr) == (code, err)
    assert result.stdout.startswith("all ")
    assert sorted(path.name for path in Path().iterdir()) == ["clean.txt", "faulty.txt"]
