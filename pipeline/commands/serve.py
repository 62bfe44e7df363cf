"""``press-audit serve``: the page for drafts, on this machine."""

import sys

import click

from pipeline.commands._shared import lang, say, warn


@click.command("serve")
@click.option(
    "--port", default=8642, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 for any free one."
)
@click.option("--no-open", is_flag=True, help="Do not open the page in the browser.")
@lang
def command(port: int, no_open: bool, lang: str | None) -> None:
    """Serve a page on which drafts are pasted or dropped, checked and edited.

    Only this machine can reach it, and nothing is kept. It ends with Ctrl+C.
    Ends with 2 where the port or the extra press-audit[web] is missing.

    \b
    Example:
      press-audit serve --no-open --port 8000
    """
    from pipeline.language import load

    try:
        from pipeline.web.server import run as served

        served(port, load("id", lang), lambda address: _open(address, quietly=no_open))
    except ModuleNotFoundError as error:
        if error.name not in ("flask", "waitress"):
            raise
        warn("Error: serve: Flask and waitress are not installed; run: pip install 'press-audit[web]'")
        sys.exit(2)
    except OSError as error:
        warn(f"Error: port {port}: can't be used ({error.strerror}); choose another with --port")
        sys.exit(2)


def _open(address: str, *, quietly: bool) -> None:
    say(f"Open {address} (Ctrl+C ends it)")
    if not quietly:
        import webbrowser
        from threading import Thread

        # A browser in the terminal returns only when it is left.
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()
