"""The formats in which ``press-audit run`` writes a copy of a release with its findings: a module each, found by being
here.

A module is called like its format, which is the suffix of the copy, too, and has

``NEED``
    the extra with the libraries that it uses, and their modules; empty where it needs none.
``SOURCES``
    the formats of which it makes a copy; empty where it takes any.
``copy(audit, language, data) -> bytes``
    the copy of one release, whose file has the bytes ``data()``. ValueError with "fault; remedy".
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from pipeline.extras import need

if TYPE_CHECKING:
    from pipeline.language import Language
    from pipeline.records import Audit, Document

Copier = Callable[["Audit", "Language", Callable[[], bytes]], bytes]


def names() -> list[str]:
    """The names of all formats. None of them is imported: ``--help`` lists them."""
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def chosen(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats without doubles; MissingExtra where one can't be written here."""
    for name in formats:
        if extra := _module(name).NEED:
            need(f"--format {name}", *extra)
    return tuple(dict.fromkeys(formats))


def files(
    audit: "Audit", formats: Sequence[str], language: "Language", out: Path
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The copies of a release by their names below ``out``, and a line for each that can't be made."""
    made: dict[str, bytes] = {}
    errors: list[str] = []
    for name in formats:
        if _fits(name, audit.document.format):
            errors += _copied(audit, name, language, out, made)
    return made, tuple(errors)


def without(formats: Sequence[str], forms: Collection[str]) -> Iterator[str]:
    """A line for each format of copies that is none of any release, whose formats are these."""
    for name in formats:
        if forms and not any(_fits(name, form) for form in forms):
            yield f"--format {name}: none of these releases is a .{name} file"


def _fits(name: str, form: str) -> bool:
    sources = _module(name).SOURCES
    return not sources or form in sources


def _copied(audit: "Audit", name: str, language: "Language", out: Path, made: dict[str, bytes]) -> Iterator[str]:
    """Make one copy; the line of why not."""
    source, file = audit.document.source, f"{audit.document.doc_id}.{name}"
    if (out / file).resolve() == Path(source).resolve():
        yield f"{source}: the copy would be written over it; choose another folder with --out"
        return
    try:
        made[file] = _module(name).copy(audit, language, partial(_bytes, audit.document))
    except ValueError as error:
        yield f"{source}: no copy: {error}"


def _bytes(document: "Document") -> bytes:
    """The file of a release, as it was read."""
    from pipeline import ingest

    if document.source == ingest.STDIN:
        raise ValueError("what was piped is gone; name a file")
    data = ingest.content(document.source)
    if sha256(data).hexdigest() != document.sha256:
        raise ValueError("the file was changed while it was audited; run it again")
    return data


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name}")
