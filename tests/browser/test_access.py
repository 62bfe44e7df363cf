"""axe-core finds nothing that keeps anybody from using the pages, in light and dark, wide and narrow."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_page import dropped, paste
from tests.releases import FAULTY

LOOKS = {
    f"{scheme}-{width}": {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    for scheme in ("light", "dark")
    for width in (1280, 390)
}


def violations(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # What is folded away is looked at too.
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    found = axe.run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:160]} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("watched", LOOKS.values(), ids=LOOKS, indirect=True)
def test_report_index_and_page(page: Any, reports: str, address: str) -> None:
    for name in ("dumai-2023", "index"):
        page.goto(f"{reports}/{name}.html")
        assert violations(page) == [], name
    page.goto(address)
    paste(page, FAULTY)
    assert violations(page) == []


STATES: dict[str, tuple[Callable[[Any], None], str]] = {
    "nothing pasted": (lambda page: None, ".hint"),
    "no figures": (lambda page: paste(page, "Warga senang."), "#release"),
    "a file that can't be read": (lambda page: dropped(page, "a.exe", "x"), ".problem"),
}


@pytest.mark.parametrize("state", STATES)
def test_the_page_in_other_states(state: str, page: Any, address: str, watched: Any) -> None:
    reach, shown = STATES[state]
    page.goto(address)
    reach(page)
    page.locator(shown).wait_for()
    assert violations(page) == []
    watched.said.clear()
