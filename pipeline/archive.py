"""A whole run: the reports of each release as soon as it is done, then what is made of all of them together.

No more of a release is kept in memory than the moment needs: what came of it lies in the ``Store`` of the output
folder, where the next run finds it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pipeline import ingest
from pipeline.batch import Desk, Job, Unusable, Watch, by_doc_id, codes, lapsed, size, unwatched, usable
from pipeline.ingest import OPTIONS, STDIN, Options, Source
from pipeline.language import Language
from pipeline.report.digest import Digest
from pipeline.report.findings import schema, streamed
from pipeline.report.page import ON_A_PAGE
from pipeline.report.render import overview, overview_name
from pipeline.store import Store, sign, unpacked
from pipeline.workers import LIMIT, Lost, Workers, workers, worth
from pipeline.write import aside, write

if TYPE_CHECKING:
    from pipeline.release import Done

CHUNK = 200_000  # bytes of packed tables that are checked together: checking a few costs as much as checking many


@dataclass(slots=True)
class Run:
    """What a run has done: the releases of its store, and a line for each thing that could not be done.

    ``warnings`` are lines about accepted findings that are so no longer; ``unchanged`` releases stood as they were.
    """

    store: Store | None = None
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unchanged: int = 0
    written: bool = False

    def digests(self) -> Iterator[Digest]:
        """The digests of all releases by doc_id."""
        return self.store.digests() if self.store else iter(())

    def close(self) -> None:
        """Let the next run have the output folder."""
        if self.store:
            self.store.close()


def run(
    paths: Sequence[str],
    out: Path,
    language: Language,
    watch: Watch = unwatched,
    jobs: int | None = None,
    limit: float = LIMIT,
    fresh: bool = False,
    options: Options = OPTIONS,
    copied: Sequence[str] = (),
) -> Run:
    """Audit the releases at and below ``paths``, and write their reports and tables below ``out``.

    What an earlier run did of releases that have not changed stands, unless all is to be done ``fresh``. ``jobs`` is
    how many processes share the work, None as many as it is worth; a release may take ``limit`` seconds. ``copied`` are
    the formats of ``pipeline.copies`` in which a copy of each is written beside its report.
    """
    found, refused = ingest.find(paths, out)
    sources, errors = _named_apart(by_doc_id(found), [*map(str, refused)])
    if not sources:
        return Run(errors=tuple(errors))
    try:
        store = Store(out)
    except OSError as error:
        errors.append(_unwritable(out, error))
        store = Store(None)
    return _Work(store, out, language, errors, Desk(options, copied)).run(sources, watch, jobs, limit, fresh)


def _named_apart(sources: Sequence[Source], errors: list[str]) -> tuple[list[Source], list[str]]:
    """The sources without those whose pages would be pages of the index."""
    taken = {overview_name(number + 1) for number in range(1, -(-len(sources) // ON_A_PAGE))}
    fault = "is the name of a page of the overview; rename the file"
    told = [f"{source.path}: {source.doc_id!r} {fault}" for source in sources if source.doc_id in taken]
    return [source for source in sources if source.doc_id not in taken], errors + told


def _unwritable(out: Path, error: OSError) -> str:
    return f"{out}: can't be written ({error.strerror}); choose another folder with --out"


@dataclass(slots=True)
class _Work:
    """A run on its way; where its store has no folder, nothing can be written."""

    store: Store
    out: Path
    language: Language
    errors: list[str]
    desk: Desk

    def run(self, sources: Sequence[Source], watch: Watch, jobs: int | None, limit: float, fresh: bool) -> Run:
        todo = [source for source in sources if fresh or not self._stands(source)]
        written = False
        try:
            with workers(jobs or worth(size(todo))) as hands:
                self._audit(hands, todo, watch, limit)
                written = self._finish(hands)
        except OSError as error:
            self.errors.append(_unwritable(self.out, error))
        found = ((each.source, each.ids) for each in self.store.digests())
        warnings = tuple(lapsed(found, self.desk))
        return Run(self.store, tuple(dict.fromkeys(self.errors)), warnings, len(sources) - len(todo), written)

    def _stands(self, source: Source) -> bool:
        """Whether what was done of a release is what would be done now, and its pages are as they were written."""
        known = self.store.known(source.doc_id)
        if not known or any(sign(self.out / name) != signed for name, signed in known[1].items()):
            return False
        job = self.desk.job(source)
        stands = isinstance(job, Job) and known[0] == job.made_from(_content(source), codes(self.language))
        if stands:
            self.store.keep(source.doc_id)
        return stands

    def _audit(self, hands: Workers, todo: Sequence[Source], watch: Watch, limit: float) -> None:
        if todo:
            self._take(watch(self._done(hands, self.desk.jobs(todo), limit), len(todo)))
        self.store.only_these()
        if shared := list(self.store.to_tell_apart()):
            again = (self.desk.job(Source(name, source), apart) for name, source, apart in shared)
            self._take(self._done(hands, again, limit))
        self.store.commit()

    def _done(self, hands: Workers, jobs: Iterable[Job | Unusable], limit: float) -> Iterator[Digest | Unusable]:
        # Imported here: a run that finds nothing changed makes no tables.
        from pipeline.release import Done, do

        for done in map(usable, hands.each(partial(do, codes(self.language), self.out), jobs, limit)):
            if isinstance(done, Done):
                self._keep(done)
                self.errors += done.errors
                yield done.digest
            elif isinstance(done, Unusable):
                yield done

    def _take(self, done: Iterable[Digest | Unusable]) -> None:
        for one in done:
            if isinstance(one, Unusable):
                self.errors += one.lines

    def _keep(self, done: "Done") -> None:
        signs = {}
        if self.store.folder:
            write(done.pages, self.out, self.store.folder)
            signs = {name: sign(self.out / name) for name in done.pages}
        self.store.put(done.digest, done.part, done.apart, done.made_from, signs)
        self.store.commit()

    def _finish(self, hands: Workers) -> bool:
        """Check and write what is made of all releases; whether that could be done."""
        if not self.store.folder or self.store.empty():
            return False
        if faults := _faults(hands, self.store):
            self.errors.append(faults)
            return False
        signs = self.store.written()
        if not signs or any(sign(self.out / name) != signed for name, signed in signs.items()):
            self.store.wrote({name: sign(self.out / name) for name in _written(self.store, self.out, self.language)})
        self.store.commit()
        return True


def _content(source: Source) -> str:
    try:
        return sha256(Path(source.path).read_bytes()).hexdigest() if source.path != STDIN else ""
    except OSError:
        return ""


def _faults(hands: Workers, store: Store) -> str:
    """How a table breaks its schema, in what nobody has checked yet."""
    found: list[str] = []
    for faults in hands.each(_of_chunk, _chunks(store.parts(unchecked=True))):
        found += [faults.reason] if isinstance(faults, Lost) else faults
    if found:
        from pipeline.tabulate import TableError

        return str(TableError(found))
    store.checked()
    return ""


def _chunks(parts: Iterable[bytes]) -> Iterator[list[bytes]]:
    chunk: list[bytes] = []
    for part in parts:
        chunk.append(part)
        if sum(map(len, chunk)) > CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _of_chunk(parts: Sequence[bytes]) -> list[str]:
    """What is wrong with the tables of these parts, read as they are written."""
    from pipeline.package import joined
    from schemas.check import faults

    return [str(fault) for fault in faults(joined([unpacked(part)[0] for part in parts]))]


def _written(store: Store, out: Path, language: Language) -> Iterator[str]:
    """Write what is made of all releases, and name it."""
    yield from _tables(store, out, language)
    write({"findings.schema.json": schema()}, out, store.folder)
    yield "findings.schema.json"
    for name, page in overview(store.digests(), store.digests(worst_first=True), language):
        write({name: page}, out, store.folder)
        yield name


def _tables(store: Store, out: Path, language: Language) -> list[str]:
    from pipeline.package import DESCRIPTOR, counted, head
    from pipeline.tabulate import ROWS

    names, rows = [f"tables/{table}.csv" for table in ROWS], Counter(dict.fromkeys(ROWS, 0))
    with ExitStack() as stack:
        findings, *files = (stack.enter_context(aside(out / n, store.folder)) for n in ("findings.json", *names))
        tables = dict(zip(ROWS, files, strict=True))
        for table, file in tables.items():
            file.write(head(table))
        findings.writelines(streamed(store.digests(), _spread(store.parts(), tables, rows), language.reader))
    write({f"tables/{DESCRIPTOR}": counted(rows)}, out, store.folder)
    return ["findings.json", *names, f"tables/{DESCRIPTOR}"]


def _spread(parts: Iterable[bytes], tables: Mapping[str, TextIO], rows: "Counter[str]") -> Iterator[str]:
    """Write the rows of each part to their tables, and count them; the findings are handed on."""
    for part in parts:
        lines, findings = unpacked(part)
        for table, (number, text) in lines.items():
            tables[table].write(text)
            rows[table] += number
        yield findings
