"""How fast it is, as ratios measured side by side in one run: ``make bench`` prints them and writes RESULTS.md."""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tables import Table, milliseconds, times
from texts import LONG, hostile, long_release, releases
from timing import Task, capped, interleaved

from pipeline import package
from pipeline.claims import infer
from pipeline.claims.layout import layout
from pipeline.claims.tables import cells
from pipeline.crosscheck import crosscheck
from pipeline.diagnose import diagnose
from pipeline.extract import extract
from pipeline.ingest import document_from_text
from pipeline.language import load
from pipeline.notices import noticed
from pipeline.records import Audit, Claim, Document
from pipeline.report import render
from pipeline.run import audit
from pipeline.tabulate import tabulate

HERE = Path(__file__).parent
LANGUAGE = load("id")
TOKEN = re.compile(r"\w+|[^\w\s]")
HEAD = """# Benchmarks
Written by `make bench`.
All that is compared was run in turns in one process or one shell, on one core, and the medians are shown.
Ratios carry over to other machines, times and rates do not: "x" is a ratio.
"""


def main() -> None:
    options = _options()
    sections = (throughput, stages, shell, diagnosis, growth, hostility)
    tables = []
    for section in sections:
        tables.append(section(options.rounds, options.cap).markdown())
        print(tables[-1], flush=True)
    (HERE / "RESULTS.md").write_text("\n".join((HEAD, *tables)), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="Counted runs of each thing (default 7).")
    parser.add_argument("--cap", type=int, default=30, help="Seconds after which a long text is given up (default 30).")
    return parser.parse_args()


def throughput(rounds: int, cap: int) -> Table:
    """The audit against programs that do a part of its work on the same texts."""
    texts = releases()
    documents = [document_from_text("release", text) for text in texts]
    ours = "whole audit: text to findings and tables"
    tasks: dict[str, Task] = {
        ours: lambda: [_audited(text) for text in texts],
        "its reading of the figures alone": lambda: [extract(document, LANGUAGE) for document in documents],
        "tokenising by `re`": lambda: [TOKEN.findall(text) for text in texts],
    }
    peer = _recognizer()
    if peer:
        tasks["Recognizers-Text (Spanish): numbers alone"] = lambda: [peer(text) for text in texts]
    measured = interleaved(tasks, rounds)
    rows = [
        [name, times(measured[ours] / taken), f"{len(texts) / taken:,.0f}", milliseconds(taken / len(texts))]
        for name, taken in measured.items()
    ]
    note = (
        f"{len(texts)} releases of {sum(map(len, texts)) / 1000:.0f} kB together; speed is relative to the whole audit."
    )
    missing = "" if peer else "\nRecognizers-Text is not installed (`pip install -e '.[bench]'`): left out."
    return Table("Speed on one core", note + missing, ["", "speed", "releases/s", "ms a release"], rows)


def _audited(text: str, doc_id: str = "release") -> Audit:
    return audit(document_from_text(doc_id, text), LANGUAGE)


def _recognizer() -> Callable[[str], object] | None:
    """Another reader of numbers, which knows no Indonesian: Spanish writes numbers the same way."""
    try:
        from recognizers_number import Culture, NumberRecognizer
    except ImportError:
        return None
    return NumberRecognizer(Culture.Spanish).get_number_model().parse  # type: ignore[no-any-return]


def stages(rounds: int, cap: int) -> Table:
    """Where the time goes. Reports and tables are of all releases together, as in a run."""
    texts = releases()
    audits = [_audited(text) for text in texts]
    named = [_audited(text, f"release-{number}") for number, text in enumerate(texts)]
    laid = [layout(each.document, each.figures, LANGUAGE) for each in audits]
    claims = [tuple(check.claim for check in each.checks) for each in audits]
    tasks: dict[str, Task] = {
        "ingest": lambda: [document_from_text("release", text) for text in texts],
        "extract": lambda: [extract(each.document, LANGUAGE) for each in audits],
        "layout": lambda: [layout(each.document, each.figures, LANGUAGE) for each in audits],
        "claims": lambda: [infer(each, LANGUAGE) for each in laid],
        "crosscheck": lambda: [crosscheck(each, LANGUAGE) for each in claims],
        "notices": lambda: [list(noticed(each, LANGUAGE)) for each in laid],
        "diagnose": lambda: [diagnose(each.checks, each.document, LANGUAGE, figures=each.figures) for each in audits],
        "cells": lambda: [
            cells(read, each.figures, each.document, LANGUAGE) for each, read in zip(audits, claims, strict=True)
        ],
        "report: pages": lambda: render(named, LANGUAGE),
        "report: tables": lambda: package.render(tabulate(named)),
    }
    measured = interleaved(tasks, rounds)
    total = sum(measured.values())
    rows = [[name, f"{100 * t / total:.1f} %", milliseconds(t / len(texts))] for name, t in measured.items()]
    return Table("Stages", "Share of a whole run.", ["stage", "share", "ms a release"], rows)


def shell(rounds: int, cap: int) -> Table:
    """What a person waits for, beside what Python itself takes to load the libraries that are used."""
    raw = max((HERE.parent / "raw").rglob("*.txt"), key=lambda path: path.stat().st_size)
    bare = "import click; click.group()(lambda: None)(['--help'])"
    with tempfile.TemporaryDirectory() as out:
        command = ["-m", "pipeline.cli", "run", str(raw), "--out", out, "--fail-on", "never"]
        measured = interleaved(
            {
                "run": partial(_python, *command),
                "libraries": partial(_python, "-c", "import pandas, pandera"),
                "help": partial(_python, "-m", "pipeline.cli", "--help"),
                "bare": partial(_python, "-c", bare),
            },
            rounds,
        )
    pairs = [
        ("one release with all reports", "run", "`import pandas, pandera`", "libraries"),
        ("`--help`", "help", "`--help` of a bare click program", "bare"),
    ]
    rows = [
        [f"{ours} against {theirs}", times(measured[a] / measured[b]), *(milliseconds(measured[x]) for x in (a, b))]
        for ours, a, theirs, b in pairs
    ]
    note = f"Each a process of its own; the release is the longest of `raw/` ({raw.stat().st_size / 1000:.1f} kB)."
    return Table("From the shell", note, ["", "time", "ms", "ms of the other"], rows)


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=HERE.parent, check=True, capture_output=True)


def diagnosis(rounds: int, cap: int) -> Table:
    """The search for corrections against reading, on a long release with many claims and faults."""
    each = next(each for each in _growing() if len(each.checks) >= 100)
    measured = interleaved(
        {
            "reading": lambda: _claims(each.document),
            "diagnosis": lambda: diagnose(each.checks, each.document, LANGUAGE, figures=each.figures),
        },
        rounds,
    )
    faults = sum(check.status == "inconsistent" for check in each.checks)
    note = f"A text of {len(each.figures)} figures and {len(each.checks)} claims, {faults} of them broken."
    ratio = times(measured["diagnosis"] / measured["reading"])
    row = ["diagnosis against reading", ratio, *(milliseconds(measured[x]) for x in ("diagnosis", "reading"))]
    return Table("Diagnosis", note, ["", "time", "ms", "ms of the other"], [row])


def _claims(document: Document) -> tuple[Claim, ...]:
    return infer(layout(document, extract(document, LANGUAGE), LANGUAGE), LANGUAGE)


def _growing() -> Iterator[Audit]:
    texts = releases()
    return (_audited("\n\n".join(texts[:number])) for number in range(1, len(texts) + 1))


def growth(rounds: int, cap: int) -> Table:
    """A text twice as long."""
    rows: list[list[str]] = []
    before: tuple[int, float] | None = None
    for characters in (*(5000 * 2**step for step in range(8)), LONG):
        taken = _timed(long_release(characters), cap)
        rows.append(_grown(characters, taken, before))
        if isinstance(taken, str):
            break
        before = characters, taken
    note = "Twice is linear time; more in the last rows would be a stage that looks back over the whole text."
    return Table("A text twice as long", note, ["text", "time for twice the text", "ms a kB", "s"], rows)


def _grown(characters: int, taken: float | str, before: tuple[int, float] | None) -> list[str]:
    size = f"{characters // 1000} kB"
    if isinstance(taken, str):
        return [size, taken, "", ""]
    # Twice the ratio of the times a kB: right for lengths of which one is not twice the other, too.
    ratio = times(2 * (taken / characters) / (before[1] / before[0])) if before else ""
    return [size, ratio, f"{1e6 * taken / characters:.2f}", f"{taken:.2f}"]


def hostility(rounds: int, cap: int) -> Table:
    """Long texts made to be slow, against releases of the same length; and how they grow, on shorter ones."""
    lengths = (LONG // 50, LONG // 25, LONG)
    usual = [_timed(long_release(characters), cap) for characters in lengths]
    texts = [hostile(LANGUAGE, characters) for characters in lengths]
    rows = []
    for name in texts[0]:
        half, whole, long = (_timed(each[name], cap) for each in texts)
        rows.append([name, _ratio(long, usual[2]), _ratio(whole, usual[1]), _ratio(whole, half)])
    note = "The time against that of releases of the same length, and of 40 kB against 20 kB of the same."
    return Table("Hostile text", note, ["text", "1 MB", "40 kB", "twice the text"], rows)


def _timed(text: str, cap: int) -> float | str:
    return capped(partial(_audited, text), cap)


def _ratio(taken: float | str, other: float | str) -> str:
    if isinstance(taken, str) or isinstance(other, str):
        return next(outcome for outcome in (taken, other) if isinstance(outcome, str))
    return times(taken / other)


if __name__ == "__main__":
    main()
