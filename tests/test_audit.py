"""Any text is audited: each figure points at its words, and each claim at figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import document_from_text
from pipeline.language import load
from pipeline.run import audit

INDONESIAN = load("id")
CUES = sorted({phrase for entry in INDONESIAN.data["words"].values() for phrase in entry["words"]})
NUMBERS = ["7", "12", "1.711", "3,86", "12,5 persen", "Rp 3,5 juta", "dua belas", "1.2.3,4,5", "½", "1e9", "٣"]
MARKS = [",", ".", ":", ";", "(", ")", "\n", "\n\n", "\n- ", "\n1. ", " – ", "“", "/", "orang", "kasus", "2024"]
WORDS = st.sampled_from(CUES) | st.sampled_from(NUMBERS) | st.sampled_from(MARKS)
LISTS = st.tuples(st.sampled_from(CUES), st.integers(2, 400).map(str)).map(" ".join)
TEXTS = (st.lists(WORDS, max_size=60) | st.lists(LISTS, max_size=40)).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_audited(text: str) -> None:
    result = audit(document_from_text("release", text), INDONESIAN)
    found = {f.figure_id for f in result.figures}
    assert all(text[f.start : f.end] == f.text for f in result.figures)
    assert all(member.figure.figure_id in found for check in result.checks for member in check.claim.members)


HOSTILE = [
    "9" * 5000,
    "1." * 5000,
    "1.234." * 2000 + "567 orang",
    "(" * 5000,
    "," * 5000,
    "12 " * 500,
    "%" * 500,
    "\0\r",
    # found by a run over a megabyte of random cues and numbers: a column with one cell
    "membengkak 312 kelebihan 251 terealisasinya 525 yang lain 585 diungkap 177 masing masing 295 terindikasi 529",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_hostile_text_is_audited(text: str) -> None:
    assert audit(document_from_text("release", text), INDONESIAN).document.doc_id == "release"
