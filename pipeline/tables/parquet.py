"""Parquet: for each table a folder of parts, in folders by where the releases lie: ``figures/folder=bnn/part-00000``.

The parts of one number and folder belong together: what a row of one names stands in another of them. So they are
checked part by part, however many there are.
"""

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from pipeline.extras import need as needed
from pipeline.tables import Chunk, Files, Part
from schemas.committed import tables

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

RELEASES = 1000  # of a part: smaller files are slower to read
HERE = "."  # the folder of releases that lie in none
PARTS = "folder=*/part-*.parquet"
AGAIN = "let press-audit run write it again"


def need() -> None:
    needed("Parquet", "bulk", "pyarrow")


def render(chunk: Chunk, number: str) -> tuple[Files, tuple[str, ...]]:
    """All tables, also empty ones, for each first folder of a doc_id."""
    refused = {doc_id: line for doc_id, part in chunk.items() if (line := _refused(part))}
    folders: dict[str, list[Part]] = {}
    for doc_id, part in chunk.items():
        if doc_id not in refused:
            folders.setdefault(folder_of(doc_id), []).append(part)
    files: Files = {
        f"{name}/{_hive(folder)}/part-{number}.parquet": _content(name, "".join(part[name][1] for part in parts))
        for folder, parts in folders.items()
        for name in tables()
    }
    return files, tuple(refused.values())


def last(rows: Mapping[str, int]) -> Files:
    return {}


def folder_of(doc_id: str) -> str:
    """The first folder of a doc_id, by which the tables are partitioned."""
    first, inside, _ = doc_id.partition("/")
    return first if inside else HERE


def _hive(folder: str) -> str:
    return f"folder={quote(folder, safe=' ')}"


def _refused(part: Part) -> str:
    """The line of a release with a number that does not fit; empty where all do."""
    from schemas.arrow import PRECISION, SCALE
    from schemas.descriptor import column_types

    for name, column, number in _unfit(part):
        release = dict(zip(column_types("documents"), next(_rows(part["documents"][1])), strict=True))
        most = f"({PRECISION - SCALE} before the point, {SCALE} behind it)"
        fault = f"{column} of table {name}: {number} has more digits than Parquet holds {most}"
        return f"{release['source'] or release['doc_id']}: {fault}; use --tables csv for it"
    return ""


def _unfit(part: Part) -> Iterator[tuple[str, str, str]]:
    """The table, column and value of each number that does not fit."""
    from schemas.arrow import SCALE, fits
    from schemas.descriptor import column_types

    for name in tables():
        numbers = [(place, each) for place, each in enumerate(column_types(name).items()) if each[1] == "object"]
        for row in _rows(part[name][1]) if numbers else ():
            for place, (column, _) in numbers:
                # What is as short as that fits.
                if len(row[place]) > SCALE and not fits(Decimal(row[place])):
                    yield name, column, row[place]


def _rows(text: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""))


def _content(name: str, text: str) -> bytes:
    """The rows of a table, from CSV, as a file."""
    import pyarrow as pa

    from pipeline.package import VALUES
    from schemas.arrow import arrow_schema
    from schemas.descriptor import column_types

    schema, kinds = arrow_schema(name), column_types(name).values()
    cells = list(zip(*_rows(text), strict=True)) or [()] * len(kinds)
    columns = [[*map(VALUES[kind], column)] for kind, column in zip(kinds, cells, strict=True)]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return _file(pa.Table.from_arrays(arrays, schema=schema))


def content(name: str, table: "pd.DataFrame") -> bytes:
    """A table as a file."""
    import pyarrow as pa

    from schemas.arrow import arrow_schema

    schema = arrow_schema(name)
    columns = [pa.array(table[field.name].tolist(), field.type) for field in schema]
    return _file(pa.Table.from_arrays(columns, schema=schema))


def _file(table: "pa.Table") -> bytes:
    import pyarrow.parquet as pq

    file = BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def written(folder: Path) -> Iterator[Path]:
    return (path for name in tables() for path in (folder / name).glob(PARTS))


def faults(folder: Path) -> list[str]:
    """Part by part, so that memory does not grow with the archive; then what may stand once in all of them."""
    need()
    parts = sorted((folder / "documents").glob(PARTS))
    told = [line for part in parts for line in _of_part(folder, part.relative_to(folder / "documents"))]
    return told or list(_twice(folder))


def _of_part(folder: Path, part: Path) -> Iterator[str]:
    from schemas.check import HEAD
    from schemas.check import faults as of_tables

    paths = {name: folder / name / part for name in tables()}
    if unreadable := [line for name, path in paths.items() if (line := _unreadable(name, path))]:
        yield from unreadable
        return
    for fault in of_tables({name: read(name, path) for name, path in paths.items()}):
        row = f" row {fault.row - HEAD + 1}:" if fault.row else ""
        column = f" column {fault.column}:" if fault.column else ""
        yield f"{paths[fault.table]}:{row}{column} {fault.text}"


def _unreadable(name: str, path: Path) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from schemas.arrow import arrow_schema

    try:
        found = pq.read_schema(path)
    except FileNotFoundError:
        return f"{path}: missing; {AGAIN}"
    except (pa.ArrowInvalid, OSError) as error:
        return f"{path}: no Parquet ({str(error).splitlines()[0]}); {AGAIN}"
    wrong = [field.name for field in arrow_schema(name) if field not in found]
    return f"{path}: column {', '.join(wrong)}: missing or of another type; {AGAIN}" if wrong else ""


def read(name: str, path: Path | IO[bytes]) -> "pd.DataFrame":
    """A part of a table as it was, but for noughts at the end of its decimals; columns may have been added."""
    import pyarrow.parquet as pq

    from pipeline.tabulate import frame
    from schemas.descriptor import column_types

    # The file alone: its folders are no column of ours.
    return frame(name, pq.ParquetFile(path).read(columns=list(column_types(name))).to_pylist())


def _twice(folder: Path) -> Iterator[str]:
    """Releases and findings that stand in two parts, by their hashes: eight bytes each."""
    import numpy as np
    import pandas as pd
    import pyarrow.parquet as pq

    for name, key in (("documents", "doc_id"), ("findings", "finding_id")):
        seen = [np.empty(0, "uint64")]
        paths = sorted((folder / name).glob(PARTS))
        for path in paths:
            seen.append(pd.util.hash_array(pq.ParquetFile(path).read([key])[key].to_numpy()))
        hashes, times = np.unique(np.concatenate(seen), return_counts=True)
        if len(again := hashes[times > 1]):
            path = next(path for path, each in zip(paths, seen[1:], strict=True) if np.isin(each, again).any())
            yield f"{path}: column {key}: a row has the same {key} as one of another part; {AGAIN}"
