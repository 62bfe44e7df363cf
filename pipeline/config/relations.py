"""Declared relations: in the file beside a release, or in its configuration; and those of a release, written down."""

from collections.abc import Iterator, Mapping
from functools import cache
from glob import escape
from pathlib import Path
from typing import Any

from pipeline.config.errors import ConfigError
from pipeline.config.toml import File, check, literal, read
from pipeline.declared import DeclarationError, Declarations, Quote, Relation, Silence, quoted
from pipeline.kinds import CONSISTENT, KINDS, Kind
from pipeline.records import Audit, Check

NAME = "press-audit-relations.toml"
QUOTE = {"type": "string", "pattern": r"\S", "examples": ['"30 seedlings"']}
RELEASE = {"type": "string", "description": "The release that it is of, from the folder of the file; all without it."}


@cache
def properties() -> Mapping[str, Any]:
    """The tables of declarations, in JSON Schema: those of a file beside a release, and of a configuration."""
    figures = {"type": "array", "items": QUOTE, "minItems": 2}
    silence = {"kind": {"enum": list(KINDS)}, "figures": figures, "release": RELEASE}
    relation = {"properties": {"kind": {"enum": list(KINDS)}}, "required": ["kind"], "allOf": list(_by_kind())}
    return {
        "relation": _tables("Figures that must agree, in their roles, by quoted text.", relation),
        "not": _tables(
            "Figures that are no such claim, by quoted text.",
            {"properties": silence, "required": ["figures"], "additionalProperties": False},
        ),
    }


def _tables(description: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": description, "type": "array", "items": {"type": "object", **schema}}


def _by_kind() -> Iterator[dict[str, Any]]:
    for name, kind in KINDS.items():
        roles = {key: _quotes(kind.roles[role]) for key, role in _keys(kind).items()}
        results = [{"required": [key]} for key, role in _keys(kind).items() if role in kind.result]
        then = {
            "properties": {"kind": True, "release": RELEASE, **roles},
            "required": [key for key, role in _keys(kind).items() if kind.roles[role][0]],
            "additionalProperties": False,
            # A relation that computes something says what.
            **({"anyOf": results} if results else {}),
        }
        yield {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": then}


def _quotes(times: tuple[int, int | None]) -> dict[str, Any]:
    return QUOTE if times[1] == 1 else {"type": "array", "items": QUOTE, "minItems": times[0]}


def _keys(kind: Kind) -> dict[str, str]:
    """The roles of a kind by their keys: several figures have the plural."""
    return {role if times[1] == 1 else f"{role}s": role for role, times in kind.roles.items()}


def beside(folder: Path) -> File | None:
    """The file of relations beside the releases of a folder; ConfigError where it can't be used."""
    if not (folder / NAME).is_file():
        return None
    schema = {"type": "object", "properties": properties(), "additionalProperties": False}
    return check(read(folder / NAME), schema)


def declarations(files: Iterator[File], release: Path) -> Declarations:
    """All that these files declare of a release."""
    own = [(file, table, n, entry) for file in files for table, n, entry in _of(file, release)]
    return Declarations(
        tuple(_relation(file, n, entry) for file, table, n, entry in own if table == "relation"),
        tuple(_silence(file, n, entry) for file, table, n, entry in own if table == "not"),
    )


def _of(file: File, release: Path) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    path = release.resolve().relative_to(file.path.resolve().parent)
    names = (path.as_posix(), path.with_suffix("").as_posix())
    for table in properties():
        for n, entry in enumerate(file.data.get(table, ())):
            name = entry.get("release", names[0])
            if name in names:
                yield table, n, entry
            elif not _is_there(file.path.parent, name):
                fault = f"release is {name!r}; there is none of this name here, so check it"
                raise ConfigError(file.faults([((table, n, "release"), fault)]))


def _is_there(folder: Path, name: str) -> bool:
    return (folder / name).is_file() or any((folder / name).parent.glob(f"{escape(Path(name).name)}.*"))


def _relation(file: File, n: int, entry: Mapping[str, Any]) -> Relation:
    kind, members = KINDS[entry["kind"]], []
    for key, role in _keys(kind).items():
        members += [(role, quote) for quote in _quoted(file, entry.get(key, []), "relation", n, key)]
    return Relation(kind.name, tuple(members))


def _silence(file: File, n: int, entry: Mapping[str, Any]) -> Silence:
    return Silence(entry.get("kind", ""), tuple(_quoted(file, entry["figures"], "not", n, "figures")))


def _quoted(file: File, words: str | list[str], *at: str | int) -> Iterator[Quote]:
    source, at = str(file.path), (*file.inside, *at)
    if isinstance(words, str):
        yield Quote(words, source, at)
    else:
        yield from (Quote(each, source, (*at, n)) for n, each in enumerate(words))


def replayable(audit: Audit) -> tuple[str, int]:
    """What was read for certain in a release and holds, as entries for such a file, and how many claims that is."""
    name = Path(audit.document.source).stem
    entries = [entry for check in audit.checks if (entry := _entry(check, name, audit))]
    return "\n".join(entries), len(entries)


def _entry(check: Check, name: str, audit: Audit) -> str:
    claim, kind = check.claim, KINDS[check.claim.kind]
    if check.status != CONSISTENT or claim.tier != "strong" or check.expected is None:
        return ""
    quotes = {key: [quoted(f, audit.document, audit.figures) for f in claim.role(r)] for key, r in _keys(kind).items()}
    if not all(words for each in quotes.values() for words in each):
        return ""
    told = {key: each if kind.roles[_keys(kind)[key]][1] != 1 else each[0] for key, each in quotes.items() if each}
    values = {"kind": claim.kind, "release": name, **told}
    return "[[relation]]\n" + "".join(f"{key} = {literal(value)}\n" for key, value in values.items())


def unusable(error: DeclarationError) -> ConfigError:
    """A line for each quotation that names no figure, with its place."""
    lines = []
    for quote, fault in error.faults:
        lines += read(Path(quote.file)).faults([(quote.keys, fault)])
    return ConfigError(lines)
