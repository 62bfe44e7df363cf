"""The files of a report: whole, self-contained, linked, and safe to open whatever the release says."""

import json
import posixpath
import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from pipeline.language import load
from pipeline.records import Audit, Figure, Finding
from pipeline.report import render
from pipeline.report.render import markdown
from tests.report.sample import Maker, check, dumai, finding, hostile

LANGUAGE = load("id")
EMPTY, NO_FIGURES = Maker("", "hampa").audit(), Maker("Tidak ada apa-apa di sini.", "tanpa-angka").audit()
AUDITS = [NO_FIGURES, hostile(), dumai(), EMPTY]
FILES = render(AUDITS, LANGUAGE)
ENGLISH = render(AUDITS, load("id", "en"))
PAGES = {name: content for name, content in FILES.items() if name.endswith(".html")}
VOID = {"meta", "br", "hr", "img", "link", "input"}
Attributes = dict[str, str | None]


class Page(HTMLParser):
    """Reads a page strictly: every tag that opens must close, in order."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, Attributes]] = []
        self.text = ""
        self.code: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(content)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"{tag} has an attribute twice: {names}"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("style", "script"):
            self.code[self._open[-1]] = data
        else:
            self.text += data

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.tags if attribute in attributes]


def test_the_files_are_an_index_a_page_for_each_release_and_the_findings() -> None:
    expected = {"index.html", "index.md", "findings.json", "findings.schema.json"}
    expected |= {f"{audit.document.doc_id}.{suffix}" for audit in AUDITS for suffix in ("html", "md")}
    assert set(FILES) == expected


def test_the_order_of_the_releases_does_not_matter() -> None:
    assert render(AUDITS[::-1], LANGUAGE) == FILES


@pytest.mark.parametrize("doc_id", ["index", "tanpa-angka"])
def test_two_reports_of_one_name_are_refused(doc_id: str) -> None:
    with pytest.raises(ValueError, match=f"{doc_id}.html"):
        render([NO_FIGURES, Maker("", doc_id).audit()], LANGUAGE)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages_and_places_that_there_are(name: str) -> None:
    for href in Page(PAGES[name]).all("href"):
        parts = urlsplit(href)
        assert not parts.scheme and not parts.netloc, href
        path = unquote(parts.path)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        assert target in FILES, href
        assert not parts.fragment or parts.fragment in Page(FILES[target]).all("id"), href


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_each_place_once(name: str) -> None:
    ids = Page(PAGES[name]).all("id")
    assert len(set(ids)) == len(ids)
    labels = [each for attribute in ("aria-labelledby",) for each in Page(PAGES[name]).all(attribute)]
    assert set(labels) <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_from_outside(name: str) -> None:
    page = Page(PAGES[name])
    assert not any(tag in ("img", "link", "iframe", "object", "base", "form") for tag, _ in page.tags)
    assert not any(a in ("src", "style", "srcset") or a.startswith("on") for _, found in page.tags for a in found)
    assert "url(" not in page.code["style"] and "@import" not in page.code["style"]
    assert "fetch(" not in page.code.get("script", "")


@pytest.mark.parametrize("name", PAGES)
def test_only_our_own_style_and_script_may_run(name: str) -> None:
    page = Page(PAGES[name])
    (policy,) = (found["content"] for tag, found in page.tags if found.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for kind, code in page.code.items():
        digest = b64encode(sha256(code.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_hostile_text_is_shown_and_not_run() -> None:
    page = Page(FILES[f"{hostile().document.doc_id}.html"])
    assert [tag for tag, _ in page.tags if tag in ("script", "img", "style")] == ["style", "script"]
    for shown in (
        "<script>alert(1)</script>",
        "javascript:alert(2)",
        "<img src=x",
        "{{ 7 * 7 }}",
        "[U+202E]",
        "[U+0000]",
    ):
        assert shown in page.text
    assert not {"\u202e", "\u2066", "\x00"} & set("".join(FILES.values()).replace(FILES["findings.json"], ""))


@pytest.mark.parametrize("audit", [dumai(), hostile()], ids=["dumai", "hostile"])
def test_the_release_is_on_its_page_as_written(audit: Audit) -> None:
    page = Page(FILES[f"{audit.document.doc_id}.html"]).text
    for line in audit.document.text.splitlines():
        assert re.sub(r"[\x00\u202e\u2066]", lambda c: f"[U+{ord(c[0]):04X}]", line) in page


def test_every_figure_is_marked_with_its_state_and_leads_to_its_finding() -> None:
    marks = {
        found["id"]: (found["class"], found.get("href"))
        for _, found in Page(FILES["bnn/dumai-2023.html"]).tags
        if (found.get("id") or "").startswith("g")
    }
    assert len(marks) == len(dumai().figures)
    states = [str(css).split()[1] for css, _ in marks.values()]
    assert {state: states.count(state) for state in states} == {
        "undecided": 2,
        "doubt": 12,
        "right": 10,
        "unchecked": 1,
    }
    for css, href in marks.values():
        assert (href or "").startswith("#t") == ("doubt" in str(css)), (css, href)
        assert (href is None) == ("unchecked" in str(css)), (css, href)


SHOWN = [
    ("the verdict", "Mohon diperiksa: 3 hal pada siaran pers ini tidak saling cocok"),
    ("the question", "tertulis 16 orang positif, rinciannya berjumlah 14; apakah 16 benar?"),
    ("the working", "bagian (swasta)"),
    ("the cue", "kata “terdiri dari”"),
    ("the rule", "aturan sum.rule"),
    ("how sure", "sangat yakin (95%)"),
    ("what a correction costs", "membuat 1 pemeriksaan cocok, tetapi 1 lainnya menjadi tidak cocok"),
    ("the hidden table", "sebaran informasi"),
    ("the difference in it", "≠ +2"),
    ("the coverage", "belum dapat dipastikan"),
]


@pytest.mark.parametrize(("what", "words"), SHOWN, ids=[what for what, _ in SHOWN])
def test_the_page_shows(what: str, words: str) -> None:
    assert words in Page(FILES["bnn/dumai-2023.html"]).text


def _ordered(content: str, *words: str) -> bool:
    places = [content.index(word) for word in words]
    return places == sorted(places)


@pytest.mark.parametrize("name", ["index.html", "index.md"])
def test_the_index_lists_the_worst_release_first(name: str) -> None:
    assert _ordered(FILES[name], "dumai-2023", "jahat", "hampa", "tanpa-angka", "seluruhnya (4)")


def test_the_index_has_a_verdict_on_all() -> None:
    assert "pada 2 dari 4 siaran pers ada angka yang tidak saling cocok" in FILES["index.html"]
    assert "in 2 of 4 releases there are figures that do not agree" in ENGLISH["index.md"]
    assert "There are no releases." in render([], load("id", "en"))["index.html"]


def test_the_list_of_all_figures_says_where_each_state_comes_from() -> None:
    found = re.findall(r'<a class="fig (\w+)" href="#([tc])\d+">', FILES["bnn/dumai-2023.html"].split("<tbody>")[-1])
    assert Counter(found) == {("doubt", "t"): 12, ("right", "c"): 10, ("undecided", "c"): 2}
    assert FILES["bnn/dumai-2023.md"].count("| diragukan [T") == 12


def test_what_belongs_together_can_be_lit_from_every_finding_and_check() -> None:
    page = Page(FILES["bnn/dumai-2023.html"])
    groups = [found["data-figures"] or "" for _, found in page.tags if "data-figures" in found]
    ids = set(page.all("id"))
    assert len(groups) == len(dumai().checks)
    assert all(len(group.split()) > 1 and set(group.split()) <= ids for group in groups)


def test_a_reader_of_another_language_is_told_how_the_release_writes_its_figures() -> None:
    page, own = ENGLISH["bnn/dumai-2023.html"], FILES["bnn/dumai-2023.html"]
    assert "1.711 is one thousand seven hundred and eleven" in page and 'class="notation"' not in own
    assert '<html lang="en">' in page and '<div class="release" lang="id">' in page
    assert '<td class="n">1.711</td>' in page  # computed, beside the 1.711 that is stated


def test_counts_of_ours_are_written_as_the_reader_writes_them() -> None:
    make = Maker(" ".join(f"x{n} {n + 11} y" for n in range(1234)), "banyak")
    for n in range(1234):
        make.figure(f"x{n} «{n + 11}» y")
    for reader, shown in (("id", "1.234"), ("en", "1,234")):
        assert f"· {shown} " in render([make.audit()], load("id", reader))["banyak.html"]


def _many(figures: int) -> Audit:
    make = Maker("\n".join(f"Desa {n}: {n + 11} bibit" for n in range(figures)), "banyak")
    at = 0
    for n in range(figures):
        at = make.text.index(f": {n + 11} ", at) + 2
        text = str(n + 11)
        make.figures[at] = Figure(f"f{n}", at, at + len(text), text, Decimal(text), 0, 1, "bibit", "count")
    return make.audit()


def test_a_report_grows_with_its_figures_and_no_faster() -> None:
    half, whole = (render([_many(figures)], LANGUAGE)["banyak.html"] for figures in (2_500, 5_000))
    assert Page(whole).text.count("bibit") > 5_000
    assert len(whole) < 2.1 * len(half) and len(whole) < 2_500_000


VERDICTS = [
    ([], "hampa", "tidak memuat teks"),
    ([], "tanpa-angka", "Tidak ada angka fakta"),
    ([], "bersih", "Tidak ditemukan angka yang saling bertentangan; 2 dari 2 angka"),
    (["note"], "bersih", "2 dari 2 angka diperiksa dan cocok, dengan 1 catatan"),
    (["warning", "note"], "bersih", "1 hal perlu dilihat kembali"),
    (["note", "error", "error"], "bersih", "Mohon diperiksa: 2 hal"),
]


@pytest.mark.parametrize(("severities", "doc_id", "verdict"), VERDICTS)
def test_the_verdict(severities: list[str], doc_id: str, verdict: str) -> None:
    if doc_id != "bersih":
        assert verdict in FILES[f"{doc_id}.html"] and verdict in FILES[f"{doc_id}.md"].replace("\\", "")
        return
    make = Maker("Ada 12 orang, sekali lagi 12 orang.", doc_id)
    said = [make.figure("Ada «12»"), make.figure("lagi «12»")]
    holds = check("restatement", [("value", figure) for figure in said], values=("12", "12"))
    asked = [replace(finding(said[0], None, "?", severity), finding_id=str(n)) for n, severity in enumerate(severities)]
    page = render([make.audit([holds], asked)], LANGUAGE)[f"{doc_id}.html"]
    assert verdict in Page(page).text


def test_a_finding_where_no_figure_was_read_marks_its_words() -> None:
    make = Maker("Hadir duabelas puluh orang.", "kata")
    asked = Finding("f", "unreadable-figure", "warning", "", 6, 20, "Mohon diperiksa: berapa?")
    page = Page(render([make.audit([], [asked])], LANGUAGE)["kata.html"])
    assert ("#t1", "p1") in [(found.get("href"), found.get("id")) for _, found in page.tags]
    assert next(f for tag, f in page.tags if tag == "article")["data-figures"] == "p1"


ESCAPED = [
    ("1.711 orang – 40%", "1.711 orang – 40%"),
    ("-5 derajat", "-5 derajat"),
    ("1. Pendampingan", "1\\. Pendampingan"),
    ("- butir", "\\- butir"),
    ("# judul", "\\# judul"),
    ("> kutip", "\\> kutip"),
    ("*tebal* _miring_ `kode`", "\\*tebal\\* \\_miring\\_ \\`kode\\`"),
    ("<b>[x](http://y)</b>", "\\<b\\>\\[x\\](http://y)\\</b\\>"),
    ("kolom | kolom", "kolom \\| kolom"),
    ("satu\ndua", "satu dua"),
    ("A&B &amp; &#60;", "A&B \\&amp; \\&#60;"),
]


@pytest.mark.parametrize(("text", "escaped"), ESCAPED)
def test_markdown_is_escaped(text: str, escaped: str) -> None:
    assert markdown(text) == escaped


def test_every_table_in_markdown_is_whole() -> None:
    for name, content in FILES.items():
        if name.endswith(".md"):
            for block in re.findall(r"(?:^\|.*\n)+", content, re.MULTILINE):
                widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
                assert len(widths) == 1, block
                assert re.match(r"\| :?-+:? \|", block.splitlines()[1]), block


def test_markdown_says_what_the_page_says() -> None:
    content = FILES["bnn/dumai-2023.md"].replace("\\", "")
    for said in ("T2", "rinciannya berjumlah 14", "| bagian (swasta) | 11 | orang |", "| selisih | **+2** | orang |"):
        assert said in content
    assert "hanya **16** [T2](#t2) orang" in content
    assert "<script" not in re.sub(r"\\<", "", FILES[f"{hostile().document.doc_id}.md"])


FINDING_KEYS = [
    "doc_id",
    "finding_id",
    "code",
    "severity",
    "message",
    "span",
    "claim_id",
    "kind",
    "rule",
    "cue",
    "confidence",
    "stated",
    "expected",
    "difference",
    "figures",
    "repairs",
    "accepted",
    "reason",
]


def test_the_findings_for_programs() -> None:
    content = json.loads(FILES["findings.json"])
    assert list(content) == ["$schema", "version", "language", "documents", "findings"]
    assert all(list(each) == FINDING_KEYS for each in content["findings"])
    second = content["findings"][1]
    assert (second["stated"], second["expected"], second["difference"]) == ("16", "14", "2")
    assert second["span"] == {"start": DUMAI_16, "end": DUMAI_16 + 2, "line": 17, "column": 47}
    assert [(f["role"], f["text"], f["value"]) for f in second["figures"]][:3] == [
        ("total", "16", "16"),
        ("part", "1", "1"),
        ("part", "tidak ada", "0"),
    ]
    assert [(r["rank"], r["proposed"], r["fixes"], r["breaks"]) for r in second["repairs"]] == [
        (1, "14", 1, 0),
        (2, "13", 1, 1),
    ]


DUMAI_16 = dumai().document.text.index("16 orang yang positif")


def test_values_keep_the_decimals_that_the_text_had() -> None:
    first = json.loads(FILES["findings.json"])["findings"][0]
    assert [figure["value"] for figure in first["figures"]] == ["76.69", "75.79"]
    assert (first["difference"], first["confidence"]) == ("-0.90", "0.95")
