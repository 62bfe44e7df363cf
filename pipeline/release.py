"""One release from its file to all that is written of it: pure, for any process to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.batch import Job, Unusable, audited
from pipeline.language import load
from pipeline.package import part
from pipeline.report.digest import Digest, digest
from pipeline.report.findings import told
from pipeline.report.render import pages
from pipeline.store import packed


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a release: its pages by name, its part of the tables and of ``findings.json``, and from what."""

    digest: Digest
    pages: Mapping[str, str]
    part: bytes
    made_from: str
    apart: tuple[str, ...]


def do(language: tuple[str, str], job: Job | Unusable) -> Done | Unusable:
    """All that is written of a release, or why it could not be used."""
    done = job if isinstance(job, Unusable) else audited(language, job)
    if isinstance(done, Unusable) or isinstance(job, Unusable):
        return done  # type: ignore[return-value]  # an audit comes of a job alone
    content, made_from = packed([part(done), told(done)]), job.made_from(done.document.sha256, language)
    return Done(digest(done), pages(done, load(*language)), content, made_from, tuple(sorted(job.apart)))
