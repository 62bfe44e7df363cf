"""What tells a figure of a claim from the others beside its role."""

import pytest

from pipeline import audit

NUMBERED = """Hasil pemeriksaan bibit disajikan pada tabel berikut.

| No | Kecamatan | Diperiksa | Rusak |
| 1 | Utara | 18 | 3 |
| 2 | Barat | 12 | 2 |
| Jumlah | | 30 | 5 |
"""
NAMED = [
    # Of a list what is behind all of its figures, or else what is before all of them; else nothing.
    ("Sebanyak 30 bibit mati, 18 bibit karena kering dan 12 bibit karena hama.",
     ["jumlah", "bagian (kering)", "bagian (hama)"]),
    ("Jalan desa 610 kilometer: 427 kilometer (70 persen) baik, 122 kilometer (20 persen) rusak ringan dan "
     "61 kilometer (10 persen) rusak berat.", ["jumlah (Jalan desa)", *["bagian"] * 3]),
    # What is behind a figure alone is half of a sentence.
    ("Harga bibit naik dari Rp 12.500 menjadi Rp 13.000 per batang atau naik 4 persen.",
     ["semula (Harga bibit)", "menjadi", "persentase"]),
    # The number of a row is none of its name.
    (NUMBERED, ["jumlah (Jumlah)", "bagian (Utara)", "bagian (Barat)"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_how_the_figures_of_a_claim_are_told_apart(text: str, names: list[str]) -> None:
    checks = audit(text).checks
    assert names in [[name for name, _ in check.working[: len(check.claim.members)]] for check in checks]
