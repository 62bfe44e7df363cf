"""The comments of a Word file: those of an earlier run, which go, and those that come."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from pipeline.copies._remarks import Remark
from pipeline.copies._xml import Edit, Node, edited, tree

AUTHOR, INITIALS = "press-audit", "pa"
MARKS = ("w_commentRangeStart", "w_commentRangeEnd", "w_commentReference")
PARTS = frozenset({"comments", "commentsExtended", "commentsIds"})  # the last two hold what Word knows of the first
_PARENT = re.compile(rb"""\s[\w:]*paraIdParent=(?:"[^"]*"|'[^']*')""")


def own(data: bytes) -> frozenset[str]:
    """The ids of our comments in a part."""
    return frozenset(each.attributes.get("w_id", "") for each in _own(data))


def _own(data: bytes) -> list[Node]:
    return [each for each in tree(data).children if each.attributes.get("w_author") == AUTHOR] if data else []


def ids(root: Node) -> Iterator[int]:
    """The numbers of the comments that a part holds, or speaks of."""
    told = (node.attributes.get("w_id", "") for node in root.walk() if node.tag in (*MARKS, "w_comment"))
    return (int(number) for number in told if number.isdecimal())


def unmarked(body: bytes, gone: Collection[str]) -> bytes:
    """The text without the marks of these comments, and without the runs that hold nothing else."""
    marks = [node for node in tree(body).walk() if node.tag in MARKS and node.attributes.get("w_id") in gone]
    return edited(body, [_out(_alone(mark)) for mark in marks])


def _alone(mark: Node) -> Node:
    run = mark.parent
    alone = run and run.tag == "w_r" and all(each is mark or each.tag == "w_rPr" for each in run.children)
    return run if run and alone else mark


def _out(node: Node) -> Edit:
    return Edit(node.start, node.end, b"")


def without_own(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without our comments; an answer to one of them stands for itself."""
    comments = _own(parts["comments"])
    keys = {node.attributes.get("paraId") for comment in comments for node in comment.walk()} - {None}
    apart = {kind: edited(data, _unthreaded(data, keys)) for kind, data in parts.items() if kind != "comments"}
    return {"comments": edited(parts["comments"], map(_out, comments)), **apart}


def _unthreaded(data: bytes, gone: Collection[str | None]) -> Iterator[Edit]:
    for node in tree(data).walk():
        if node.attributes.get("paraId") in gone:
            yield _out(node)
        elif node.attributes.get("paraIdParent") in gone:
            yield Edit(node.start, node.inside, _PARENT.sub(b"", data[node.start : node.inside]))


def empty(space: str) -> bytes:
    """A part for comments, in the edition of the standard that has this namespace."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{space}"/>'.encode()


def written(root: Node, remarks: Sequence[Remark], first: int) -> bytes:
    """The remarks as comments, numbered from ``first``."""
    return "".join(_comment(remark, number, declared(root)) for number, remark in enumerate(remarks, first)).encode()


def declared(root: Node) -> str:
    """What makes the prefix ``w`` known where the part calls it otherwise."""
    return "" if root.name.startswith("w:") else f' xmlns:w="{root.space}"'


def _comment(remark: Remark, number: int, space: str) -> str:
    lines = (f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in remark.lines)
    head = f'<w:comment{space} w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">'
    return f"{head}{''.join(lines)}</w:comment>"
