"""The page that is shown: the form, and beside it the report as it is written to files."""

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.ingest import LARGEST, suffixes
from pipeline.language import Language
from pipeline.records import Audit
from pipeline.report.page import page
from pipeline.report.render import html, inline, template
from pipeline.report.wording import Wording, wording
from pipeline.web.draft import LONGEST

if TYPE_CHECKING:
    from jinja2 import Environment

# What the form on the page may do beyond what a report may.
RULES = ("form-action 'self'", "connect-src 'self'")


def view(language: Language, audit: Audit | None = None, message: str = "", detail: str = "") -> str:
    """The page with the report of a draft, or with one of the messages; ``detail`` is what a reader of files said."""
    from markupsafe import escape

    words = _words(language)
    return (
        _environment()
        .get_template("web.html")
        .render(
            page=replace(page(audit, words), up=None) if audit else None,
            words=words,
            # Escaped here and not made visible like all else: it has to come back as it is.
            text=escape(audit.document.text if audit else ""),
            name=audit.document.source if audit else "",
            message=message,
            detail=detail,
            limit=LARGEST,
            accept=",".join(suffixes()),
            facts=_facts(words),
        )
    )


def unnamed(language: Language) -> str:
    """What a draft goes by that came without a file."""
    return _words(language).say("web", "unnamed")


def policy() -> str:
    """The content security policy of the page as a header: there it may also say that no other page frames it."""
    return f"{_environment().globals['policy']}; frame-ancestors 'none'"


def _facts(words: Wording) -> dict[str, str]:
    """What the messages may name."""
    return {
        "megabytes": words.count(LARGEST // 1_000_000),
        "characters": words.count(LONGEST),
        "suffixes": ", ".join(suffixes()),
    }


def _words(language: Language) -> Wording:
    words = wording(language)
    return replace(words, data={**words.data, "web": language.data["web"]})


@cache
def _environment() -> "Environment":
    """The templates of the reports and that of the page, which extends one of them."""
    from jinja2 import FunctionLoader

    environment = html().overlay(loader=FunctionLoader(lambda name: _own(name) or template(name)))
    environment.globals = {**environment.globals, **inline(_both("css"), _both("js"), *RULES)}
    return environment


def _both(suffix: str) -> str:
    """The style or script of the reports, then that of the page."""
    return template(f"report.{suffix}") + (_own(f"web.{suffix}") or "")


@cache
def _own(name: str) -> str | None:
    file = files(__package__) / "templates" / name
    return file.read_text("utf-8") if file.is_file() else None
