"""Files that are damaged, locked, or built to do harm: one line, exit 2, and all others are done; or done in bounds."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import InputError, document_from_bytes
from tests.documents import docx, pdf
from tests.documents.docx import document, p, tbl
from tests.releases import FAULTY
from tests.test_cli import process

EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0\xb8\0\0\0" * 50
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")
WORD = document(p("Ditanam 30 bibit."))
PAGES = pdf.document([[pdf.text(60, 700, "Ditanam 30 bibit.")]])
ENCRYPT = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >> /ID [<00> <00>]" % (b"41" * 32, b"42" * 32)
LAUGHS = '<!DOCTYPE a [<!ENTITY a "30">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">'


def word(body: str, typed: str = "") -> bytes:
    """A Word file with this body, and a document type before it."""
    relation = f'<Relationship Id="r" Type="{docx.RELATIONS}/officeDocument" Target="word/document.xml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    content = f"{typed}<w:document {docx.SPACES}><w:body>{body}</w:body></w:document>"
    return docx.package(
        {
            "_rels/.rels": f'<Relationships xmlns="{space}">{relation}</Relationships>',
            "word/document.xml": content,
        }
    )


ENTITY = "<w:p><w:r><w:t>&a; bibit</w:t></w:r></w:p>"
DAMAGED = "damaged or no Word file; open it in Word or LibreOffice and save it as .docx again"
NO_PDF = "damaged or no PDF; export it as PDF again"
EMPTY = "empty; put the text of the release into it or remove it"
BOMB = "unpacks to far more than a document holds; ask the sender for another copy"
TYPED = "holds a document type, which no Word file does; ask the sender for another copy"


def _end_moved(data: bytes) -> bytes:
    """The end of a zip file that places its parts before it."""
    end = bytearray(data[-22:])
    end[16:20] = (int.from_bytes(end[16:20], "little") + 5000).to_bytes(4, "little")
    return bytes(end)


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty Word file": ("docx", lambda: b"", EMPTY),
    "an empty PDF": ("pdf", lambda: b"", EMPTY),
    "an empty page": ("html", lambda: b"<html></html>", EMPTY),
    "a program as Word file": ("docx", lambda: EXE, DAMAGED),
    "a program as PDF": ("pdf", lambda: EXE, NO_PDF),
    "a program as page": ("html", lambda: EXE, "a binary file, no text; export it as text in UTF-8"),
    "a locked Word file": ("docx", lambda: LOCKED, "is protected by a password; save a copy without one in Word"),
    "an old Word file": ("docx", lambda: OLE, "is no .docx but an old .doc; save it as .docx in Word"),
    "a locked PDF": (
        "pdf",
        lambda: PAGES.replace(b"trailer\n<<", b"trailer\n<< " + ENCRYPT),
        "is protected by a password; save a copy without one",
    ),
    "a scan": (
        "pdf",
        lambda: pdf.document([[]], picture=True),
        "page 1 has no text layer; run OCR on it or give the Word file",
    ),
    "a form of Adobe": (
        "pdf",
        lambda: PAGES.replace(
            b"/Type /Catalog", b"/Type /Catalog /NeedsRendering true /AcroForm << /XFA [(a) 4 0 R] >>"
        ),
        "is a form that only Adobe Reader shows (XFA); print it to PDF there",
    ),
    "a page of 200,000 lines": (
        "pdf",
        lambda: pdf.document([[f"BT /F 10 Tf {'(Ditanam 30 bibit.) Tj 0 -12 Td ' * 200_000} ET"]]),
        "page 1 has 3799998 characters, more than a page can hold; export it as PDF again",
    ),
    "text that no page has room for": (
        "pdf",
        lambda: pdf.document([["1000000 0 0 1000000 0 0 cm " * 3 + pdf.text(60, 700, "Ditanam 30 bibit.")]]),
        NO_PDF,
    ),
    "a PDF without pages": ("pdf", lambda: pdf.document([]), NO_PDF),
    "pages within themselves": ("pdf", lambda: PAGES.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), NO_PDF),
    "an empty page of a PDF": ("pdf", lambda: pdf.document([[]]), EMPTY),
    "a part before its package": (
        "docx",
        lambda: WORD[:-22] + _end_moved(WORD),
        DAMAGED,
    ),
    "half a Word file": ("docx", lambda: WORD[: len(WORD) // 2], DAMAGED),
    "a Word file with a hole": ("docx", lambda: WORD.replace(WORD[60:90], b"\0" * 30), DAMAGED),
    "half a PDF": ("pdf", lambda: PAGES[: len(PAGES) // 4], NO_PDF),
    "another package": (
        "docx",
        lambda: docx.package({"mimetype": "application/x"}),
        "no Word document inside; open it in the program that made it and save it as .docx",
    ),
    "broken XML": ("docx", lambda: word("<w:p>"), DAMAGED),
    "a zip bomb": ("docx", lambda: word(" " * 20_000_000), BOMB),
    "entities that multiply": ("docx", lambda: word(ENTITY, f"{LAUGHS}]>"), TYPED),
    "an entity from outside": ("docx", lambda: word(ENTITY, f"{OUTSIDE}]>"), TYPED),
    "deep XML": (
        "docx",
        lambda: word("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000),
        "elements nested more than 200 deep; ask the sender for another copy",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read(name: str) -> None:
    form, data, line = BAD[name]
    with pytest.raises(InputError) as error:
        document_from_bytes("a", data(), f"a.{form}")
    assert str(error.value) == f"a.{form}: {line}"


def test_bad_files_are_a_line_each_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/good.txt").write_text(FAULTY)
    for number, (form, data, _) in enumerate(BAD.values()):
        (tmp_path / f"raw/bad{number}.{form}").write_bytes(data())
    done = process("run", "raw", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == len(BAD) and "Traceback" not in done.stderr
    assert (tmp_path / "reports/good.html").is_file()
    assert not (tmp_path / "reports/bad0.html").exists()


LEVEL = f'<w:start w:val="{"9" * 5000}"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="{"%1" * 100_000}"/>'
COUNTED = {
    "numbering": f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">{LEVEL}</w:lvl></w:abstractNum>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
}
LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a PDF of 2,000 pages": ("pdf", lambda: pdf.document([[pdf.text(60, 700, "Ditanam 30 bibit.")]] * 2000)),
    "a Word file with 10,000 tables": ("docx", lambda: document(tbl(["Kota", "Bibit"], ["Utara", "30"]) * 10_000)),
    "a page of 100,000 elements in each other": (
        "html",
        lambda: b"<div>" * 100_000 + b"Ditanam 30 bibit." + b"</div>" * 100_000,
    ),
    "cells that reach over each other": (
        "html",
        lambda: b"<table>" + b"<tr><td rowspan=1000 colspan=1000>a<td>30" * 300,
    ),
    "numbers of items that are longer than numbers": ("docx", lambda: document(p("30 bibit", number=2), parts=COUNTED)),
    "a page of tags without end": ("html", lambda: b"Ditanam 30 bibit." + b"<a b='" * 300_000),
    "a megabyte of signs": ("html", lambda: b"Ditanam 30 bibit." + b"<" * 500_000 + b"&" * 500_000),
}
TOLD = {"a PDF of 2,000 pages": 2000, "a Word file with 10,000 tables": 10_000, "cells that reach over each other": 300}
MEMORY = 1_500_000_000  # bytes that a reader may use, the interpreter and its libraries included


@pytest.mark.parametrize("name", LARGE)
def test_large_files_are_read_in_bounded_memory(name: str, tmp_path: Path) -> None:
    form, data = LARGE[name]
    (tmp_path / f"a.{form}").write_bytes(data())
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "from pipeline.ingest import Source, read\n"
        f"text = read(Source('a', 'a.{form}')).text\n"
        "print(text.count('30'))"
    )
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == TOLD.get(name, 1)


def test_nothing_outside_a_package_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(f"<w:document {docx.SPACES}><w:body>{p('Rahasia 9')}</w:body></w:document>")
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    for target, mode in ((f"file://{tmp_path}/secret.xml", "External"), (f"{tmp_path}/secret.xml", "Internal"),
                         ("../../secret.xml", "Internal")):  # fmt: skip
        relation = (
            f'<Relationship Id="r" Type="{docx.RELATIONS}/officeDocument" Target="{target}" TargetMode="{mode}"/>'
        )
        data = docx.package({"_rels/.rels": f'<Relationships xmlns="{space}">{relation}</Relationships>'})
        with pytest.raises(InputError, match="no Word document inside"):
            document_from_bytes("a", data, str(tmp_path / "a.docx"))


MADE = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "made").iterdir())}
DAMAGE = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=30)


@given(st.sampled_from(sorted(MADE)), DAMAGE, st.floats(0.1, 1))
def test_a_damaged_document_is_read_or_refused(name: str, damage: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(MADE[name])
    for at, byte in damage:
        data[int(at * len(data))] = byte
    try:
        assert document_from_bytes("a", bytes(data[: int(kept * len(data))]), name).text
    except InputError as error:
        assert str(error).startswith(name)
