"""Libraries that are not always installed: what to do where one is missing."""

from functools import cache
from importlib.util import find_spec


class MissingExtra(Exception):
    """Libraries that are not installed; the message says how to install them."""


@cache
def installed(library: str) -> str:
    """The name of a library with its version, without one where it is missing."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library


def need(what: str, extra: str, *modules: str) -> None:
    """MissingExtra where one of the modules that ``what`` uses is not installed. Imports none of them."""
    if missing := [module for module in modules if find_spec(module) is None]:
        verb = "is" if len(missing) == 1 else "are"
        install = f"pip install 'press-audit[{extra}]'"
        raise MissingExtra(f"{what}: {' and '.join(missing)} {verb} not installed; run: {install}")
