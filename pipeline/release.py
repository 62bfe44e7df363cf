"""One release from its file to all that is written of it: pure, for any process to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import copies
from pipeline.batch import Job, Unusable, audited
from pipeline.language import load
from pipeline.package import part
from pipeline.report.digest import Digest, digest
from pipeline.report.findings import told
from pipeline.report.render import pages
from pipeline.store import packed


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a release: its pages and copies by name, its part of the tables and of ``findings.json``, from what.

    ``errors`` has a line for each copy that could not be made.
    """

    digest: Digest
    pages: Mapping[str, str | bytes]
    part: bytes
    made_from: str
    apart: tuple[str, ...]
    errors: tuple[str, ...]


def do(codes: tuple[str, str], out: Path, job: Job | Unusable) -> Done | Unusable:
    """All that is written of a release below ``out``, or why it could not be used."""
    done = job if isinstance(job, Unusable) else audited(codes, job)
    if isinstance(done, Unusable) or isinstance(job, Unusable):
        return done  # type: ignore[return-value]  # an audit comes of a job alone
    language = load(*codes)
    copied, errors = copies.files(done, job.copied, language, out)
    return Done(
        digest=digest(done, language.reader),
        pages={**pages(done, language), **copied},
        part=packed([part(done, language.reader), told(done, language)]),
        # What could not be done is tried again by the next run.
        made_from="" if errors else job.made_from(done.document.sha256, codes),
        apart=tuple(sorted(job.apart)),
        errors=errors,
    )
