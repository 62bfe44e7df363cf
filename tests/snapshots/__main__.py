"""Renews the snapshots of the command line: ``python -m tests.snapshots``."""

from tests.snapshots import FILES, ROOT

for name, current in FILES.items():
    (ROOT / name).write_text(current(), "utf-8")
