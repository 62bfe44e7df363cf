"""The web application: who may ask, what may come in, and which page goes out. It keeps nothing."""

import re
from io import BytesIO
from typing import IO, TYPE_CHECKING

from flask import Flask, Request, Response, abort, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge

from pipeline.ingest import LARGEST, InputError
from pipeline.language import Language
from pipeline.records import Audit
from pipeline.report import alone
from pipeline.run import audit
from pipeline.web import view
from pipeline.web.draft import TooLong, received

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

OURS = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d+)?")
TYPES = {"html": "text/html", "md": "text/markdown"}


class InMemory(Request):
    """A request whose files stay in memory: by itself werkzeug puts the larger ones on the disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


class App(Flask):
    request_class = InMemory


def create(language: Language) -> Flask:
    """The application for drafts in a language."""
    app = App(__name__, static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST, MAX_FORM_PARTS=10)
    app.before_request(_refuse_strangers)
    app.after_request(_guard)
    _routes(app, language)
    _errors(app, language)
    return app


def _routes(app: Flask, language: Language) -> None:
    @app.get("/")
    def start() -> str:
        return view.view(language)

    @app.post("/")
    def check() -> str:
        return view.view(language, _audited(language))

    @app.post("/download")
    def download() -> "ResponseReturnValue":
        audited = _audited(language)
        suffix = request.form.get("as", "html")
        if audited is None or suffix not in TYPES:
            return view.view(language, message="no_draft"), 400
        content = BytesIO(alone(audited, language)[suffix].encode())
        name = f"{audited.document.doc_id}.{suffix}"
        return send_file(content, mimetype=TYPES[suffix], as_attachment=True, download_name=name)


def _errors(app: Flask, language: Language) -> None:
    @app.errorhandler(InputError)
    def unreadable(error: InputError) -> "ResponseReturnValue":
        return view.view(language, message="unreadable", detail=str(error)), 422

    @app.errorhandler(TooLong)
    def too_long(error: TooLong) -> "ResponseReturnValue":
        return view.view(language, message="too_long"), 413

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(error: RequestEntityTooLarge) -> "ResponseReturnValue":
        return view.view(language, message="too_large"), 413


def _audited(language: Language) -> Audit | None:
    document = received(request, view.unnamed(language), language.code)
    return audit(document, language) if document else None


def _refuse_strangers() -> None:
    """A page elsewhere may reach this machine under a name of its own, or post to it: neither is the user."""
    host = request.headers.get("Host", "")
    if not OURS.fullmatch(host):
        abort(403, "This page answers to 127.0.0.1 and localhost only.")
    if request.headers.get("Origin", f"http://{host}") != f"http://{host}":
        abort(403, "This page takes drafts from itself only.")


def _guard(response: Response) -> Response:
    response.headers.update(
        {
            "Content-Security-Policy": view.policy(),
            "Cache-Control": "no-store",
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
    return response
