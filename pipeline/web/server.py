"""Serves the page on this machine's own address until it is stopped."""

from collections.abc import Callable

from waitress import create_server

from pipeline.ingest import LARGEST
from pipeline.language import Language
from pipeline.web.app import create

HOST = "127.0.0.1"
# Up to here a request that is too large is read, so that the page can say so. Nothing goes to the disk below it.
READ = 4 * LARGEST


def run(port: int, language: Language, ready: Callable[[str], object]) -> None:
    """Serve the page, and call ``ready`` with its address; OSError where the port can't be had."""
    server = create_server(
        create(language),
        host=HOST,
        port=port,
        ident="",
        max_request_body_size=READ,
        inbuf_overflow=READ,
        outbuf_overflow=READ,
    )
    ready(f"http://{HOST}:{server.effective_port}/")
    server.run()
