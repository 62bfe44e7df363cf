"""``press-audit rules``: all kinds of finding and of claim."""

import click

from pipeline.commands._shared import lang, say, show


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
        show(json.dumps([asdict(entry) for entry in explain.entries(language)], ensure_ascii=False, indent=2) + "\n")
    elif form == "markdown":
        show(explain.page(language))
    else:
        say(*explain.lines(language))
