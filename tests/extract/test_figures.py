"""What is read out of a text: spans, values, units and bounds."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.language import load
from pipeline.records import Block, Document, Figure

INDONESIAN = load("id")


def figures(text: str) -> tuple[Figure, ...]:
    return extract(Document("d", "d", "text", text, ()), INDONESIAN)


READ = [
    # text; then for each figure "span = value unit"
    ("total 1.711 orang", ["1.711 = 1711 orang"]),
    ("sabu 39.198,24 gram", ["39.198,24 = 39198.24 gram"]),
    ("ganja 10.107,396 gram", ["10.107,396 = 10107.396 gram"]),
    ("terserap 98.59 %", ["98.59 = 98.59 %"]),
    ("naik 5.86%, lalu 65℅", ["5.86 = 5.86 %", "65 = 65 %"]),
    ("12.4 Miliar", ["12.4 Miliar = 12400000000 "]),
    ("1,700,50 gram", ["1,700,50 = 1700.50 gram"]),
    ("178,883 orang", ["178,883 = 178883 orang"]),
    ("12,112,181 anak", ["12,112,181 = 12112181 anak"]),
    ("indeks 84,821", ["84,821 = 84.821 "]),
    ("31,418 triliun", ["31,418 triliun = 31418000000000 "]),
    ("sebanyak 3.125 orang", ["3.125 = 3125 orang"]),
    ("level 8.390, lalu area 8,390", ["8.390 = 8390 ", "8,390 = 8390 "]),
    ("2058 orang", ["2058 = 2058 orang"]),
    # what looks like a name, an age or a place in an order is none where it is too large, or told in a list of others
    ("yaitu SNBP 1.960, SNBT 3.136 kursi", ["1.960 = 1960 kursi", "3.136 = 3136 kursi"]),
    ("penyandang lanjut usia 22.096", ["22.096 = 22096 "]),
    ("Garut 12, Tasik 7, Bogor 5. Juga Tasik 2", ["12 = 12 ", "7 = 7 ", "5 = 5 ", "2 = 2 "]),
    ("di Bima 74, Kota Bima 51", ["74 = 74 ", "51 = 51 "]),
    ("Kecamatan Meurah Dua 862 orang", ["862 = 862 orang"]),
    ("asal Oman (131), Laos (64)", ["131 = 131 ", "64 = 64 "]),
    ("Pembebasan Bersyarat 22, Cuti Bersyarat 11", ["22 = 22 ", "11 = 11 "]),
    # a blank inside, a blank too few
    ("sebanyak 5. 351 orang", ["5. 351 = 5351 orang"]),
    ("seluas 149, 45 hektare", ["149, 45 = 149.45 hektare"]),
    ("Rp 806, 2 triliun", ["Rp 806, 2 triliun = 806200000000000 Rp"]),
    ("12, 15 dan 20 persen", ["12 = 12 %", "15 = 15 %", "20 = 20 %"]),
    ("dan1.000 lembar", ["1.000 = 1000 lembar"]),
    ("ada 12 orang.Jumlah itu", ["12 = 12 orang"]),
    ("1.Item 5 unit", ["5 = 5 unit"]),
    ("Januari: 35 unitFebruari: 74 unit", ["35 = 35 unit", "74 = 74 unit"]),
    ("1,2juta jiwa", ["1,2juta = 1200000 jiwa"]),
    # words, and both
    ("sembilan kasus", ["sembilan = 9 kasus"]),
    ("dua belas kasus", ["dua belas = 12 kasus"]),
    ("dua ratus lima puluh ribu orang", ["dua ratus lima puluh ribu = 250000 orang"]),
    ("3 (tiga) orang", ["3 (tiga) = 3 orang"]),
    ("12 (dua belas) perkara", ["12 (dua belas) = 12 perkara"]),
    ("nilai 3,00 (tiga koma nol nol)", ["3,00 (tiga koma nol nol) = 3.00 "]),
    ("lima (5) LKN", ["lima (5) = 5 lkn"]),
    ("tiga koma dua lima persen", ["tiga koma dua lima = 3.25 %"]),
    ("dua koma lima juta jiwa", ["dua koma lima juta = 2500000 jiwa"]),
    ("satu gram, salah satu jenis", ["satu = 1 gram"]),
    ("tujuh orang dan seorang warga", ["tujuh = 7 orang", "seorang = 1 orang"]),
    # money
    ("Rp 12,4 Miliar", ["Rp 12,4 Miliar = 12400000000 Rp"]),
    ("Rp. 259.700.000,-", ["Rp. 259.700.000,- = 259700000 Rp"]),
    ("Rp15.000.000 (lima belas juta rupiah)", ["Rp15.000.000 (lima belas juta rupiah) = 15000000 Rp"]),
    ("Rp187.523.827.849,00", ["Rp187.523.827.849,00 = 187523827849.00 Rp"]),
    ("Rp3 M dan Rp 2,6 T", ["Rp3 M = 3000000000 Rp", "Rp 2,6 T = 2600000000000 Rp"]),
    ("Rp1 miliar 250 juta", ["Rp1 miliar 250 juta = 1250000000 Rp"]),
    ("Rp 10 juta-Rp 500 juta", ["Rp 10 juta = 10000000 Rp", "Rp 500 juta = 500000000 Rp"]),
    ("50 jt rupiah", ["50 jt = 50000000 Rp"]),
    ("US$53,86 miliar", ["US$53,86 miliar = 53860000000 US$"]),
    ("USD 1,88 miliar", ["USD 1,88 miliar = 1880000000 USD"]),
    ("2,7 miliar dolar AS", ["2,7 miliar = 2700000000 dolar AS"]),
    # units that are no scales, points, ranges, shared units
    ("1,9 ton", ["1,9 = 1.9 ton"]),
    ("turun 29,26 poin", ["29,26 = 29.26 poin"]),
    ("0,5 persen poin", ["0,5 = 0.5 persen poin"]),
    ("15 - 40 cm", ["15 = 15 cm", "40 = 40 cm"]),
    ("dua sampai tiga kali", ["dua = 2 kali", "tiga = 3 kali"]),
    ("masing-masing 25, 45 dan 30 orang", ["25 = 25 orang", "45 = 45 orang", "30 = 30 orang"]),
    ("dari 12.268 menjadi 12.347 orang", ["12.268 = 12268 orang", "12.347 = 12347 orang"]),
    ("ke-36 jemaah itu", ["36 = 36 jemaah"]),
    ("27 kasus/38 orang", ["27 = 27 kasus", "38 = 38 orang"]),
    ("rawat jalan 390 orang", ["390 = 390 orang"]),
    # none
    ("tes urine 45 orang, yang positif tidak ada, lalu", ["45 = 45 orang", "tidak ada = 0 orang"]),
    ("12 orang luka, luka berat nihil", ["12 = 12 orang", "nihil = 0 orang"]),
    # dirt
    ("(DEKTARA)Â 78,92", ["78,92 = 78.92 "]),
    ("sabu 15,2\xa0Kg", ["15,2 = 15.2 kg"]),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_figures_of_a_text(text: str, expected: list[str]) -> None:
    assert [f"{f.text} = {f.value} {f.unit}" for f in figures(text)] == expected


BOUNDS = [
    ("sekitar 300 orang", "approximate"),
    ("kurang lebih 12.710 orang", "approximate"),
    ("± 7 persen", "approximate"),
    ("lebih dari Rp 6 juta", "at_least"),
    ("sedikitnya 12 orang", "at_least"),
    ("Rp 6 juta lebih", "at_least"),
    ("11 kg lebih", "at_least"),
    ("hampir 25 kg", "at_most"),
    ("12 persen lebih tinggi", "exact"),
    ("sebanyak 12 orang", "exact"),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_bound(text: str, expected: str) -> None:
    assert [f.bound for f in figures(text)] == [expected]


KINDS = [
    ("12 orang", "count"),
    ("Rp 12", "money"),
    ("12 persen", "percent"),
    ("12 gram", "measure"),
    ("nilai 3,88", "index"),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_kind(text: str, expected: str) -> None:
    assert [f.kind for f in figures(text)] == [expected]


def test_decimals_and_scale_are_those_that_are_written() -> None:
    (figure,) = figures("1,20 juta orang")
    assert (figure.value, figure.decimals, figure.scale) == (Decimal("1200000"), 2, 1_000_000)


def test_the_scale_of_words_is_that_of_the_last_one() -> None:
    assert [f.scale for f in figures("tiga juta orang, dua ratus orang, Rp1 miliar 250 juta")] == [10**6, 1, 10**6]


def test_words_around_a_figure() -> None:
    first, second = figures("Pada 2023 terdapat pelajar 12 orang, swasta 40 orang pada April.")
    assert (first.label, first.period) == ("pelajar", "2023")
    assert (second.label, second.period) == ("swasta", "april")


def test_section_is_the_heading_above_and_list_numbers_lie_outside_the_blocks() -> None:
    text = "Rehabilitasi\n12 klien\n"
    blocks = (Block("heading", 0, 12), Block("item", 16, 21))
    assert extract(Document("d", "d", "text", text, blocks), INDONESIAN) == ()
    blocks = (Block("heading", 0, 12), Block("paragraph", 13, 21))
    assert [f.section for f in extract(Document("d", "d", "text", text, blocks), INDONESIAN)] == ["Rehabilitasi"]


def test_ids_count_the_figures() -> None:
    assert [f.figure_id for f in figures("5 orang dan 6 kasus")] == ["d#F001", "d#F002"]


NUMBERS = st.sampled_from(
    ["12", "1.000", "0,5", "2023", "dua", "belas", "ratus", "juta", "nihil", "tidak ada", "seorang"]
)
WORDS = st.sampled_from(
    ["Rp", "US$", "M", "orang", "dan", "dari", "ke", "tahun", "pukul", "Baca juga", "lebih", "gram"]
)
SNIPPETS = NUMBERS | WORDS | st.sampled_from(list(".,-()%\n Â"))


@given(st.one_of(st.text(), st.lists(SNIPPETS).map(" ".join), st.lists(SNIPPETS).map("".join)))
def test_any_text_is_read_and_spans_say_what_they_are(text: str) -> None:
    found = figures(text)
    assert all(text[f.start : f.end] == f.text and f.text.strip() == f.text for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
