"""The output formats of ``press-audit check``: one module each, found by being there.

A module is called like its format and has ``render(run) -> str``: what a ``Run`` is in that format, all of it text, no
file and no clock. Colours may be in it; whoever writes it where there are none takes them out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.language import Language
    from pipeline.records import Audit


@dataclass(frozen=True, slots=True)
class Run:
    """What there is to tell: audits by doc_id, a line for each input that could not be used, the reader's language.

    ``quiet``: whether a reader wants the findings alone.
    """

    audits: "Sequence[Audit]"
    errors: Sequence[str]
    language: "Language"
    quiet: bool = False


def names() -> list[str]:
    """The names of all formats. None of them is imported: ``--help`` lists them."""
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def render(name: str, run: Run) -> str:
    """The run in the format of this name; ModuleNotFoundError where there is none."""
    text: str = import_module(f"{__name__}.{name}").render(run)
    # Halves of surrogate pairs, as in a file name that is no UTF-8, can be written nowhere.
    return text.encode("utf-8", "replace").decode("utf-8")
