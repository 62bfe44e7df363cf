"""A copy of a Word file with a comment on each figure that is asked about; all else stays as it is, byte for byte.

Parts are cut and joined as bytes: libraries write trees anew, and lose what they do not know. Comments of an earlier
run are taken out first; those of people stay. Source: ECMA-376 part 1, section 17.13.4.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import count
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.copies import _comments as comments
from pipeline.copies._marks import marked
from pipeline.copies._remarks import Remark, remarks
from pipeline.copies._xml import Node, appended, tree, utf8
from pipeline.ingest.package import BROKEN, DAMAGED, Package, opened, relations_of
from pipeline.language import Language
from pipeline.records import Audit, Document

NEED: tuple[str, ...] = ()
SOURCES = ("docx",)

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
OLDEST = (1980, 1, 1, 0, 0, 0)  # no clock: the same findings make the same file


def copy(audit: Audit, language: Language, data: Callable[[], bytes]) -> bytes:
    """The Word file with the open findings as comments; ValueError where it is damaged, or built to do harm."""
    try:
        package = opened(data())
        return _packed(package, _changed(package, audit.document, [*remarks(audit, language)]))
    except BROKEN as error:
        raise ValueError(DAMAGED) from error


def _packed(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts changed or added; all others as they are, in their order."""
    out, infos = BytesIO(), package.archive.NameToInfo
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, info in infos.items():
            archive.writestr(info, changed[name] if name in changed else package.read(name))
        for name in (name for name in changed if name not in infos):
            archive.writestr(ZipInfo(name, OLDEST), changed[name], ZIP_DEFLATED)
    return out.getvalue()


def _changed(package: Package, document: Document, told: Sequence[Remark]) -> dict[str, bytes]:
    """The parts that are not as they were, by their names."""
    main = next(name for kind, name in package.targets("") if kind == "officeDocument")
    there = {kind: name for kind, name in package.targets(main) if name in package.archive.NameToInfo}
    body, changed = utf8(package.read(main)), dict[str, bytes]()
    aside = {kind: utf8(package.read(name)) for kind, name in there.items() if kind in comments.PARTS}
    if ids := comments.own(aside.get("comments", b"")):
        body = comments.unmarked(body, ids)
        aside = comments.without_own(aside)
        changed = {main: body} | {there[kind]: part for kind, part in aside.items()}
    if not told:
        return changed
    root = tree(body)
    part = aside.get("comments") or comments.empty(root.space)
    first = 1 + max((*comments.ids(tree(part)), *comments.ids(root)), default=-1)
    notes = {name: tree(utf8(package.read(name))) for kind, name in there.items() if kind in ("footnotes", "endnotes")}
    name = there.get("comments") or _free(package, main)
    changed[main] = marked(body, root, notes, document, told, first)
    changed[name] = appended(part, comments.written(tree(part), told, first))
    return changed if "comments" in there else changed | _announced(package, main, name)


def _free(package: Package, main: str) -> str:
    """A name for the comments that nothing in the package has."""
    names = (str(PurePosixPath(main).with_name(f"comments{number or ''}.xml")) for number in count())
    return next(name for name in names if name not in package.archive.NameToInfo)


def _announced(package: Package, main: str, name: str) -> dict[str, bytes]:
    """The parts that say that there are comments: the types of all parts, and what the document refers to."""
    types, relations = "[Content_Types].xml", relations_of(main)
    if types not in package.archive.NameToInfo:  # Word refuses it, too
        raise ValueError(DAMAGED)
    listed, top = utf8(package.read(types)), tree(utf8(package.read(relations_of(""))))
    none = f'<Relationships xmlns="{top.space}"/>'.encode()
    links = utf8(package.read(relations)) if relations in package.archive.NameToInfo else none
    taken = {each.attributes.get("Id") for each in tree(links).children}
    key = next(key for key in (f"pa{number}" for number in count(1)) if key not in taken)
    link = f'Id="{key}" Type="{_edition(top)}/comments" Target="{PurePosixPath(name).name}"'
    return {
        types: appended(listed, _element(listed, "Override", f'PartName="/{name}" ContentType="{TYPE}"')),
        relations: appended(links, _element(links, "Relationship", link)),
    }


def _edition(top: Node) -> str:
    """What the types of relationships begin with, in this edition of the standard."""
    types = (each.attributes.get("Type", "").rpartition("/") for each in top.children)
    return next(head for head, _, kind in types if kind == "officeDocument")


def _element(data: bytes, name: str, attributes: str) -> bytes:
    """An element with the prefix of the root."""
    prefix = tree(data).name.rpartition(":")[0]
    return f"<{prefix}{':' if prefix else ''}{name} {attributes}/>".encode()
