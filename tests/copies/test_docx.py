"""The commented copy of a Word file: each comment is on the very figure, and all else is as it was."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from pipeline.cli import cli
from pipeline.copies.docx import copy
from pipeline.ingest import Options, document_from_bytes
from pipeline.language import load
from pipeline.records import Audit, Document
from pipeline.run import audit
from tests.copies import office
from tests.documents.docx import W, document, p, package, r, tbl
from tests.documents.make import MADE, RAW, as_docx, raw
from tests.documents.test_docx import BOX, CITED, DELETED, FIELD
from tests.test_cli import CLEAN, FAULTY

LANGUAGE = load("id")
REST = " bibit, terdiri dari 18 bibit jati dan 14 bibit mahoni."
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def read(data: bytes, changes: str = "accepted") -> Document:
    return document_from_bytes("a", data, "a.docx", options=Options(changes))


def audited(data: bytes, changes: str = "accepted") -> Audit:
    return audit(read(data, changes), LANGUAGE)


def copied(data: bytes, changes: str = "accepted") -> bytes:
    return copy(audited(data, changes), LANGUAGE, lambda: data)


def members(data: bytes) -> dict[str, bytes]:
    archive = ZipFile(BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def ranges(data: bytes) -> dict[str, str]:
    """The author of each comment with its number, and the text that it is on; "*" for what is no text."""
    opened = python_docx.Document(BytesIO(data))
    authors = {str(comment.comment_id): comment.author for comment in opened.comments}
    return {f"{authors[key]} {key}": text for key, text in _ranges(opened.element.body)}


def _ranges(body: etree._Element) -> Iterator[tuple[str, str]]:
    nodes, name = [*body.iter()], f"{{{W}}}id"
    for start in (node for node in nodes if node.tag == f"{{{W}}}commentRangeStart"):
        key = start.get(name)
        (end,) = (node for node in nodes if node.tag == f"{{{W}}}commentRangeEnd" and node.get(name) == key)
        (mark,) = (node for node in nodes if node.tag == f"{{{W}}}commentReference" and node.get(name) == key)
        assert nodes.index(mark) > nodes.index(end)
        yield key, "".join(map(_shown, nodes[nodes.index(start) : nodes.index(end)]))


def _shown(node: etree._Element) -> str:
    if node.tag == f"{{{W}}}t":
        return "".join(map(str, node.xpath("text()")))
    return "*" if node.tag in (f"{{{W}}}footnoteReference", f"{{{W}}}txbxContent") else ""


TABLE = tbl(["Kecamatan", "Bibit"], ["Utara", "18"], ["Barat", "14"], ["Jumlah", "30"])
LINK = f'<w:hyperlink w:anchor="x">{r("Ditanam 30 bi")}</w:hyperlink>'
PLAIN = "<w:r><w:t>Ditanam 30{}</w:t></w:r>"
BOXED = BOX.replace("Kotak 7 bibit.", FAULTY)
NOTE = f'<w:footnote w:id="2">{p(FAULTY)}</w:footnote>'

# What is in the paragraph, and the text that the comment is on.
PLACES = [
    ("within a run", [p(FAULTY)], "30"),
    ("a run of its own", [p(r("Ditanam "), r("30", "<w:b/>"), r(REST))], "30"),
    ("split over runs", [p(r("Ditanam 3", "<w:i/>"), r("0", "<w:b/>"), r(REST))], "30"),
    ("the start of a run", [p(r("Ditanam "), r(f"30{REST}", "<w:b/>"))], "30"),
    ("the end of a run", [p(r("Ditanam 30", "<w:b/>"), r(REST))], "30"),
    ("beside a tab", [p(r("Ditanam"), f"<w:r><w:tab/><w:t>30{REST}</w:t></w:r>")], "30"),
    ("before a tab", [p(f"<w:r><w:t>Ditanam 30</w:t><w:tab/><w:t>{REST}</w:t></w:r>")], "30"),
    ("inserted", [p(r("Ditanam "), f'<w:ins w:id="1" w:author="a">{r(f"30{REST}")}</w:ins>')], "30"),
    ("half inserted", [p(r("Ditanam "), f'<w:ins w:id="1" w:author="a">{r("3")}</w:ins>', r(f"0{REST}"))], "30"),
    ("something deleted in it", [p(r("Ditanam 3"), DELETED, r(f"0{REST}"))], "30"),
    ("a link", [p(LINK, r(REST.removeprefix(" bi")))], "30"),
    ("a field", [p(r("Ditanam "), FIELD, r(REST))], "30"),
    ("a content control", [p(f"<w:sdt><w:sdtContent>{r(FAULTY)}</w:sdtContent></w:sdt>")], "30"),
    ("a cell", [p("Bibit per kecamatan."), TABLE], "30"),
    ("entities", [p(f"<w:r><w:t>B &amp; D: ditanam &#51;&#x30;{REST}</w:t></w:r>")], "30"),
    ("a comment of XML", [p(f"<w:r><w:t>Ditanam <!-- 9 -->3<!-- 8 -->0{REST}</w:t></w:r>")], "30"),
    ("a CDATA section", [p(f"<w:r><w:t><![CDATA[{FAULTY}]]></w:t></w:r>")], FAULTY),
    ("a footnote: its reference", [p(r("Ditanam bibit"), CITED, r(" di kota."))], "*"),
    ("a footnote: its reference, within a run", [p(f"{CITED.replace('<w:r>', '<w:r><w:t>Bibit</w:t>')}")], "*"),
    ("a text box: the run that holds it", [p(r("Lihat kotak."), BOXED)], f"*{FAULTY}*{FAULTY}"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_the_comment_is_on_the_very_figure(body: list[str], expected: str) -> None:
    data = document(*body, parts={"footnotes": NOTE})
    made = copied(data)
    assert list(ranges(made).values()) == [expected]
    assert read(made).text == read(data).text
    assert read(made, "original").text == read(data, "original").text
    assert copied(made) == made
    before, after = members(data), members(made)
    assert {name for name in after if after[name] != before.get(name)} == CHANGED


@pytest.mark.parametrize(
    "encode", [lambda x: x.replace("w:", "v:").replace(":w=", ":v="), lambda x: x.encode("utf-16")]
)
def test_other_prefixes_and_encodings(encode: Callable[[str], str | bytes]) -> None:
    parts: dict[str, str | bytes] = dict(members(document(p(FAULTY))))
    text = bytes(parts["word/document.xml"]).decode().replace('encoding="UTF-8"', "")  # type: ignore[arg-type]
    parts["word/document.xml"] = encode(text)
    made = copied(package(parts))
    assert list(ranges(made).values()) == ["30"]
    assert copied(made) == made


def test_blanks_at_a_cut_are_kept() -> None:
    made = copied(document(p(f"<w:r><w:t>Ditanam 30{REST}</w:t></w:r>")))
    assert b'<w:t xml:space="preserve">Ditanam </w:t>' in members(made)["word/document.xml"]


def test_of_the_original_the_figure_that_is_read() -> None:
    body = p(r("Ditanam "), DELETED.replace("12", "30"), f'<w:ins w:id="1" w:author="a">{r("32")}</w:ins>', r(REST))
    assert ranges(copied(document(body))) == {}
    made = copied(document(body), "original")
    (comment,) = python_docx.Document(BytesIO(made)).comments
    assert comment.text.startswith("Mohon diperiksa: tertulis 30 bibit")


@pytest.mark.parametrize("name", RAW)
def test_all_findings_of_a_release(name: str) -> None:
    data = as_docx(raw(name))
    whole = audited(data)
    found = sorted((finding.start, finding.end) for finding in whole.open_findings())
    made = copied(data)
    assert sorted(ranges(made).values()) == sorted(whole.document.text[start:end] for start, end in found)
    assert read(made).text == whole.document.text
    assert copied(made) == made


@pytest.mark.parametrize("path", sorted(MADE.glob("*.docx")), ids=lambda path: path.stem)
def test_files_of_another_program(path: Path) -> None:
    data = path.read_bytes()
    made = copied(data)
    found = [f"{whole[f.start : f.end]}" for whole in (read(data).text,) for f in audited(data).open_findings()]
    assert sorted(ranges(made).values()) == sorted(found)
    assert copied(made) == made


def annotations(path: Path) -> list[int]:
    """The notes on the first page of a PDF."""
    page = pypdfium2.PdfDocument(path)[0]
    kinds = [
        pdfium.FPDFAnnot_GetSubtype(pdfium.FPDFPage_GetAnnot(page, n))
        for n in range(pdfium.FPDFPage_GetAnnotCount(page))
    ]
    return [kind for kind in kinds if kind == pdfium.FPDF_ANNOT_TEXT]


def by_people(data: bytes) -> bytes:
    """The file after somebody has commented on its second run in Word, and answered the first comment there is."""
    opened = python_docx.Document(BytesIO(data))
    opened.add_comment(opened.paragraphs[0].runs[0], "Sudah dicek?", author="Sari", initials="S")
    out = BytesIO()
    opened.save(out)
    return out.getvalue()


def test_comments_of_people_stay() -> None:
    data = by_people(document(p(FAULTY)))
    made = copied(data)
    assert ranges(made) == {"Sari 0": FAULTY, "press-audit 1": "30"}
    assert copied(made) == made
    late = by_people(copied(document(p(r("Ditanam "), r(f"30{REST}")))))
    assert ranges(copied(late)) == {"press-audit 2": "30", "Sari 1": "Ditanam "}


def test_what_has_been_corrected_is_no_longer_commented() -> None:
    made = members(by_people(copied(document(p(FAULTY)))))
    made["word/document.xml"] = made["word/document.xml"].replace(b"14 bibit", b"12 bibit")
    left = copied(package(dict(made)))
    assert read(left).text == CLEAN
    assert ranges(left) == {"Sari 1": "Ditanam "}
    assert b"press-audit" not in b"".join(members(left).values())


EXTENDED = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:commentEx w15:paraId="0A" w15:done="0"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>'
    "</w15:commentsEx>"
)


def test_an_answer_to_a_comment_of_ours_stands_for_itself() -> None:
    parts = {name: content.decode() for name, content in members(by_people(copied(document(p(FAULTY))))).items()}
    name = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId'
    ours, others = parts["word/comments.xml"].split("</w:comment>", 1)
    parts["word/comments.xml"] = f"{ours.replace('<w:p>', f'<w:p {name}=§0A§>', 1)}</w:comment>{others}".replace(
        "§", '"'
    )
    parts["word/commentsExtended.xml"] = EXTENDED
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    link = f'<Relationship Id="x" Type="{kind}" Target="commentsExtended.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace("</Relationships>", link)
    left = members(copied(package(dict(parts))))["word/commentsExtended.xml"].decode()
    assert 'paraId="0A"' not in left and "paraIdParent" not in left and 'paraId="0B"' in left


@office.writer
@pytest.mark.xdist_group("office")
def test_it_opens_in_another_program(tmp_path: Path) -> None:
    body = [p(r("Ditanam "), DELETED, r("3", "<w:b/>"), r(f"0{REST}")), p(r("Lihat"), CITED), TABLE]
    (tmp_path / "a.docx").write_bytes(copied(by_people(document(*body, parts={"footnotes": NOTE.replace("30", "31")}))))
    notes = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    office.convert([tmp_path / "a.docx"], notes, tmp_path)
    assert len(annotations(tmp_path / "a.pdf")) == 4


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in a folder with a Word file."""
    monkeypatch.chdir(tmp_path)
    Path("a.docx").write_bytes(document(p(FAULTY), p(r("Lihat"), CITED), parts={"footnotes": NOTE.replace("30", "31")}))
    return lambda *arguments: CliRunner().invoke(cli, arguments, catch_exceptions=False)


QUESTION = (
    "Please check: 30 bibit is stated, the parts add up to 32 bibit (difference 2). "
    "Perhaps “30 bibit” should be “32 bibit” (one digit differs)."
)
OF_NOTE = "footnote 1: “31”\nPlease check: 31 bibit is stated"


def test_what_a_comment_says(call: Callable[..., Result]) -> None:
    assert call("run", "a.docx", "--format", "docx", "--lang", "en").exit_code == 1
    first, second = python_docx.Document("reports/a.docx").comments
    assert (first.author, first.initials) == ("press-audit", "pa")
    question, one, other, kind = first.text.splitlines()
    assert question == QUESTION
    assert one.startswith("part") and one.endswith(": 18 bibit (paragraph 1)")
    assert other.startswith("part") and other.endswith(": 14 bibit (paragraph 1)")
    assert kind.startswith("mismatch · sum-mismatch · ")
    assert second.text.startswith(OF_NOTE)


def test_what_is_accepted_is_not_commented(call: Callable[..., Result]) -> None:
    for finding in audited(Path("a.docx").read_bytes()).findings:
        assert call("accept", finding.finding_id, "a.docx", "--why", "sudah dicek").exit_code == 0
    assert call("run", "a.docx", "--format", "docx").exit_code == 0
    assert members(Path("reports/a.docx").read_bytes()) == members(Path("a.docx").read_bytes())


REFUSED = [
    (("a.docx", "--out", "."), "Error: a.docx: the copy would be written over it; choose another folder with --out\n"),
    (("b.txt",), "Error: --format docx: none of these releases is a .docx file\n"),
    (("-", "--input-format", "docx"), "Error: -: no copy: what was piped is gone; name a file\n"),
    (("c.docx", "a.docx"), "Error: c.docx: no copy: holds a document type, which no Word file does; "
                           "ask the sender for another copy\n"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "line"), REFUSED)
def test_what_can_not_be_copied(arguments: tuple[str, ...], line: str, call: Callable[..., Result]) -> None:
    before = Path("a.docx").read_bytes()
    Path("b.txt").write_text(FAULTY)
    bad = members(copied(before)) | {"word/comments.xml": b'<!DOCTYPE a [<!ENTITY a "30">]><a>&a;</a>'}
    Path("c.docx").write_bytes(package(dict(bad)))
    result = CliRunner().invoke(cli, ["run", *arguments, "--format", "docx"], input=before, catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (2, line)
    assert Path("a.docx").read_bytes() == before
    assert Path("reports/a.docx").exists() == ("a.docx" in arguments[1:])
