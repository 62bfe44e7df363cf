"""One release from its file to all that is written of it, for any process to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch import Job, Unusable, audited
from pipeline.language import Language, load
from pipeline.records import Audit
from pipeline.report.digest import Digest, digest
from pipeline.store import FOLDER, packed, signs
from pipeline.write import write


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a release: its part of the tables and of ``findings.json``, and from what it was made.

    ``pages`` are the signs of its pages and copies, ``errors`` has a line for each copy that could not be made.
    """

    digest: Digest
    pages: Mapping[str, str]
    part: bytes
    made_from: str
    apart: tuple[str, ...]
    errors: tuple[str, ...]


def do(codes: tuple[str, str], out: Path | None, job: Job | Unusable) -> Done | Unusable | OSError:
    """Audit a release and write its pages below ``out``, where there is one; or why either could not be done."""
    done = job if isinstance(job, Unusable) else audited(codes, job)
    if isinstance(done, Unusable) or isinstance(job, Unusable):
        return done  # type: ignore[return-value]  # an audit comes of a job alone
    language = load(*codes)
    try:
        pages, errors = _written(done, job, language, out) if out else ({}, ())
    except OSError as error:
        return error
    # What could not be done is tried again by the next run.
    made_from = "" if errors else job.made_from(done.document.sha256, codes)
    apart = tuple(sorted(job.apart))
    found = digest(done, language.reader)
    return Done(found, pages, _part(done, found, language), made_from, apart, errors)


def _written(done: Audit, job: Job, language: Language, out: Path) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Write the pages and copies of a release: their signs, and a line for each copy that can't be made."""
    from pipeline import copies
    from pipeline.report.render import pages

    copied, errors = copies.files(done, job.copied, language, out)
    files: dict[str, str | bytes] = {**pages(done, language), **copied}
    write(files, out, out / FOLDER)
    return signs(out, files), errors


def _part(done: Audit, found: Digest, language: Language) -> bytes:
    # Imported here: who hands out releases makes no tables, and waits for no pandas.
    from pipeline.package import part
    from pipeline.report.findings import listed, told

    return packed([part(done, language.reader), listed(found), told(done, language)])
