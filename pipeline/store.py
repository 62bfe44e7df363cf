"""What a run remembers in its output folder: which releases it has done, from what, and what came of it.

It is one SQLite file in ``.press-audit/``, of this version of press-audit alone: whatever moment a run is killed at,
the next one finds all that was committed before. Whoever deletes it loses nothing but time.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import compress, decompress

from pipeline.records import SEVERITIES
from pipeline.report.digest import Digest, from_json

FOLDER = ".press-audit"
TABLES = f"""
CREATE TABLE IF NOT EXISTS release (
    doc_id TEXT PRIMARY KEY, made_from TEXT, pages TEXT, {", ".join(f"{s} INTEGER" for s in SEVERITIES)}, apart TEXT,
    digest TEXT
);
CREATE TABLE IF NOT EXISTS part (doc_id TEXT PRIMARY KEY, content BLOB);
CREATE TABLE IF NOT EXISTS unchecked (doc_id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS finding (finding_id TEXT, doc_id TEXT);
CREATE INDEX IF NOT EXISTS finding_ids ON finding (finding_id);
CREATE INDEX IF NOT EXISTS finding_releases ON finding (doc_id);
CREATE TABLE IF NOT EXISTS written (files TEXT, formats TEXT);
CREATE TABLE IF NOT EXISTS gone (file TEXT, signed TEXT);
CREATE TEMP TABLE here (doc_id TEXT PRIMARY KEY);
"""
OTHERS = "doc_id NOT IN (SELECT doc_id FROM here)"


class Store:
    """The store of an output folder, for one run at a time; without a folder, one that goes with the run.

    OSError where there can be none, also where another run has it.
    """

    def __init__(self, out: Path | None) -> None:
        self.folder = out / FOLDER if out else None
        self._outdated = False  # whether what was written of all releases is known to be so
        with told_as_os_error():
            self._database = _opened(self.folder)
        if self.folder:
            _tidy(self.folder)

    def close(self) -> None:
        self._database.close()

    def known(self, doc_id: str) -> tuple[str, Mapping[str, str]] | None:
        """What a release was made from that has been done, and the signs of its pages."""
        row = self._row("SELECT made_from, pages FROM release WHERE doc_id = ?", doc_id)
        return row and (row[0], json.loads(row[1]))

    def keep(self, doc_id: str) -> None:
        """Let a release that is known stand as it is."""
        self._do("INSERT OR IGNORE INTO here VALUES (?)", doc_id)

    def put(self, digest: Digest, part: bytes, apart: Sequence[str], made_from: str, pages: Mapping[str, str]) -> None:
        """Keep what came of a release: its part of the tables, and the findings whose ids name it."""
        found = [digest.found[severity] for severity in SEVERITIES]
        if self.known(digest.doc_id):
            self._drop("doc_id = ?", digest.doc_id)
        self._outdate()
        self.keep(digest.doc_id)
        row = (digest.doc_id, made_from, json.dumps(pages), *found, " ".join(apart), digest.as_json())
        self._do(f"INSERT INTO release VALUES ({', '.join('?' * len(row))})", *row)
        self._do("INSERT INTO part VALUES (?, ?)", digest.doc_id, part)
        self._do("INSERT INTO unchecked VALUES (?)", digest.doc_id)
        for finding_id in digest.ids:
            self._do("INSERT INTO finding VALUES (?, ?)", finding_id, digest.doc_id)

    def only_these(self) -> None:
        """Forget the releases that were neither kept nor put in this run."""
        if self._row(f"SELECT 1 FROM release WHERE {OTHERS}"):
            self._drop(OTHERS)
            self._outdate()

    def to_tell_apart(self) -> Iterator[tuple[str, str, list[str]]]:
        """The releases with other ids than they should have: doc_id, file, and those of its ids that others have."""
        shared = "SELECT finding_id FROM finding GROUP BY finding_id HAVING count(*) > 1"
        wanted = f"""SELECT doc_id, group_concat(finding_id, ' ') AS apart FROM
            (SELECT DISTINCT doc_id, finding_id FROM finding WHERE finding_id IN ({shared}) ORDER BY 1, 2)
            GROUP BY doc_id"""
        rows = self._all(
            f"""SELECT doc_id, digest, coalesce(wanted.apart, '')
            FROM release LEFT JOIN ({wanted}) AS wanted USING (doc_id)
            WHERE release.apart != coalesce(wanted.apart, '') ORDER BY doc_id"""
        )
        return ((name, from_json(text).source, apart.split()) for name, text, apart in rows)

    def empty(self) -> bool:
        return not self._row("SELECT 1 FROM release")

    def digests(self, worst_first: bool = False) -> Iterator[Digest]:
        """The digests of all releases by doc_id, or the worst release first."""
        order = ", ".join(f"{severity} DESC" for severity in SEVERITIES) + "," if worst_first else ""
        return (from_json(text) for (text,) in self._all(f"SELECT digest FROM release ORDER BY {order} doc_id"))

    def parts(self) -> Iterator[tuple[str, bytes, bool]]:
        """The parts of all tables by doc_id, and whether nobody has checked it yet."""
        new = "doc_id IN (SELECT doc_id FROM unchecked)"
        return ((name, part, bool(n)) for name, part, n in self._all(f"SELECT *, {new} FROM part ORDER BY doc_id"))

    def checked(self) -> None:
        """Remember that all parts are as they should be."""
        self._do("DELETE FROM unchecked")

    def written(self, formats: Sequence[str]) -> Mapping[str, str]:
        """The signs of the files of all releases together, in these formats, since when no release has changed."""
        row = self._row("SELECT files FROM written WHERE formats = ?", " ".join(formats))
        return json.loads(row[0]) if row else {}

    def wrote(self, signs: Mapping[str, str], formats: Sequence[str]) -> None:
        """Remember the signs of these files, which are in the place of those before."""
        self._do("INSERT INTO gone SELECT each.key, each.value FROM written, json_each(files) AS each")
        self._do("DELETE FROM written")
        self._do("INSERT INTO written VALUES (?, ?)", json.dumps(signs), " ".join(formats))
        self._outdated = False

    def gone(self) -> Iterator[tuple[str, str]]:
        """The files that were written once, with their signs then: one that has them still was not written again."""
        return self._all("SELECT file, signed FROM gone")

    def swept(self) -> None:
        """Forget those files."""
        self._do("DELETE FROM gone")

    def commit(self) -> None:
        """What was told so far is kept, even if the run is killed now."""
        with told_as_os_error():
            self._database.commit()

    def _outdate(self) -> None:
        if not self._outdated:
            self._do("UPDATE written SET formats = ''")
        self._outdated = True

    def _drop(self, where: str, *values: str) -> None:
        pages = f"SELECT each.key, each.value FROM release, json_each(pages) AS each WHERE {where}"
        self._do(f"INSERT INTO gone {pages}", *values)
        for table in ("release", "part", "unchecked", "finding"):
            self._do(f"DELETE FROM {table} WHERE {where}", *values)

    def _do(self, statement: str, *values: Any) -> None:
        with told_as_os_error():
            self._database.execute(statement, values)

    def _row(self, statement: str, *values: Any) -> Any:
        with told_as_os_error():
            return self._database.execute(statement, values).fetchone()

    def _all(self, statement: str, *values: str) -> Iterator[Any]:
        with told_as_os_error():
            yield from self._database.execute(statement, values)


def packed(content: Any) -> bytes:
    """Plain data, small."""
    return compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpacked(content: bytes) -> Any:
    return json.loads(decompress(content))


def signs(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """What changes when somebody changes one of these files, by its name; empty where there is none."""
    return {name: _sign(folder / name) for name in names}


def _sign(path: Path) -> str:
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_size}:{state.st_mtime_ns}"


@contextmanager
def told_as_os_error() -> Iterator[None]:
    """What SQLite complains of as an OSError: a full disk is one wherever it is met."""
    try:
        yield
    except sqlite3.Error as error:
        busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        raise OSError(None, "another run is at work there" if busy else str(error)) from error


def _opened(folder: Path | None) -> sqlite3.Connection:
    if folder is None:
        return _set_up(sqlite3.connect(""))
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    file = folder / f"{version()}.db"
    try:
        return _set_up(sqlite3.connect(file, timeout=0))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        file.unlink()  # it is no database any more
        return _set_up(sqlite3.connect(file, timeout=0))


def _set_up(database: sqlite3.Connection) -> sqlite3.Connection:
    # Without waiting for the disk: a run that is killed loses nothing, a machine that loses its power may lose this.
    for pragma in ("locking_mode = EXCLUSIVE", "synchronous = OFF", "journal_mode = TRUNCATE"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("BEGIN EXCLUSIVE")
    database.commit()
    database.executescript(TABLES)
    return database


def _tidy(folder: Path) -> None:
    """Remove what older versions and runs that were killed have left; and let no version control take any of it."""
    for path in folder.iterdir():
        if not path.name.startswith((version(), ".gitignore")):
            path.unlink()
    (folder / ".gitignore").write_text("*\n")


def version() -> str:
    """This version of press-audit, by all that it is made of."""
    made_of = sha256()
    for package in ("pipeline", "schemas"):
        for path in sorted(Path(str(files(package))).rglob("*")):
            # What is being compiled right now has a name of its own for a moment.
            if path.is_file() and path.parent.name != "__pycache__":
                made_of.update(f"{path.name}\0".encode() + path.read_bytes())
    return made_of.hexdigest()[:16]
