"""The reports as files in a real browser: findings and figures lead to each other, whatever the release holds."""

import re
from typing import Any

import pytest

from tests.browser.conftest import in_view
from tests.browser.texts import HOSTILE

NARROW = {"viewport": {"width": 390, "height": 800}}


@pytest.mark.parametrize("watched", [{}, NARROW], ids=["wide", "narrow"], indirect=True)
def test_a_finding_leads_to_its_figure_and_back(page: Any, reports: str) -> None:
    page.goto(f"{reports}/dumai-2023.html")
    quoted = page.locator("#t4 blockquote a.focus").first
    mark = page.locator(quoted.get_attribute("href"))
    assert not in_view(mark)
    quoted.click()
    assert in_view(mark)
    assert mark.text_content() == quoted.text_content()
    page.locator("#release a.fig[href='#t1']").first.click()
    assert in_view(page.locator("#t1 h3"))


def test_j_and_k_walk_the_findings_and_bring_the_figure_in_question_into_view(page: Any, reports: str) -> None:
    page.goto(f"{reports}/dumai-2023.html")
    walked = []
    for key in "jjjjjkk":
        page.keyboard.press(key)
        finding = page.locator(".finding:focus")
        walked.append(finding.get_attribute("id"))
        assert in_view(finding.locator("h3"))
        figures = finding.get_attribute("data-figures").split()
        marks = [page.locator(f"#{figure}") for figure in figures]
        assert in_view(next((mark for mark in marks if "focus" in mark.get_attribute("class")), marks[0]))
        assert page.locator(".together").count() == len(figures)
    assert walked == ["t1", "t2", "t3", "t4", "t4", "t3", "t2"]
    page.keyboard.press("Control+j")
    assert page.locator(".finding:focus").get_attribute("id") == "t2"


def test_a_figure_that_was_checked_opens_its_working(page: Any, reports: str) -> None:
    page.goto(f"{reports}/dumai-2023.html")
    mark = page.locator("#release a.fig[href^='#c']").first
    working = page.locator(mark.get_attribute("href"))
    assert not working.is_visible()
    mark.click()
    assert in_view(working)


def test_hostile_text_is_shown_and_not_run(page: Any, reports: str) -> None:
    page.goto(f"{reports}/hostile.html")
    shown = page.locator("#release").inner_text()
    for line in filter(None, HOSTILE.splitlines()):
        assert re.sub("[\u202a-\u202e\u2066-\u2069]", lambda found: f"[U+{ord(found[0]):04X}]", line) in shown
    page.locator("#t1").click()
    assert page.locator("img, svg[onload], [onclick], [href^=javascript]").count() == 0
    assert page.locator("body script").count() == 1
    assert "<script>" in page.title()


OPENED = [
    ("empty", "Naskah ini tidak memuat teks.", 0),
    ("wordy", "Tidak ada angka fakta", 0),
    ("table", "402 angka", 402),
    ("many", "Mohon diperiksa:", 5001),
]


@pytest.mark.parametrize(("name", "words", "figures"), OPENED, ids=[name for name, _, _ in OPENED])
def test_it_opens_whatever_the_release_holds(name: str, words: str, figures: int, page: Any, reports: str) -> None:
    page.goto(f"{reports}/{name}.html")
    assert words in re.sub(r"(\d)\.(\d{3})", r"\1\2", page.locator("header.top").inner_text()).replace("ANGKA", "angka")
    assert page.locator("#release .fig").count() == figures
    page.keyboard.press("j")
    assert page.locator(".finding:focus").count() == bool(page.locator(".finding").count())


def test_the_index_leads_to_the_reports(page: Any, reports: str) -> None:
    page.goto(f"{reports}/index.html")
    page.get_by_role("link", name="dumai-2023").click()
    assert page.url.endswith("/dumai-2023.html")
    page.get_by_role("link", name="semua laporan").click()
    assert page.url.endswith("/index.html")
