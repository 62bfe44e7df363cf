"""The same run on a Dask cluster that exists: an archive in parts, each a task that writes its tables as Parquet.

A task does the same to the same releases wherever and however often it runs, and puts each file in its place at once:
so whatever dies in between, nothing is lost and nothing is there twice.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from pipeline import batch, ingest, tables
from pipeline.batch import Desk, Job, Tally, Unusable, Watch, unwatched
from pipeline.chunk import Chunk, made, sound
from pipeline.extras import need
from pipeline.ingest import InputError, Options, Source
from pipeline.pool import watched
from pipeline.release import Done, do
from pipeline.tables import parquet
from pipeline.workers import Lost

if TYPE_CHECKING:
    import pandas as pd
    from distributed import Client

NAME = "press-audit"
RELEASES = parquet.RELEASES  # of a task: seconds of work, where handing out one takes milliseconds
PIECES = 10  # that a part is cut into when workers die of it
WAITING = 2  # tasks in flight for each thread of the cluster: none is idle, and the client keeps few
PATIENCE = "10 s"  # to find the scheduler

Task = TypeVar("Task")


class ClusterError(Exception):
    """A cluster that can't be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What holds for all parts: where the paths of releases begin, where to write to, and how the run is to end.

    ``language`` is what ``batch.codes`` says of it; a release may take ``limit`` seconds.
    """

    base: str
    out: str
    language: tuple[str, str]
    options: Options
    limit: float
    fail_on: str | None
    min_coverage: Decimal | None


@dataclass(frozen=True, slots=True)
class Part:
    """Releases that are done together; its name is in the names of its files."""

    name: str
    sources: tuple[Source, ...]

    def pieces(self) -> list["Part"]:
        """The same releases in smaller parts."""
        size = -(-len(self.sources) // PIECES)
        starts = range(0, len(self.sources), size)
        return [Part(f"{self.name}-{n}", self.sources[start : start + size]) for n, start in enumerate(starts)]


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a part once it is written: enough to sum up, and to find what it shares with others.

    ``files`` are those of it below the output folder, ``findings`` the ids of its findings as numbers of eight bytes.
    """

    name: str
    tally: Tally
    files: tuple[str, ...] = ()
    findings: "array[int]" = field(default_factory=partial(array, "Q"))
    errors: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    fails: bool = False

    def __str__(self) -> str:
        return f"part {self.name}: {self.tally['release', '']} releases"


@dataclass(slots=True)
class Outcome:
    """What came of all parts together."""

    tally: Tally = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    uncovered: list[str] = field(default_factory=list)
    fails: bool = False


def run(paths: Sequence[str], order: Order, address: str, watch: Watch = unwatched) -> Outcome:
    """Audit the releases at and below ``paths`` on the cluster at ``address``, and write their tables.

    MissingExtra where the extra is not installed, ClusterError where the cluster can't be used.
    """
    need("--dask", "bulk", "distributed", "fsspec", "pyarrow")
    sources, refused = ingest.find(paths, None if "://" in order.out else Path(order.out))
    outcome = Outcome(errors=[*map(str, refused)])
    if sources:
        anywhere = replace(order, base=_anywhere(order.base), out=_anywhere(order.out))
        with _told(order.out, address), _client(address) as client:
            _same_everywhere(client)
            _all(client, parts(sources), anywhere, outcome, watch)
    return outcome


@contextmanager
def _told(out: str, address: str) -> Iterator[None]:
    """What can't be done anywhere, as what is wrong with the cluster."""
    from distributed.comm.core import CommClosedError

    try:
        yield
    except (CancelledError, CommClosedError) as error:
        raise ClusterError(f"--dask {address}: the scheduler is gone; start it and run again") from error
    except ModuleNotFoundError as error:
        raise ClusterError(f"the workers lack {error.name}; install press-audit[bulk] there, too") from error
    except OSError as error:
        fault = f"can't be written by the workers ({error.strerror or error}); choose another place with --out"
        raise ClusterError(f"{out}: {fault}") from error


def _same_everywhere(client: "Client") -> None:
    """ClusterError where a worker has another version: its tables would be others."""
    here, there = version(NAME), client.run(version, NAME)
    for worker, found in there.items():
        if found != here:
            raise ClusterError(f"worker {worker} has press-audit {found}, and here is {here}; install the same")


def _anywhere(place: str) -> str:
    """The same place for every worker, whichever folder it was started in."""
    return place if "://" in place else str(Path(place).absolute())


def parts(sources: Iterable[Source]) -> list[Part]:
    """The releases in the order of a run on one machine, and in its parts."""
    ordered = sorted(sources, key=lambda source: source.doc_id)
    starts = range(0, len(ordered), RELEASES)
    return [Part(f"{n:05}", tuple(ordered[start : start + RELEASES])) for n, start in enumerate(starts)]


def _all(client: "Client", todo: Sequence[Part], order: Order, outcome: Outcome, watch: Watch) -> None:
    findings: dict[tuple[str, ...], array[int]] = {}
    for done in watch(_written(client, partial(audit_part, order=order), todo), len(todo)):
        outcome.tally += done.tally
        outcome.errors += done.errors
        outcome.uncovered += done.uncovered
        outcome.fails |= done.fails
        findings[done.files] = done.findings
    for _ in _each(client, partial(tell_apart, order=order), _sharing(findings), _lost):
        pass
    _sweep(order.out, {file for files in findings for file in files})


def _written(client: "Client", audit: Callable[[Part], Written], todo: Sequence[Part]) -> Iterator[Written]:
    """What came of each part. A release that workers seem to die of is done again when nothing else is.

    For a scheduler blames all that waits for a worker that dies (``distributed.scheduler.allowed-failures``).
    """
    blamed: list[Part] = []
    yield from _each(client, audit, todo, partial(_smaller, blamed))
    yield from _each(client, audit, blamed, _unusable, window=1)


def _each(
    client: "Client",
    task: Callable[[Task], Any],
    jobs: Iterable[Task],
    failed: Callable[[Task, Exception], tuple[Any, list[Task]]],
    window: int | None = None,
) -> Iterator[Any]:
    """What the task makes of each job, as it comes, with a window of them in flight: as the cluster has room, if None.

    ``failed``: what to say of a job that can't be done, if anything, and what to do in its place.
    """
    from distributed import as_completed

    waiting, again, number = iter(jobs), list[Task](), count()
    running: dict[str, Task] = {}
    coming = as_completed(loop=client.loop)

    def hand_out() -> None:
        while len(running) < (window or WAITING * max(1, sum(client.nthreads().values()))):
            job = again.pop() if again else next(waiting, None)
            if job is None:
                return
            future = client.submit(task, job, key=f"press-audit-{uuid4().hex}-{next(number)}", pure=False)
            running[str(future.key)] = job
            coming.add(future)

    hand_out()
    for future in coming:
        job = running.pop(future.key)
        try:
            yield future.result()
        except (CancelledError, ImportError, OSError):  # as true of every other job
            raise
        except Exception as error:
            told, pieces = failed(job, error)
            again += pieces
            if told is not None:
                yield told
        hand_out()


def _smaller(blamed: list[Part], part: Part, error: Exception) -> tuple[Written | None, list[Part]]:
    if len(part.sources) > 1:
        return None, part.pieces()
    if not _killed(error):
        return _unusable(part, error)
    blamed.append(part)
    return None, []


def _unusable(part: Part, error: Exception) -> tuple[Written, list[Part]]:
    return Written(part.name, Counter(), errors=(f"{part.sources[0].path}: {_reason(error)}",)), []


def _killed(error: Exception) -> bool:
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)


def _reason(error: Exception) -> str:
    if _killed(error):
        return "workers of the cluster die of it, or it takes longer than --limit; audit it alone"
    return f"a bug of press-audit, please report it ({type(error).__name__}: {error})"


def _lost(job: object, error: Exception) -> Any:
    raise ClusterError(f"copies can't be told apart: {_reason(error)}") from error


def audit_part(part: Part, order: Order) -> Written:
    """The work of one task: audit these releases, write their tables, and say what came of it."""
    done = list(_audited(part, order))
    releases = [one for one in done if isinstance(one, Done)]
    parts = {one.digest.doc_id: one.part for one in releases}
    chunk = sound(made(["parquet"], Chunk(part.name, parts, frozenset(parts))))
    _put(chunk.files, order.out)
    digests = [one.digest for one in releases]
    return Written(
        part.name,
        batch.tally(digests),
        tuple(chunk.files),
        array("Q", (_number(finding_id) for each in digests for finding_id in each.ids)),
        (*(line for one in done if isinstance(one, Unusable) for line in one.lines), *chunk.refused),
        tuple(batch.uncovered(digests, order.min_coverage)),
        batch.fails(digests, order.fail_on),
    )


def _audited(part: Part, order: Order) -> Iterator[Done | Unusable]:
    """What comes of each release, as on one machine."""
    desk = Desk(order.options)
    for source in part.sources:
        done = watched(partial(_done, order, desk), order.limit, source)
        if isinstance(done, OSError):
            raise done
        yield Unusable(source.path, (f"{source.path}: {done.reason}",)) if isinstance(done, Lost) else done


def _done(order: Order, desk: Desk, source: Source) -> Done | Unusable | OSError:
    done = do(order.language, None, _job(order, desk, source))
    return replace(done, lines=_as_there(order, source, done.lines)) if isinstance(done, Unusable) else done


def _job(order: Order, desk: Desk, source: Source) -> Job | Unusable:
    """How a release is to be audited, read already: the worker is in another folder than whoever named it."""
    here = replace(source, path=str(Path(order.base, source.path)))
    job = desk.job(here)
    if isinstance(job, Unusable):
        return job
    try:
        document = ingest.read(here, order.language[0], order.options)
    except InputError as error:
        return Unusable(source.path, (str(error),))
    return replace(job, source=source, document=replace(document, source=source.path))


def _as_there(order: Order, source: Source, lines: Iterable[str]) -> tuple[str, ...]:
    """The lines with the paths of files as they are where the releases were named."""
    return tuple(line if Path(source.path).is_absolute() else line.replace(f"{order.base}/", "") for line in lines)


def _number(finding_id: str) -> int:
    """The id of a finding, without the release that tells copies apart, in eight bytes."""
    return int.from_bytes(blake2b(finding_id.partition("@")[0].encode(), digest_size=8).digest(), "big")


def _sharing(findings: dict[tuple[str, ...], "array[int]"]) -> Iterator[tuple[tuple[str, ...], frozenset[int]]]:
    """The files of each part, with those of its findings that other parts have, too."""
    import numpy as np

    every, times = np.unique(np.concatenate([np.empty(0, "uint64"), *findings.values()]), return_counts=True)
    shared = every[times > 1]
    for files, own in findings.items():
        if ids := frozenset(np.intersect1d(np.array(own, "uint64"), shared).tolist()):
            yield files, ids


def tell_apart(job: tuple[tuple[str, ...], frozenset[int]], order: Order) -> None:
    """Put the release into the ids of findings that copies of one text have in common, as on one machine."""
    files, shared = job
    for file in files:
        if file.startswith(f"{tables.FOLDER}/findings/"):
            repairs = file.replace("/findings/", "/repairs/")
            _renamed(order.out, file, repairs, shared)


def _renamed(out: str, findings: str, repairs: str, shared: frozenset[int]) -> None:
    found, mended = (_get(out, "findings", findings), _get(out, "repairs", repairs))
    names = {
        old: f"{old}@{doc_id}"
        for old, doc_id in zip(found["finding_id"], found["doc_id"], strict=True)
        if "@" not in old and _number(old) in shared
    }
    for file, table in ((repairs, mended), (findings, found)):
        ids = [names.get(old, old) for old in table["finding_id"]]
        name = file.split("/")[1]
        _put({file: parquet.content(name, table.assign(finding_id=ids))}, out)


def _get(out: str, name: str, file: str) -> "pd.DataFrame":
    from fsspec.core import url_to_fs

    files, root = url_to_fs(out)
    with files.open(f"{root}/{file}", "rb") as opened:
        return parquet.read(name, opened)


def _put(made: tables.Files, out: str) -> None:
    """Write each file aside and rename it: nobody ever sees half of one, and who comes second changes nothing."""
    from fsspec.core import url_to_fs

    files, root = url_to_fs(out)
    for name, content in made.items():
        folder, _, last = f"{root}/{name}".rpartition("/")
        files.makedirs(folder, exist_ok=True)
        aside = f"{folder}/.{last}.{uuid4().hex}"
        try:
            files.pipe_file(aside, content)
            files.mv(aside, f"{folder}/{last}")
        finally:
            if files.exists(aside):
                files.rm_file(aside)


def _sweep(out: str, keep: set[str]) -> None:
    """Remove what earlier runs and killed workers have left among the parts."""
    from fsspec.core import url_to_fs

    files, root = url_to_fs(out)
    for path in files.find(f"{root}/{tables.FOLDER}"):
        if ".parquet" in path.rpartition("/")[2] and path.removeprefix(f"{root}/") not in keep:
            files.rm_file(path)


def _client(address: str) -> "Client":
    from distributed import Client

    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        fault = "no Dask scheduler answers there; check the address, and that the scheduler runs"
        raise ClusterError(f"--dask {address}: {fault}") from error
