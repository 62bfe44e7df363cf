"""What is made of all releases of a run together: the tables, ``findings.json`` and the index, piece by piece."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from pipeline import tables
from pipeline.chunk import Made, chunks, made, sound
from pipeline.language import Language
from pipeline.report.findings import schema, streamed
from pipeline.report.render import overview
from pipeline.store import Store
from pipeline.workers import Workers, each_of
from pipeline.write import Together


def gather(store: Store, files: Together, formats: Sequence[str], language: Language, hands: Workers) -> list[str]:
    """Write all of it, with the tables in these formats; a line for each release that one of them can't hold.

    Unfinished where a table breaks its schema.
    """
    with TemporaryFile("w+", encoding="utf-8", newline="", dir=store.folder) as later:
        each = _Chunks(files, later)
        some = each_of(hands, partial(made, formats), chunks(store.parts(), formats))
        with files.unfinished("findings.json").open("w", encoding="utf-8", newline="") as file:
            file.writelines(streamed(each.documents(map(sound, some)), each.findings(), language.reader))
    for name, content in (*tables.last(each.rows, formats).items(), ("findings.schema.json", schema())):
        files.add(name, content)
    for name, page in overview(store.digests(), store.digests(worst_first=True), language, partial(each_of, hands)):
        files.add(name, page)
    return each.refused


class _Chunks:
    """What chunks have, written as they come; but findings, which are told after all documents, wait in a file."""

    def __init__(self, files: Together, later: IO[str]) -> None:
        self._files, self._later, self._sizes = files, later, list[int]()
        self.rows, self.refused = Counter[str](), list[str]()

    def documents(self, some: Iterable[Made]) -> Iterator[str]:
        for chunk in some:
            for name, content in chunk.files.items():
                self._files.add(name, content)
            self.rows.update(chunk.rows)
            self.refused += chunk.refused
            self._sizes.append(self._later.write(chunk.findings))
            yield chunk.documents

    def findings(self) -> Iterator[str]:
        self._later.seek(0)
        yield from map(self._later.read, self._sizes)
