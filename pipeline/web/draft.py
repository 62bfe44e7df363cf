"""What came in with a request: the text of a form, or the file that was dropped on it."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline.ingest import document_from_bytes, document_from_text
from pipeline.records import Document

if TYPE_CHECKING:
    from flask import Request

LONGEST = 1_000_000  # characters of a draft, at ten seconds of work


class TooLong(Exception):
    """A draft of more than ``LONGEST`` characters."""


def received(request: "Request", unnamed: str, language: str) -> Document | None:
    """The draft in a request, the file before the text; None without any.

    ``unnamed`` is what a text without a file goes by. InputError where the file can't be read, TooLong.
    """
    upload = request.files.get("file")
    if upload and upload.filename:
        name = _base(upload.filename, unnamed)
        document = document_from_bytes(PurePosixPath(name).stem, upload.read(), name, language)
    else:
        name = _base(request.form.get("name", ""), unnamed)
        document = document_from_text(PurePosixPath(name).stem, request.form.get("text", ""), name, language)
    if len(document.text) > LONGEST:
        raise TooLong
    return document if document.text.strip() else None


def _base(name: str, unnamed: str) -> str:
    """The name of a file without its folders."""
    return PurePosixPath(name).name or unnamed
