"""The page of ``press-audit serve`` in a real browser, with and without JavaScript."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import in_view
from tests.browser.texts import HOSTILE
from tests.releases import CLEAN, FAULTY
from tests.web.command import ROOT

DUMAI = (ROOT / "raw/bnn/dumai-2023.txt").read_text("utf-8")
WITHOUT_SCRIPT = pytest.mark.parametrize("watched", [{"java_script_enabled": False}], indirect=True)


def paste(page: Any, text: str) -> None:
    """Over all that is there, from the clipboard, as people do."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.locator("#text").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    page.locator("#release").wait_for()


def dropped(page: Any, name: str, content: str) -> None:
    page.evaluate(
        """([name, content]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([content], name));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        [name, content],
    )


def test_the_findings_follow_the_draft(page: Any, address: str) -> None:
    page.goto(address)
    assert "Laporan tampil di sini" in page.locator("#report").inner_text()
    paste(page, DUMAI)
    assert page.locator(".finding").count() == 4
    page.locator("#text").fill(DUMAI.replace("swasta 40 orang", "swasta 7 orang"))
    page.locator("#t4").wait_for(state="detached")
    assert page.locator(".finding").count() == 3
    page.locator("#text").fill("")
    page.locator(".hint").wait_for()


def test_an_edit_moves_nothing_but_what_it_changes(page: Any, address: str) -> None:
    page.goto(address)
    paste(page, DUMAI)
    fold = page.locator("details.check").nth(3)
    fold.locator("summary").click()
    place = page.evaluate("scrollY")
    assert place > 1000
    with page.expect_response(address):
        page.locator("#text").press("End")
        page.keyboard.insert_text(" ")
    page.locator("[aria-busy]").wait_for(state="detached")
    assert page.evaluate("scrollY") == place
    assert fold.get_attribute("open") is not None
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.locator("#said").text_content() == page.locator(".verdict").text_content()


def test_keys_walk_the_findings_but_are_letters_in_the_draft(page: Any, address: str) -> None:
    page.goto(address)
    paste(page, FAULTY)
    page.keyboard.type("j")
    assert page.locator("#text").input_value() == f"{FAULTY}j"
    page.locator(".verdict").click()
    page.keyboard.press("j")
    assert page.locator(".finding:focus").get_attribute("id") == "t1"
    assert in_view(page.locator("#t1 h3"))


BEFORE = ["", "Kebun kota\n\n" * 60, "\U0001f333\U0001f333 kebun. "]


def test_a_finding_leads_to_the_words_that_are_to_be_edited(page: Any, address: str) -> None:
    page.goto(address)
    for before in BEFORE:
        with page.expect_response(address):
            paste(page, before + FAULTY)
        page.locator("[aria-busy]").wait_for(state="detached")
        page.get_by_role("button", name="ubah di naskah").click()
        assert page.locator("#text").evaluate("node => node.scrollTop > 0") == ("\n" in before)
        page.keyboard.insert_text("32")
        assert page.locator("#text").input_value() == before + FAULTY.replace("30", "32")
        page.locator(".verdict.clean").wait_for()


def test_a_file_is_dropped_or_chosen_read_and_edited(page: Any, address: str) -> None:
    page.goto(address)
    dropped(page, "kebun.md", f"\ufeff# Kebun\r\n\r\n{FAULTY}")
    page.locator(".finding").wait_for()
    assert page.locator("#text").input_value() == f"# Kebun\n\n{FAULTY}"
    assert page.locator("#report h1").inner_text() == "Kebun"
    page.locator("#text").press("Control+End")
    page.keyboard.type(" Dan 5 kebun.")
    page.get_by_text("5 kebun").wait_for()
    assert "Berkas kebun.md" in page.locator(".source").inner_text()
    page.locator("#file").set_input_files({"name": "lain.txt", "mimeType": "text/plain", "buffer": b"Ada 7 desa."})
    page.get_by_text("Berkas lain.txt").wait_for()
    assert page.locator("#text").input_value() == "Ada 7 desa."
    paste(page, CLEAN)
    page.get_by_text("18 bibit jati").first.wait_for()
    assert "lain.txt" not in page.locator("body").inner_text()


def test_a_file_that_cannot_be_used_is_said_and_the_draft_stays(page: Any, address: str, watched: Any) -> None:
    page.goto(address)
    paste(page, FAULTY)
    dropped(page, "kebun.exe", "x")
    page.locator("[role=alert]").wait_for()
    assert "kebun.exe: no reader for .exe" in page.locator(".problem").inner_text()
    assert page.locator("#text").input_value() == FAULTY
    page.get_by_role("button", name="Periksa").click()
    page.locator(".finding").wait_for()
    watched.context.set_offline(True)
    page.locator("#text").press("End")
    page.keyboard.type(" ")
    page.get_by_text("press-audit tidak menjawab").wait_for()
    assert all("Failed to load resource" in said for said in watched.said)
    watched.said.clear()


def test_the_report_is_downloaded_and_opens_by_itself(page: Any, address: str, tmp_path: Path) -> None:
    page.goto(address)
    dropped(page, "kebun.txt", FAULTY)
    page.locator(".finding").wait_for()
    for button, name in (("Unduh HTML", "kebun.html"), ("Unduh Markdown", "kebun.md")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
        assert "rinciannya berjumlah 32" in (tmp_path / name).read_text("utf-8")
    assert page.locator(".finding").count() == 1
    page.goto((tmp_path / "kebun.html").as_uri())
    page.keyboard.press("j")
    assert page.locator(".finding:focus").get_attribute("id") == "t1"
    assert page.locator("nav").count() == 0


NAME = """"><img src=x onerror=alert(1)> '\u202e{{ 7 * 7 }}.txt"""


def test_hostile_drafts_and_names_are_shown_and_not_run(page: Any, address: str) -> None:
    page.goto(address)
    paste(page, HOSTILE)
    page.locator(".finding").wait_for()
    dropped(page, NAME, HOSTILE)
    page.get_by_text("Berkas").get_by_text("<img src=x").wait_for()
    assert page.locator("#text").input_value() == HOSTILE
    assert "[U+202E]jati[U+202C]" in page.locator("#release").inner_text()
    assert page.locator("img, svg[onload], [onclick], [href^=javascript]").count() == 0
    assert page.locator("body script").count() == 1
    page.locator(".finding a.fig").first.click()


@WITHOUT_SCRIPT
def test_without_javascript_the_form_shows_the_report(page: Any, address: str) -> None:
    page.goto(address)
    page.locator("#text").fill(HOSTILE)
    page.get_by_role("button", name="Periksa").click()
    page.locator(".finding").wait_for()
    assert page.locator("#text").input_value() == HOSTILE
    page.locator("#file").set_input_files({"name": NAME, "mimeType": "text/plain", "buffer": FAULTY.encode()})
    page.get_by_role("button", name="Periksa").click()
    page.locator(".source", has_text="<img src=x").wait_for()
    assert page.locator("#text").input_value() == FAULTY
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh Markdown").click()
    assert download.value.suggested_filename.endswith(".md")


def test_a_page_elsewhere_cannot_post_to_it(page: Any, address: str, tmp_path: Path, watched: Any) -> None:
    form = f'<form method=post action="{address}"><textarea name=text>{FAULTY}</textarea><button>x</button></form>'
    (tmp_path / "elsewhere.html").write_text(form)
    page.goto((tmp_path / "elsewhere.html").as_uri())
    page.locator("button").click()
    page.get_by_text("takes drafts from itself only").wait_for()
    watched.said.clear()
