"""``press-audit explain``: what a kind of finding means."""

import sys

import click

from pipeline.commands._shared import lang, say, warn


def _complete(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from pipeline.explain import names
    from pipeline.language import load

    return [name for name in names(load("id")) if name.startswith(begun)]


@click.command("explain")
@click.argument("name", required=False, shell_complete=_complete)
@lang
def command(name: str | None, lang: str | None) -> None:
    """Say what a kind of finding means, how to mend it, and when it is wrong.

    NAME stands in brackets beside each finding; without it, all names are listed.
    Ends with 0, with 2 where there is no such kind.

    \b
    Example:
      press-audit explain sum-mismatch
    """
    from pipeline import explain as texts
    from pipeline.language import load

    language = load("id", lang)
    try:
        say(*(texts.explain(name, language).splitlines() if name else texts.names(language)))
    except ValueError as error:
        warn(f"Error: {error}")
        sys.exit(2)
