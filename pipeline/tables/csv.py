"""The data package: a CSV file for each table, and its descriptor."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.tables import Chunk, Files
from schemas.committed import DESCRIPTOR, counted, tables

RELEASES = 200  # enough to be checked together, few enough to be shared evenly
FIRST = "00000"  # the chunk with the heads of the files


def need() -> None:
    """Nothing."""


def render(chunk: Chunk, number: str) -> tuple[Files, tuple[str, ...]]:
    from pipeline.package import head

    heads = {name: head(name) if number == FIRST else "" for name in tables()}
    return {f"{name}.csv": top + "".join(part[name][1] for part in chunk.values()) for name, top in heads.items()}, ()


def last(rows: Mapping[str, int]) -> Files:
    return {DESCRIPTOR: counted(rows)}


def written(folder: Path) -> Iterator[Path]:
    ours = DESCRIPTOR, *(f"{table}.csv" for table in tables())
    return (path for name in ours if (path := folder / name).is_file())


def faults(folder: Path) -> list[str]:
    from pipeline.validate import AGAIN
    from pipeline.validate import faults as of_package

    there = (folder / DESCRIPTOR).is_file()
    return of_package(folder) if there else [f"{folder / DESCRIPTOR}: missing; {AGAIN}"]
