"""The command that serves the page, as a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def started(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "pipeline.cli", "serve", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


@contextmanager
def served() -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address of a page that is served while the block runs, and its process."""
    process = started("--no-open", "--port", "0")
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line
        yield found[0], process
    finally:
        process.kill()
        process.communicate()
