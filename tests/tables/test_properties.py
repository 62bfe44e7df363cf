"""Tables of any size: with totals, shares and changes as a press office reckons them nothing is said against them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import audit

COUNTS = st.integers(1, 99_999)
LARGE = st.integers(1_000, 99_999)  # of smaller figures some agree by chance
NAMES = ("Utara", "Selatan", "Timur", "Barat", "Hulu", "Hilir", "Pesisir", "Lembah")
Rows = Sequence[Sequence[int]]


def rows(columns: int, counts: st.SearchStrategy[int] = COUNTS) -> st.SearchStrategy[Rows]:
    return st.lists(st.lists(counts, min_size=columns, max_size=columns), min_size=2, max_size=len(NAMES))


def whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def rounded(part: int, of: int) -> str:
    """The percentage with two decimals; a half goes up, away from nought."""
    return str((Decimal(100 * part) / of).quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")


def table(head: str, body: Sequence[Sequence[str]], last: str = "") -> str:
    names = [*NAMES[: len(body) - bool(last)], *([last] if last else [])]
    lines = [head.split(" | "), ["---"] * len(head.split(" | ")), *([n, *r] for n, r in zip(names, body, strict=True))]
    return "# Laporan Kebun\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def summed(found: Rows) -> Rows:
    return [*found, [sum(column) for column in zip(*found, strict=True)]]


def messages(text: str) -> list[str]:
    return [finding.message for finding in audit(text).findings]


@settings(max_examples=40, deadline=None)
@given(rows(3))
def test_totals_both_ways_are_silent(found: Rows) -> None:
    body = [[*map(whole, row), whole(sum(row))] for row in summed(found)]
    assert messages(table("Kebun | Jati | Mahoni | Randu | Jumlah", body, "Jumlah")) == []


@settings(max_examples=40, deadline=None)
@given(rows(1))
def test_shares_of_a_total_are_silent(found: Rows) -> None:
    total = sum(row[0] for row in found)
    body = [[whole(row[0]), rounded(row[0], total)] for row in summed(found)]
    assert messages(table("Kebun | Bibit | Persen (%)", body, "Total")) == []


@settings(max_examples=40, deadline=None)
@given(rows(2))
def test_changes_are_silent(found: Rows) -> None:
    body = [[whole(old), whole(new), whole(new - old), rounded(new - old, old)] for old, new in found]
    assert messages(table("Kebun | 2023 | 2024 | Selisih | Persen", body)) == []


@settings(max_examples=40, deadline=None)
@given(rows(4, LARGE))
def test_figures_that_have_nothing_to_do_with_each_other_are_silent(found: Rows) -> None:
    body = [[*map(whole, row)] for row in found]
    assert messages(table("Kebun | Pohon | Luas | Persen hujan | Selisih tinggi", body, "Kebun kota")) == []


CELLS = st.text(alphabet="0123456789.,²½٣-–% ab()", max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=3, max_size=6))
@example([("٣0", "", ""), ("", "", ""), ("", "", "")])
def test_whatever_stands_in_its_cells_a_table_is_read(rows: list[tuple[str, str, str]]) -> None:
    lines = (f"| {' | '.join(row)} |" for row in [("Kebun", "Bibit", "Petak"), ("--", "--", "--"), *rows])
    assert audit("\n".join(lines)).document.blocks
