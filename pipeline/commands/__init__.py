"""The commands of the command line: one module each, found by being there.

A module is called like its command and has ``command``, a click command whose help opens with one sentence and ends
with an example. All of them are imported for ``--help``: what a command needs, it imports when it runs.
"""

from importlib import import_module
from pkgutil import iter_modules

from click import Command


def commands() -> tuple[Command, ...]:
    """All commands, by name."""
    names = sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}").command for name in names)
