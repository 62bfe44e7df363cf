"""From audits to the files of a report: relative name and content."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipeline.language import Language, load
from pipeline.records import Audit
from pipeline.report.digest import Digest, digest
from pipeline.report.findings import findings_json, schema
from pipeline.report.page import Index, Leaf, index, leaves, page
from pipeline.report.wording import short, wording
from pipeline.text import visible

if TYPE_CHECKING:
    from jinja2 import Environment, FileSystemBytecodeCache

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~$])|&(?=#|\w+;)")
_MARKDOWN_START = re.compile(r"^(\s*)(?:([-+=#])(?=\D|$)|(\d+)([.)])(?=\s|$))")


def render(audits: Sequence[Audit], language: Language) -> dict[str, str]:
    """The files of a report by their names: an index, the pages of each release, ``findings.json`` and its schema.

    ``doc_id`` may hold "/": its pages then lie in folders, and all links between pages are relative.
    The same audits give the same files, in any order. ValueError where two releases would be one file.
    """
    digests = sorted(map(digest, audits), key=Digest.rank)
    found = dict(overview(digests, digests, language))
    _refuse_doubles(
        [*(name.partition(".")[0] for name in found if name.endswith(".html")), *(d.doc_id for d in digests)]
    )
    for audit in audits:
        found |= pages(audit, language)
    return found | {"findings.json": findings_json(audits, language), "findings.schema.json": schema()}


def pages(audit: Audit, language: Language) -> dict[str, str]:
    """The pages of one release by their names."""
    words, name = wording(language), audit.document.doc_id
    shown = page(audit, words)
    return {
        f"{name}.{suffix}": environment.get_template(f"report.{suffix}").render(page=shown, words=words)
        for suffix, environment in _formats()
    }


def overview(
    digests: Iterable[Digest], worst_first: Iterable[Digest], language: Language, each: Callable[..., Any] = map
) -> Iterator[tuple[str, str]]:
    """The pages of the index by their names; the digests twice, in any order and the worst release first.

    ``each`` is who makes something of each of many, as ``map`` does.
    """
    words = wording(language)
    every = index(digests, words)
    task = partial(_leaf, every, (language.code, language.reader))
    for made in each(task, leaves(worst_first, every.releases, words)):
        yield from made


def _leaf(every: Index, codes: tuple[str, str], leaf: Leaf) -> list[tuple[str, str]]:
    """A page of the index by its names."""
    words = wording(load(*codes))
    return [
        (
            f"{overview_name(leaf.number)}.{suffix}",
            environment.get_template(f"index.{suffix}").render(index=every, leaf=leaf, words=words),
        )
        for suffix, environment in _formats()
    ]


def overview_name(number: int) -> str:
    """The name of a page of the index: index, index-2, index-3 and so on."""
    return f"index-{number}" if number > 1 else "index"


def alone(audit: Audit, language: Language) -> dict[str, str]:
    """The report of one release with no others beside it to link to: ``html`` and ``md``."""
    words = wording(language)
    shown = replace(page(audit, words), up=None)
    return {
        suffix: environment.get_template(f"report.{suffix}").render(page=shown, words=words)
        for suffix, environment in _formats()
    }


def _formats() -> "tuple[tuple[str, Environment], ...]":
    """The suffix of each format that a page is written in, and its templates."""
    return ("html", html()), ("md", _markdown())


def _refuse_doubles(names: Sequence[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise ValueError(f"two reports would be written to {name}.html: give one release another doc_id")


@cache
def html() -> "Environment":
    """The templates of the HTML reports; whoever extends one overlays the loader and brings a style and a policy."""
    # Every value is made visible here and then escaped by jinja2, so that no template can forget it.
    environment = _environment(visible)
    style, script = (template(name) for name in ("report.css", "report.js"))
    environment.globals.update(inline(style, script, "form-action 'none'"))
    return environment


def inline(style: str, script: str, *others: str) -> dict[str, Any]:
    """A page's own style and script for its template, and the policy that lets no other run; ``others`` add to it."""
    rules = ("default-src 'none'", f"style-src {_hash(style)}", f"script-src {_hash(script)}", "base-uri 'none'")
    return {"style": _safe(style), "script": _safe(script), "policy": _safe("; ".join((*rules, *others)))}


@cache
def _markdown() -> "Environment":
    return _environment(lambda text: _safe(markdown(visible(text))))


def _compiled() -> "FileSystemBytecodeCache | None":
    """Keeps compiled templates between runs where there is a safe place: compiling takes as long as an audit."""
    from jinja2 import FileSystemBytecodeCache

    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None


def _environment(shown: Callable[[str], str]) -> "Environment":
    """Templates whose every value passes through ``shown``. Imported late: a run without reports needs none."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context

    def finalize(value: Any) -> Any:
        return shown(value) if type(value) is str else value

    environment = Environment(
        loader=FunctionLoader(template),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_compiled(),
    )
    environment.filters["overview"] = overview_name
    environment.filters["short"] = short
    environment.filters["n"] = pass_context(lambda context, number: context["words"].count(number))
    environment.filters["path"] = lambda name: quote(name, safe="/")
    return environment


def markdown(text: str) -> str:
    """The text with everything escaped that Markdown would read as markup; line ends become blanks."""
    line = " ".join(text.splitlines())
    escaped = _MARKDOWN.sub(lambda found: f"\\{found[0]}", line)
    return _MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped)


@cache
def template(name: str) -> str:
    """A file beside the templates, as it is."""
    return (files(__package__) / "templates" / name).read_text("utf-8")


def _safe(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
