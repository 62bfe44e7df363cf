"""One faulty release in every format: the snapshots that are reviewed, and what the tests of the formats look at."""

from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from click import unstyle

from pipeline import batch, formats
from pipeline.formats import Run
from pipeline.language import load
from pipeline.records import Audit

HERE = Path(__file__).parent
SNAPSHOTS = HERE / "snapshots"
RELEASE = "kebun-kota.txt"
UNREAD = "raw/kosong.txt: empty; put the text of the release into it or remove it"


@cache
def run(reader: str = "id") -> Run:
    """A release with four findings, the last of them accepted, and an input that could not be read."""
    language = load("id", reader)
    (audited,) = batch.audit_all([str(HERE / RELEASE)], language).audits
    *asked, accepted = audited.findings
    findings = (*asked, replace(accepted, accepted=True, reason="Satu relawan pindah; lihat berita acara."))
    return Run((placed(replace(audited, findings=findings), f"raw/{RELEASE}"),), (UNREAD,), language)


def placed(audited: Audit, source: str) -> Audit:
    """The audit of a file in another place."""
    return replace(audited, document=replace(audited.document, source=source))


def snapshots() -> dict[str, str]:
    """The content of every snapshot by its name."""
    told = {name: formats.render(name, run()) for name in formats.names()}
    return {
        f"check.{name}.txt": unstyle(text).replace(version("press-audit"), "VERSION") for name, text in told.items()
    }


if __name__ == "__main__":
    for name, text in snapshots().items():
        (SNAPSHOTS / name).write_text(text, "utf-8")
