"""From bytes to a document: what is a heading or an item, which file is which release, and what cannot be read."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import InputError, Source, document_from_bytes, document_from_text, find, read, skipped
from pipeline.language import load
from pipeline.places import place

LONG = "Kebun kota menanam bibit sepanjang tahun di tiga kecamatan, dan warga ikut merawatnya sampai musim hujan tiba."
WRAPPED = (
    "Kebun kota menanam bibit di tiga kecamatan, yaitu 18 jati\ndi Utara, 12 mahoni di Barat dan 3 randu\ndi Timur."
)
ITEMS = f"P {WRAPPED[:-1]}: | I 3 randu yang ditanam di sebelah timur dan di\n  sebelah barat | I 2 jati"

BLOCKS = [
    # Figures at the head of a line, names and minus signs are no list marks.
    ("12.641 bibit ditanam.", "P 12.641 bibit ditanam."),
    ("17.30 WIB acara dimulai.", "P 17.30 WIB acara dimulai."),
    ("-5 derajat pada malam hari.", "P -5 derajat pada malam hari."),
    ("M. Yusuf menanam 30 bibit.", "P M. Yusuf menanam 30 bibit."),
    ("B. Yusuf", "P B. Yusuf"),
    ("•", "P •"),
    # Marks of lists.
    ("Rincian:\n• 18 jati\n•\t12 mahoni", "P Rincian: | I 18 jati | I 12 mahoni"),
    ("Rincian:\n- 18 jati\n– 12 mahoni\n* 3 randu", "P Rincian: | I 18 jati | I 12 mahoni | I 3 randu"),
    ("Rincian:\n1. 18 jati\n2.Mahoni 12\n3) randu 3", "P Rincian: | I 18 jati | I Mahoni 12 | I randu 3"),
    ("Rincian:\na. 18 jati\nb) 12 mahoni\n(c) 3 randu", "P Rincian: | I 18 jati | I 12 mahoni | I 3 randu"),
    ("Rincian:\n1.1. 18 jati", "P Rincian: | I 18 jati"),
    # A headline is a short first line without a full stop, unless a list hangs on it.
    ("Kebun Tanam 30 Bibit\n\nWarga senang.", "H Kebun Tanam 30 Bibit | P Warga senang."),
    ("Warga menanam 30 bibit.\n\nWarga senang.", "P Warga menanam 30 bibit. | P Warga senang."),
    ("“Kami menanam 30 bibit.”\nWarga senang.", "P “Kami menanam 30 bibit.” | P Warga senang."),
    ("Bibit 30 batang\n- 18 jati", "P Bibit 30 batang | I 18 jati"),
    ("Kebun Tanam 30 Bibit", "P Kebun Tanam 30 Bibit"),
    # Headings between paragraphs: marked with a letter of a series, or of words alone.
    ("Isi.\nA. Kota\nIsi.\nB. Desa\nIsi.", "P Isi. | H Kota | P Isi. | H Desa | P Isi."),
    ("Isi.\nII. Desa\nIsi.", "P Isi. | H II. Desa | P Isi."),
    ("Isi.\nI. Kota\nIsi.\nII. Desa\nIsi.", "P Isi. | H Kota | P Isi. | H Desa | P Isi."),
    ("Isi.\nA. Kota menanam 18 jati.", "P Isi. | I Kota menanam 18 jati."),
    ("Isi.\n\nHasil Panen\n\nIsi.", "P Isi. | H Hasil Panen | P Isi."),
    ("Isi.\n\nKebun Utara : 20 bibit\nIsi.", "P Isi. | P Kebun Utara : 20 bibit | P Isi."),
    # Markdown.
    ("# Kebun\n\n## Hasil\n\n- 18 jati", "H Kebun | H Hasil | I 18 jati"),
    ("| jenis | bibit |\n|---|--:|\n| jati | 18 |", "C jenis | C bibit | C jati | C 18"),
    # Lines broken by hand at the width of the page belong together; those of an open text do not.
    (f"{WRAPPED}\n\nWarga senang.", f"P {WRAPPED} | P Warga senang."),
    (f"{WRAPPED[:-1]}:\n- 3 randu yang ditanam di sebelah timur dan di\n  sebelah barat\n- 2 jati", ITEMS),
    (f"{LONG}\nKebun Utara : 20\nKebun Barat : 10", f"P {LONG} | P Kebun Utara : 20 | P Kebun Barat : 10"),
    ("", ""),
    (" \n\n ", ""),
]
TABLES = [
    ("| jenis | bibit |\n|---|--:|\n| jati | 18 |", "1:1:1 jenis | 1:1:2 bibit | 1:2:1 jati | 1:2:2 18"),
    # An empty cell keeps the columns, a bar behind a backslash is one of the text, "-" is a cell.
    ("| a | | c |\n|:-:|-|-|\n| | 2 | - |", "1:1:1 a | 1:1:3 c | 1:2:2 2 | 1:2:3 -"),
    ("| a \\| b | 12", "1:1:1 a \\| b | 1:1:2 12"),
    # Another table, and what stands right below one.
    ("| a | 1 |\nIsi.\n| b | 2 |", "1:1:1 a | 1:1:2 1 | Isi. | 2:1:1 b | 2:1:2 2"),
    # Tabs, where they part figures from names; not where they stand behind bullets or the figures are few.
    ("\tL\tP\nKota\t12\t\nDesa\t\t5", "1:1:2 L | 1:1:3 P | 1:2:1 Kota | 1:2:2 12 | 1:3:1 Desa | 1:3:3 5"),
    ("1.\t18 jati\n2.\t12 randu\n3.\t9 mahoni", "18 jati | 12 randu | 9 mahoni"),
    ("Kota\t12\nDesa\t5", "Kota\t12 | Desa\t5"),
    ("Ketua\tAmir\nWakil\tBudi\nPanitia\t5", "Ketua\tAmir | Wakil\tBudi | Panitia\t5"),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_cell_says_where_it_stands(text: str, expected: str) -> None:
    document = document_from_text("kebun", text)
    told = [(b.cell, document.text[b.start : b.end]) for b in document.blocks]
    assert " | ".join(f"{c.table}:{c.row}:{c.column} {words}" if c else words for c, words in told) == expected


KINDS = {"paragraph": "P", "item": "I", "heading": "H", "cell": "C"}


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: str) -> None:
    document = document_from_text("kebun", text)
    assert " | ".join(f"{KINDS[b.kind]} {document.text[b.start : b.end]}" for b in document.blocks) == expected


@given(st.text(st.sampled_from("aB1. -•|#\n\t)(A,\\\r\u2028"), max_size=60))
def test_blocks_are_apart_in_order_and_trimmed(text: str) -> None:
    document = document_from_text("kebun", text)
    bounds = [offset for block in document.blocks for offset in (block.start, block.end)]
    assert bounds == sorted(bounds)
    for block in document.blocks:
        covered = document.text[block.start : block.end]
        assert covered and covered == covered.strip()


@given(st.text(st.sampled_from("ab 1,\n"), max_size=60))
def test_words_are_in_blocks(text: str) -> None:
    document = document_from_text("kebun", text)
    outside = list(document.text)
    for block in document.blocks:
        outside[block.start : block.end] = " " * (block.end - block.start)
    assert not "".join(outside).strip()


READABLE = [
    (b"30 bibit", "30 bibit", ""),
    ("\ufeff30 bibit".encode(), "30 bibit", ""),
    ("“30 bibit” – kebun".encode(), "“30 bibit” – kebun", ""),
    (b"30 bibit\r\n18 jati\r12 mahoni", "30 bibit\n18 jati\n12 mahoni", ""),
    # Other encodings in use.
    ("“30 bibit” – kebun".encode("cp1252"), "“30 bibit” – kebun", "encoding Windows-1252"),
    ("“30 bibit” – kebun".encode("utf-16"), "“30 bibit” – kebun", "encoding UTF-16"),
    ("\ufeff“30 bibit” – kebun".encode("utf-16-be"), "“30 bibit” – kebun", "encoding UTF-16"),
    ("Ditanam 30 bibit".encode("utf-16-le"), "Ditanam 30 bibit", "encoding UTF-16"),
    ("Ditanam 30 bibit".encode("utf-16-be"), "Ditanam 30 bibit", "encoding UTF-16"),
    # What a program before us garbled.
    ("â€œ30 bibitâ€\x9d â€“ kebun".encode(), "“30 bibit” – kebun", "mojibake 3"),
    ("30Â bibit (jati)Â dan\n12Â\xa0mahoni".encode(), "30 bibit (jati) dan\n12\xa0mahoni", "mojibake 3"),
    ("ï»¿30 bibit, 5 mÂ², CafÃ©".encode(), "30 bibit, 5 m², Café", "mojibake 3"),
    ("â€œ30 bibitâ€\x9d".encode("cp1252", "ignore") + b" \xa3", "“30 bibitâ€ £", "encoding Windows-1252, mojibake 1"),
    # And what only looks like that.
    ("“DI CAFÉ” Âsa – Ãngström â 5".encode(), "“DI CAFÉ” Âsa – Ãngström â 5", ""),
]


@pytest.mark.parametrize(("data", "text", "notes"), READABLE)
def test_what_is_read(data: bytes, text: str, notes: str) -> None:
    document = document_from_bytes("kebun", data, "raw/kebun.txt")
    assert (document.text, document.format, document.source) == (text, "txt", "raw/kebun.txt")
    assert ", ".join(map(" ".join, document.notes)) == notes
    assert document.sha256 == sha256(data).hexdigest()


GARBLED = st.lists(st.sampled_from(["Â ", "â€œ", "â€\x9d", "Ã©", "Â", "a", "7", " ", "\n", "\r\n"])).map("".join)


@given(GARBLED)
def test_every_character_but_the_mended_is_that_of_the_file(text: str) -> None:
    document = document_from_bytes("a", f"7{text}".encode(), "a.txt")
    source = f"7{text}".replace("\r\n", "\n")
    lines = source.split("\n")
    for offset, char in enumerate(document.text):
        found = place(document, offset)
        if found and char not in "“”é":
            assert source[found.offset] == char
            assert f"{lines[found.line - 1]}\n"[found.column - 1] == char
    assert not document.notes or len(document.text) == sum(p.end - p.start for p in document.places)


UNREADABLE = [
    ("a.txt", b"", "a.txt: empty; put the text of the release into it or remove it"),
    ("a.txt", b"\xef\xbb\xbf \r\n\t", "a.txt: empty; put the text of the release into it or remove it"),
    ("a.txt", b"baik\nharga \x81 5", "a.txt: line 2: neither UTF-8, UTF-16 nor Windows-1252; save it as UTF-8"),
    ("a.txt", "\ufeff30 bibit".encode("utf-16-le")[:-1], "a.txt: line 1: neither UTF-8, UTF-16 nor Windows-1252; save"),
    (
        "a.txt",
        b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" * 99,
        "a.txt: a binary file, no text; export it as text in UTF-8",
    ),
    ("a.txt", b"PK\x03\x04\0\0", "a.txt: a binary file, no text; export it as text in UTF-8"),
    ("a.xyz", b"30 bibit", "a.xyz: no reader for .xyz; save it as .docx, .htm, .html, .md, .pdf or .txt"),
    ("a", b"30 bibit", "a: no reader for a name without a suffix; save it as .docx, .htm, .html, .md, .pdf or .txt"),
]


@pytest.mark.parametrize(("source", "data", "message"), UNREADABLE)
def test_what_cannot_be_read(source: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        document_from_bytes("a", data, source)
    assert str(error.value).startswith(message)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.LARGEST", 2_000_000)
    (tmp_path / "a.txt").write_bytes(b"x" * 2_000_001)
    with pytest.raises(InputError, match="larger than 2 MB; split it"):
        read(Source("a", str(tmp_path / "a.txt")))


TREES = [
    (["bnn/a.txt", "b.md", "c.json", ".hidden.txt", ".git/d.txt"], ["."], ["b", "bnn/a"], []),
    (["a.txt", "A/b.TXT"], ["."], ["A/b", "a"], []),
    (["x/a.txt"], ["x/a.txt"], ["a"], []),
    (["x/a.txt"], ["x", "x/a.txt", "x"], ["a"], []),
    (["x/a.txt", "y/a.txt"], ["x", "y"], [], ["x/a.txt: has the doc_id 'a', and so has y/a.txt; rename one"]),
    (["a.md", "a.txt", "b.txt"], ["."], ["b"], ["a.md: has the doc_id 'a', and so has a.txt; rename one"]),
    (
        ["index.txt", "x/index.txt"],
        ["."],
        ["x/index"],
        ["index.txt: 'index' is the name of the overview; rename the file"],
    ),
    (["a.txt"], ["no", "a.txt"], ["a"], ["no: no such file or folder; check the path"]),
    (
        ["x/a.json"],
        ["x"],
        [],
        ["x: a folder without releases; put files there that end in .docx, .htm, .html, .md, .pdf or .txt"],
    ),
    (["a.txt", "reports/index.md", "reports/a.md"], ["."], ["a"], []),
]


@pytest.mark.parametrize(("files", "paths", "doc_ids", "messages"), TREES)
def test_which_files_are_releases(
    files: list[str],
    paths: list[str],
    doc_ids: list[str],
    messages: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in files:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("30 bibit")
    found, errors = find(paths, Path("reports"))
    assert sorted(source.doc_id for source in found) == doc_ids
    assert [str(error) for error in errors] == messages


def test_files_without_a_reader_are_mentioned(tmp_path: Path) -> None:
    for name in ("a.txt", "b.json", "c.json"):
        (tmp_path / name).write_text("30 bibit")
    assert skipped([str(tmp_path)]) == [
        f"Skipped: {tmp_path}/b.json and 1 more; releases end in .docx, .htm, .html, .md, .pdf or .txt"
    ]
    assert not skipped([str(tmp_path / "a.txt")])


def test_the_headline_is_the_title() -> None:
    assert document_from_text("a", "Kebun Tanam 30 Bibit\n\nWarga senang.").title == "Kebun Tanam 30 Bibit"
    assert document_from_text("a", "Warga menanam 30 bibit.\n\nHasil\n\nIsi.").title == ""


FORMS = [
    (entry["id"], example, expected)
    for entry in load("id").data["calendar"]["dateline"]
    for expected in ("holds", "silent")
    for example in entry[expected]
]


@pytest.mark.parametrize(("form", "example", "expected"), FORMS)
def test_datelines_of_the_calendar(form: str, example: str, expected: str) -> None:
    assert bool(document_from_text("a", example).published) == (expected == "holds"), form


PUBLISHED = [
    ("YOGYAKARTA, 18 Juli 2023\n\nWarga senang.", "2023-07-18"),
    ("Kebun Kota\n\nDumai, Selasa, 3 Jan 2023 – Warga senang.", "2023-01-03"),
    ("Warga senang, Selasa (24/12/2024).", "2024-12-24"),
    ("Warga senang, Selasa (31/02/2024).", ""),
    ("Satu.\nDua.\nTiga.\nWarga senang, Selasa (24/12/2024).", ""),
]


@pytest.mark.parametrize(("text", "day"), PUBLISHED)
def test_when_it_was_published(text: str, day: str) -> None:
    assert document_from_text("a", text).published == day
