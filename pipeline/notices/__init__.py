"""Findings that need no claim: one module each, found by being there.

A module is called like its finding and has ``find(layout, language)``, which gives a ``Notice`` for each place; name,
severity, message, words and examples are its entry in ``findings.toml``. A false alarm costs more than a miss.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from pipeline.claims.layout import Layout
from pipeline.language import Language
from pipeline.notices._notice import Notice
from pipeline.records import Finding

__all__ = ["NOTICES", "Notice", "noticed"]

Find = Callable[[Layout, Language], Iterator[Notice]]


def _found() -> Mapping[str, Find]:
    names = sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))
    return MappingProxyType({name.replace("_", "-"): import_module(f"{__name__}.{name}").find for name in names})


NOTICES = _found()


def noticed(layout: Layout, language: Language) -> Iterator[Finding]:
    """What strikes the eye in a release without any claim; a language asks only what it has an entry for."""
    entries = language.data["findings"]
    for code in (code for code in NOTICES if code in entries):
        for notice in NOTICES[code](layout, language):
            message = entries[code]["message"].format_map(notice.told)
            yield Finding("", code, entries[code]["severity"], "", notice.start, notice.end, message)
