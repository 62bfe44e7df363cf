"""XML as bytes that are cut and joined: what is not touched stays as it is, which no writer of trees can promise."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from pipeline.ingest.package import TEXTS, refuse, short

_OPENED = re.compile(rb"""<(?:[^>'"]|'[^']*'|"[^"]*")*>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_ENCODING = re.compile(r"""(?<=encoding=["'])[^"']+""")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True, eq=False)
class Node:
    """An element and where it stands in the bytes: from ``start`` to ``end``, its content from ``inside`` to ``last``.

    ``chunks`` are the stretches of a text of a run, each with the byte at which it begins; ``name`` is as written, with
    the prefix of the file, ``tag`` with the usual one for its ``space``.
    """

    tag: str
    name: str
    space: str
    attributes: dict[str, str]
    start: int
    inside: int
    last: int
    end: int
    parent: "Node | None"
    children: list["Node"] = field(default_factory=list)
    chunks: list[tuple[int, str]] = field(default_factory=list)
    raw: bool = False  # holds a CDATA section, which can't be cut

    def walk(self) -> Iterator["Node"]:
        """All elements in it, and itself, in the order of the file."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def above(self, *tags: str) -> Iterator["Node"]:
        """The elements around it with one of these tags, itself with them, from the inside out."""
        node: Node | None = self
        while node:
            if node.tag in tags:
                yield node
            node = node.parent


class Edit(NamedTuple):
    """``data[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: bytes


def utf8(data: bytes) -> bytes:
    """The part in UTF-8: the format allows UTF-16, too (ECMA-376 part 2, section 8.1.2), in which no byte is a sign."""
    if not data.startswith(_UTF_16):
        return data
    return _ENCODING.sub("UTF-8", data.decode("utf-16"), count=1).encode()


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes after all edits, none of which reach into each other; those of one place in their order."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [data[at : edit.start], edit.new]
        at = edit.end
    return b"".join((*parts, data[at:]))


def appended(data: bytes, inside: bytes) -> bytes:
    """The part with more at the end of its root."""
    root = tree(data)
    if root.inside < root.end:
        return edited(data, [Edit(root.last, root.last, inside)])
    head = data[root.start : root.end - 2]
    return edited(data, [Edit(root.start, root.end, b"%b>%b</%b>" % (head, inside, root.name.encode()))])


def tree(data: bytes) -> Node:
    """The elements of a part in UTF-8; ValueError or ExpatError where it can't be used."""
    parser = expat.ParserCreate(namespace_separator="}")
    stack: list[Node] = []
    root: list[Node] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        opened = _OPENED.match(data, at)
        written = _NAME.match(data, at)
        assert opened and written
        named = {short(key): value for key, value in attributes.items()}
        end = opened.end()
        parent = stack[-1] if stack else None
        space = name.rpartition("}")[0]
        node = Node(short(name), written[1].decode(), space, named, at, end, end, end, parent)
        (parent.children if parent else root).append(node)
        stack.append(node)

    def end(_: str) -> None:
        node = stack.pop()
        if data[node.inside - 2 : node.inside] != b"/>":
            node.last = parser.CurrentByteIndex
            node.end = data.index(b">", node.last) + 1

    def text(characters: str) -> None:
        if stack[-1].tag in TEXTS:
            stack[-1].chunks.append((parser.CurrentByteIndex, characters))

    def section() -> None:
        stack[-1].raw = True

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    parser.CharacterDataHandler, parser.StartCdataSectionHandler = text, section
    parser.Parse(data, True)
    return root[0]


def around(data: bytes, text: Node, offset: int) -> tuple[int, int]:
    """Where the bytes of a character of a text begin and end; the whole of a text that can't be cut."""
    for byte, characters in () if text.raw else text.chunks:
        if offset < len(characters):
            if data[byte : byte + 1] == b"&":
                return byte, data.index(b";", byte) + 1
            start = byte + len(characters[:offset].encode())
            return start, start + len(characters[offset].encode())
        offset -= len(characters)
    return text.inside, text.last
