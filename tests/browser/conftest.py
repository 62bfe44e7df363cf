"""A real browser, and what it asked for and complained of while a test ran."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from pipeline import audit
from pipeline.language import load
from pipeline.report import render
from pipeline.write import write
from tests.browser.texts import TEXTS
from tests.web.command import ROOT, served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra press-audit[browser] is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium is installed")
    with playwright.sync_playwright() as running:
        # A container has no sandbox of its own for root; nothing is opened here but our own pages.
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Watched:
    """A page that is open, with all that was asked for, printed to the console or shown in a dialog."""

    def __init__(self, browser: Any, **settings: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings})
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))


@pytest.fixture
def watched(browser: Any, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """Settings of the browser by ``@pytest.mark.parametrize("watched", [...], indirect=True)``."""
    opened = Watched(browser, **getattr(request, "param", {}))
    yield opened
    opened.context.close()
    assert opened.said == []
    assert not [url for url in opened.asked if not url.startswith(("file:", "http://127.0.0.1:", "blob:"))]


def in_view(locator: Any) -> bool:
    """Whether it is seen, at once or when the page has scrolled: in the window, and not hidden in a part of it."""
    deadline = monotonic() + 1
    while not (seen := bool(locator.evaluate(SEEN))) and monotonic() < deadline:
        locator.page.wait_for_timeout(50)
    return seen


SEEN = """(node) => {
  const box = node.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 40));
  return Boolean(hit) && node.contains(hit);
}"""


@pytest.fixture
def page(watched: Watched) -> Any:
    return watched.page


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a folder with the reports of some of ``raw/`` and of the texts that a page must bear."""
    raw = {path.stem: path.read_text("utf-8") for path in (ROOT / "raw/bnn").glob("*.txt")}
    folder: Path = tmp_path_factory.mktemp("reports")
    write(render([audit(text, doc_id) for doc_id, text in (raw | TEXTS).items()], load("id")), folder)
    return folder.as_uri()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The page of ``press-audit serve``."""
    pytest.importorskip("flask")
    with served() as (url, _):
        yield url
