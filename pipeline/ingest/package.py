"""Packages of XML parts in a zip file, opened as if by an enemy: bounded in size and depth, nothing outside followed.

A part with a document type is refused: the format allows none, and entities live there (ECMA-376 part 2, section 9.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

LARGEST = 200_000_000  # bytes of all parts unpacked
RATIO = 400  # unpacked to packed; what repeats itself packs well, bombs pack a thousandfold
DEEPEST = 200  # elements within each other
DAMAGED = "damaged or no Word file; open it in Word or LibreOffice and save it as .docx again"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of encrypted files and of those from before 2007
TEXTS = ("w_t", "w_delText")
PREFIXES = {"/wordprocessingml/": "w_", "/markup-compatibility/": "mc_", "/math": "m_"}  # both editions of the standard


@dataclass(slots=True)
class Package:
    """The parts of an open package, each parsed once. ValueError where one breaks a limit or can't be parsed."""

    archive: ZipFile
    packed: int
    unpacked: int = 0
    parsed: dict[str, Element | None] = field(default_factory=dict)

    def part(self, name: str) -> Element | None:
        """The root of a part; None where there is none of this name."""
        if name not in self.parsed:
            self.parsed[name] = _parse(self.read(name)) if name in self.archive.NameToInfo else None
        return self.parsed[name]

    def targets(self, name: str) -> Iterator[tuple[str, str]]:
        """What a part refers to inside the package: the last word of the relationship, and the name of the part."""
        relations = self.part(relations_of(name))
        for each in relations if relations is not None else ():
            if each.get("TargetMode") != "External":
                target = _joined(PurePosixPath(name).parent, each.get("Target", ""))
                yield each.get("Type", "").rpartition("/")[2], target

    def read(self, name: str) -> bytes:
        """The bytes of a part, or of anything else in the package; KeyError where there is none of this name."""
        room = min(LARGEST, RATIO * max(self.packed, 10_000)) - self.unpacked
        try:
            with self.archive.open(name) as file:
                data = file.read(room + 1)
        except ValueError as error:  # a place before the file
            raise ValueError(DAMAGED) from error
        if len(data) > room:
            raise ValueError("unpacks to far more than a document holds; ask the sender for another copy")
        self.unpacked += len(data)
        return data


def opened(data: bytes) -> Package:
    """The package in these bytes; ValueError says what they are instead."""
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        fault = (
            "is protected by a password; save a copy without" if locked else "is no .docx but an old .doc; save it as"
        )
        raise ValueError(f"{fault} {'one' if locked else '.docx'} in Word")
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ValueError(DAMAGED) from error
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise ValueError("is protected by a password; save a copy without one")
    return Package(archive, len(data))


# What a damaged archive may raise while it is read.
BROKEN = (BadZipFile, ZlibError, EOFError, NotImplementedError, expat.ExpatError, OSError)


def relations_of(name: str) -> str:
    """The part that says what a part refers to; of the package itself, which has no name, too."""
    path = PurePosixPath(name)
    return str(path.parent / "_rels" / f"{path.name}.rels").removeprefix("./")


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = [] if target.startswith("/") else [part for part in folder.parts if part != "."]
    for part in PurePosixPath(target.lstrip("/")).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _parse(data: bytes) -> Element:
    """The tree of a part; its names have the usual prefixes (w_p), and each text of a run its number in ``#``."""
    builder = TreeBuilder()
    depth = texts = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, texts
        depth += 1
        if depth > DEEPEST:
            raise ValueError(f"elements nested more than {DEEPEST} deep; ask the sender for another copy")
        named = {short(key): value for key, value in attributes.items()}
        if (tag := short(name)) in TEXTS:
            texts += 1
            named["#"] = str(texts)
        builder.start(tag, named)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(short(name))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, refuse
    parser.Parse(data, True)
    return builder.close()


def refuse(*_: object) -> None:
    """What is to be called where a part has a document type."""
    raise ValueError("holds a document type, which no Word file does; ask the sender for another copy")


@lru_cache(1000)
def short(name: str) -> str:
    """A name with its prefix; with "_" for ":", which in a path of ElementTree has a meaning of its own."""
    space, _, local = name.rpartition("}")
    return next((prefix for words, prefix in PREFIXES.items() if words in space), "") + local
