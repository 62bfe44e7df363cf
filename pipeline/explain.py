"""What the kinds of finding and the kinds of claim are: the texts of ``explain``, of ``rules``, and of the docs.

They are written once, in the language of their reader: ``findings.toml`` and ``kinds.toml``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.language import Language

PARTS = ("means", "example", "mend", "wrong_when")


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of finding or of claim; ``kind`` says which, ``severity`` is that of a finding and empty for a claim."""

    name: str
    kind: str
    severity: str
    title: str
    means: str
    example: str
    mend: str
    wrong_when: str


def entries(language: Language) -> tuple[Entry, ...]:
    """All kinds of finding, then all kinds of claim, each in alphabetical order."""
    return (*_entries("finding", language.data["findings"]), *_entries("claim", language.data["kinds"]["kind"]))


def _entries(kind: str, data: Mapping[str, Mapping[str, Any]]) -> Iterator[Entry]:
    for name, told in sorted(data.items()):
        yield Entry(name, kind, told.get("severity", ""), told["name"], *(told[part] for part in PARTS))


def text(entry: Entry, language: Language) -> str:
    """What it means, an example, how to mend it, when it is wrong: a line each."""
    lines = (f"{entry.name} ({_sort(entry, language)})", entry.title, "", *_told(entry, language))
    return "\n".join(lines)


def lines(language: Language) -> list[str]:
    """A line for each: its name, what it is, and its title."""
    told = [(entry.name, _sort(entry, language), entry.title) for entry in entries(language)]
    wide = [max(map(len, column)) for column in zip(*told, strict=True)]
    return [f"{name:{wide[0]}}  {sort:{wide[1]}}  {title}" for name, sort, title in told]


def markdown(entry: Entry, language: Language) -> str:
    """The same as a part of a page, without its heading."""
    from pipeline.report.render import markdown as safe

    parts = ((head, safe(told)) for head, told in _parts(entry, language))
    return "\n\n".join((f"**{safe(entry.title)}**", *(f"*{head}*: {told}" for head, told in parts)))


def page(language: Language) -> str:
    """All of them as a page of the docs."""
    heads = language.data["report"]["labels"]
    parts = (("finding", heads["findings"]), ("claim", heads["checks"]))
    return "\n".join(("# `press-audit rules`\n", *(_part(kind, head, language) for kind, head in parts)))


def _part(kind: str, head: str, language: Language) -> str:
    told = (entry for entry in entries(language) if entry.kind == kind)
    each = (f"### `{e.name}` ({_sort(e, language)})\n\n{markdown(e, language)}\n" for e in told)
    return "\n".join((f"## {head}\n", *each))


def _sort(entry: Entry, language: Language) -> str:
    """How grave a finding is, or that it is a claim."""
    severities: Mapping[str, str] = language.data["explain"]["severities"]
    return severities[entry.severity] if entry.severity else str(language.data["kinds"]["claim"])


def _told(entry: Entry, language: Language) -> Sequence[str]:
    return [f"{head}: {told}" for head, told in _parts(entry, language)]


def _parts(entry: Entry, language: Language) -> Iterator[tuple[str, str]]:
    heads = language.data["explain"]["heads"]
    return ((heads[part], getattr(entry, part)) for part in PARTS)
