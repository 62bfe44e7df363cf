"""``press-audit explain``: what a kind of finding or of claim means."""

import sys

import click

from pipeline.commands._shared import lang, near, say, warn


def _complete(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from pipeline.explain import entries
    from pipeline.language import load

    return [entry.name for entry in entries(load("id")) if entry.name.startswith(begun)]


@click.command("explain")
@click.argument("name", required=False, shell_complete=_complete)
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(("text", "json")))
@lang
def command(name: str | None, form: str, lang: str | None) -> None:
    """Say what a kind of finding or of claim means, how to mend it, and when it is wrong.

    NAME stands in brackets beside each finding; without it, all names are listed.
    Ends with 0, with 2 where there is no such kind.

    \b
    Example:
      press-audit explain sum-mismatch
    """
    import json
    from dataclasses import asdict

    from pipeline import explain
    from pipeline.language import load

    language = load("id", lang)
    entries = {entry.name: entry for entry in explain.entries(language)}
    if name is None:
        say(*([json.dumps([*entries])] if form == "json" else entries))
    elif name not in entries:
        warn(f"Error: nothing is called {name!r}; did you mean: {near(name, [*entries])}?")
        sys.exit(2)
    elif form == "json":
        say(*json.dumps(asdict(entries[name]), ensure_ascii=False, indent=2).splitlines())
    else:
        say(*explain.text(entries[name], language).splitlines())
