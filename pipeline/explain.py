"""What a kind of finding means: the text of ``press-audit explain``, in the language of its reader."""

from difflib import get_close_matches

from pipeline.language import Language

PARTS = ("means", "example", "mend", "wrong_when")


def names(language: Language) -> list[str]:
    """The names of all kinds of finding, in alphabetical order."""
    return sorted(language.data["findings"])


def explain(name: str, language: Language) -> str:
    """What this kind of finding means, an example, how to mend it, when it is wrong.

    ValueError names the nearest kinds where there is none of this name.
    """
    if name not in language.data["findings"]:
        near = get_close_matches(name, names(language), n=3, cutoff=0.4) or names(language)
        raise ValueError(f"no finding is called {name!r}; did you mean: {', '.join(near)}?")
    entry, heads = language.data["findings"][name], language.data["explain"]["heads"]
    lines = [f"{name} ({language.data['explain']['severities'][entry['severity']]})", entry["name"], ""]
    return "\n".join(lines + [f"{heads[part]}: {entry[part]}" for part in PARTS])
