"""A whole run: the reports of each release as soon as it is done, then what is made of all of them together.

No more of a release is kept in memory than the moment needs: what came of it lies in the ``Store`` of the output
folder, where the next run finds it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import ingest, tables
from pipeline.batch import Desk, Job, Unusable, Watch, by_doc_id, codes, lapsed, size, unwatched, usable
from pipeline.gather import gather
from pipeline.ingest import OPTIONS, STDIN, Options, Source
from pipeline.language import Language
from pipeline.report.digest import Digest
from pipeline.report.page import ON_A_PAGE
from pipeline.report.render import overview_name
from pipeline.store import Store, signs
from pipeline.workers import LIMIT, Unfinished, Workers, workers, worth
from pipeline.write import Together

if TYPE_CHECKING:
    from pipeline.release import Done


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
    formats: Sequence[str] = ("csv",),
) -> Run:
    """Audit the releases at and below ``paths``, and write their reports and tables below ``out``.

    What an earlier run did of releases that have not changed stands, unless all is to be done ``fresh``. ``jobs`` is
    how many processes share the work, None as many as it is worth; a release may take ``limit`` seconds. ``copied`` are
    the formats of ``pipeline.copies`` in which a copy of each is written beside its report, ``formats`` those of
    ``pipeline.tables`` in which the tables are written.
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
    return _Work(store, out, language, errors, Desk(options, copied), tuple(formats)).run(
        sources, watch, jobs, limit, fresh
    )


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
    formats: tuple[str, ...]

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
        warnings = tuple(lapsed(found, self.desk)) if self.desk.accepts else ()
        return Run(self.store, tuple(dict.fromkeys(self.errors)), warnings, len(sources) - len(todo), written)

    def _stands(self, source: Source) -> bool:
        """Whether what was done of a release is what would be done now, and its pages are as they were written."""
        known = self.store.known(source.doc_id)
        if not known or signs(self.out, known[1]) != known[1]:
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

        out = self.out if self.store.folder else None
        for done in map(usable, hands.each(partial(do, codes(self.language), out), jobs, limit)):
            if isinstance(done, OSError):
                raise done
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
        self.store.put(done.digest, done.part, done.apart, done.made_from, done.pages)
        self.store.commit()

    def _finish(self, hands: Workers) -> bool:
        """Check and write what is made of all releases; whether that could be done."""
        if not self.store.folder:
            return False
        done = not self.store.empty() and (self._stand_together() or self._write(hands))
        self._sweep()
        self.store.commit()
        return done

    def _stand_together(self) -> bool:
        """Whether what was made of all releases is what would be made now."""
        signed = self.store.written(self.formats)
        return bool(signed) and signs(self.out, signed) == signed

    def _write(self, hands: Workers) -> bool:
        try:
            with Together(self.out, self.store.folder) as files:
                refused = gather(self.store, files, self.formats, self.language, hands)
        except Unfinished as error:
            self.errors.append(str(error))
            return False
        tables.sweep(self.out, set(files.names()))
        self.errors += refused
        self.store.checked()
        # What could not be done is tried, and told, again by the next run.
        self.store.wrote(signs(self.out, files.names()), () if refused else self.formats)
        return True

    def _sweep(self) -> None:
        """Remove what earlier runs have written of releases that are here no longer, where nobody has changed it."""
        for name, signed in self.store.gone():
            if signed and signs(self.out, [name]) == {name: signed}:
                _removed(self.out, Path(name))
        self.store.swept()


def _removed(out: Path, file: Path) -> None:
    (out / file).unlink()
    with suppress(OSError):  # others are in it
        for folder in file.parents[:-1]:
            (out / folder).rmdir()


def _content(source: Source) -> str:
    try:
        return sha256(Path(source.path).read_bytes()).hexdigest() if source.path != STDIN else ""
    except OSError:
        return ""
