"""The page: what it takes, what it shows, whom it refuses, and that it keeps nothing."""

import io
import os
import re
import sys
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from queue import Queue
from typing import Any
from urllib.request import Request, urlopen

import pytest

from pipeline import audit
from pipeline.ingest import LARGEST
from pipeline.language import load
from pipeline.report import alone

pytest.importorskip("flask")

from werkzeug.test import TestResponse

from pipeline.web.app import create
from pipeline.web.draft import LONGEST
from pipeline.web.server import run
from tests.releases import CLEAN, FAULTY

LANGUAGE = load("id")
CLIENT = create(LANGUAGE).test_client()


def post(path: str = "/", **fields: Any) -> TestResponse:
    return CLIENT.post(path, data=fields, headers={"Host": "127.0.0.1:8642"}, content_type="multipart/form-data")


def upload(name: str, content: bytes, **fields: Any) -> TestResponse:
    return post(file=(io.BytesIO(content), name), **fields)


def shown(response: TestResponse) -> str:
    """The text of the page, without the draft in its form."""
    page = re.sub(r"<(script|style|textarea).*?</\1>", "", response.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def draft(response: TestResponse) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", response.text, re.DOTALL)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize(("text", "words"), [("", "The report appears here"), (FAULTY, "Please check: ")])
def test_a_reader_of_another_language_is_told_in_it_and_quoted_in_that_of_the_release(text: str, words: str) -> None:
    host = {"Host": "127.0.0.1:8642"}
    answer = create(load("id", "en")).test_client().post("/", data={"text": text}, headers=host)
    assert words in shown(answer)
    assert '<html lang="en">' in answer.text
    assert ('<blockquote lang="id">' in answer.text) == bool(text)


SHOWN = [
    ("a fault", FAULTY, "Mohon diperiksa: 1 hal"),
    ("no fault", CLEAN, "Tidak ditemukan angka yang saling bertentangan"),
    ("no figures", "Warga senang.", "Tidak ada angka fakta yang terbaca"),
    ("nothing", "", "Laporan tampil di sini"),
    ("blanks", " \r\n\t ", "Laporan tampil di sini"),
]


@pytest.mark.parametrize(("case", "text", "words"), SHOWN, ids=[case for case, _, _ in SHOWN])
def test_the_report_of_a_draft(case: str, text: str, words: str) -> None:
    response = post(text=text)
    assert response.status_code == 200
    assert words in shown(response)


FILES = [
    ("a.txt", FAULTY.encode(), 200, "Mohon diperiksa: 1 hal"),
    ("A.MD", b"\xef\xbb\xbf# Kebun\r\n\r\n" + FAULTY.encode(), 200, "Mohon diperiksa: 1 hal"),
    ("../../etc/kebun.txt", FAULTY.encode(), 200, "Berkas kebun.txt"),
    (
        "a.exe",
        FAULTY.encode(),
        422,
        "Simpan sebagai .docx, .htm, .html, .md, .pdf, .txt, atau tempelkan teksnya. a.exe: no reader for .exe",
    ),
    ("a.txt", b"harga \x81 5", 422, "tidak dapat dibaca"),
    ("a.txt", b"  ", 422, "a.txt: empty"),
]


@pytest.mark.parametrize(("name", "content", "status", "words"), FILES)
def test_a_file(name: str, content: bytes, status: int, words: str) -> None:
    response = upload(name, content)
    assert response.status_code == status
    assert words in shown(response)


def test_what_was_read_in_a_file_can_be_edited_and_keeps_its_name() -> None:
    response = upload("kebun.md", FAULTY.encode(), text="the draft before it")
    assert draft(response) == FAULTY
    assert 'name="name" value="kebun.md"' in response.text
    assert "Berkas kebun.md" in shown(post(text=CLEAN, name="kebun.md"))


def test_the_draft_comes_back_as_it_was() -> None:
    text = "\n</textarea><b>\u202e12\u2066 & 5 &amp; “x”\n\n"
    assert draft(post(text=text)) == text


DOWNLOADS = [("html", "text/html; charset=utf-8"), ("md", "text/markdown; charset=utf-8")]


@pytest.mark.parametrize(("suffix", "kind"), DOWNLOADS)
def test_the_report_is_downloaded_whole(suffix: str, kind: str) -> None:
    response = post("/download", text=FAULTY, name="kebun.txt", **{"as": suffix})
    assert response.headers["Content-Disposition"] == f"attachment; filename=kebun.{suffix}"
    assert response.content_type == kind
    audited = audit(FAULTY, "kebun")
    assert response.text.replace("kebun.txt", "") == alone(audited, LANGUAGE)[suffix]
    assert "index." not in response.text


@pytest.mark.parametrize("fields", [{"text": "", "as": "html"}, {"text": FAULTY, "as": "exe"}])
def test_what_cannot_be_downloaded(fields: dict[str, str]) -> None:
    response = post("/download", **fields)
    assert response.status_code == 400
    assert "Belum ada naskah" in shown(response)


def test_what_is_too_large_is_refused_with_the_limit() -> None:
    response = upload("a.txt", b"x" * LARGEST)
    assert response.status_code == 413
    assert "lebih besar dari 20 MB" in shown(response)
    response = post(text="x" * (LONGEST + 1))
    assert response.status_code == 413
    assert "lebih panjang dari 1.000.000 karakter" in shown(response)


STRANGERS = [
    ("by address", {"Host": "127.0.0.1:8642"}, 200),
    ("by name", {"Host": "localhost:8642"}, 200),
    ("from itself", {"Host": "127.0.0.1:8642", "Origin": "http://127.0.0.1:8642"}, 200),
    ("under another name", {"Host": "kebun.example"}, 403),
    ("under a name that begins alike", {"Host": "127.0.0.1.kebun.example:8642"}, 403),
    ("under a name that ends alike", {"Host": "xlocalhost"}, 403),
    ("from elsewhere", {"Host": "127.0.0.1:8642", "Origin": "https://kebun.example"}, 403),
    ("from a file or a sandbox", {"Host": "127.0.0.1:8642", "Origin": "null"}, 403),
    ("from another port", {"Host": "127.0.0.1:8642", "Origin": "http://127.0.0.1:8000"}, 403),
    ("from its other name", {"Host": "127.0.0.1:8642", "Origin": "http://localhost:8642"}, 403),
]


@pytest.mark.parametrize(("case", "headers", "status"), STRANGERS, ids=[case for case, _, _ in STRANGERS])
@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/"), ("POST", "/download")])
def test_whom_it_answers(case: str, headers: dict[str, str], status: int, method: str, path: str) -> None:
    response = CLIENT.open(path, method=method, headers=headers, data={"text": FAULTY} if method == "POST" else None)
    assert response.status_code == status
    assert ("<textarea" in response.text or "<article" in response.text) == (status == 200)


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_every_answer_is_guarded(path: str) -> None:
    headers = CLIENT.get(path, headers={"Host": "localhost"}).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert policy.endswith("frame-ancestors 'none'")
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def address() -> Iterator[str]:
    """The page, served by a thread of the test's own process."""
    ready: Queue[str] = Queue()
    threading.Thread(target=run, args=(0, LANGUAGE, ready.put), daemon=True).start()
    yield ready.get(timeout=20)


OPENED: list[str] = []
LISTENING: list[bool] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if LISTENING and event == "open" and isinstance(flags := arguments[2], int) and flags & (os.O_WRONLY | os.O_RDWR):
        OPENED.append(str(arguments[0]))


def test_nothing_is_written_to_the_disk(address: str, tmp_path: Path) -> None:
    body = b"\r\n".join(
        (
            b"--x",
            b'Content-Disposition: form-data; name="file"; filename="a.txt"',
            b"",
            b"Ditanam 30 bibit.\n" + b"kata " * 400_000,
            b"--x--",
            b"",
        )
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    urlopen(Request(address, b"text=12", {}), timeout=20).read()  # compiles the templates, which jinja2 keeps
    sys.addaudithook(_hear)
    LISTENING.append(True)
    try:
        (tmp_path / "heard").write_text("the hook hears")
        with pytest.raises(OSError, match="413"):  # read whole, then found too long
            urlopen(Request(address, body, kind), timeout=60)
        long = body.replace(b"kata " * 300_000, b"")
        assert b"Ditanam 30 bibit" in urlopen(Request(address, long, kind), timeout=60).read()
    finally:
        LISTENING.clear()
    assert [Path(name).name for name in OPENED] == ["heard"]
