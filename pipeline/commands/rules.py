"""``press-audit rules``: all kinds of finding and of claim."""

import click

from pipeline.commands._shared import lang, say


@click.command("rules")
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(("text", "json", "markdown")),
    help="A line for each, or all that explain says of them.",
)
@lang
def command(form: str, lang: str | None) -> None:
    """List all kinds of finding and all kinds of claim, a line each.

    Ask press-audit explain NAME for more of one of them.

    \b
    Example:
      press-audit rules --format json
    """
    import json
    from dataclasses import asdict

    from pipeline import explain
    from pipeline.language import load

    language = load("id", lang)
    if form == "json":
        told = [asdict(entry) for entry in explain.entries(language)]
        say(*json.dumps(told, ensure_ascii=False, indent=2).splitlines())
    elif form == "markdown":
        say(*explain.page(language).splitlines())
    else:
        say(*explain.lines(language))
