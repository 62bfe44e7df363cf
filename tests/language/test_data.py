"""The language data is whole: reasons, examples, names used once, and no word of the language anywhere else."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.claims.frames import frames
from pipeline.language import load

INDONESIAN = load("id")
FRAMES, WORDS = INDONESIAN.data["frames"], INDONESIAN.data["words"]
PAIRS, CLASSES = INDONESIAN.data["pairs"]["pair"], INDONESIAN.data["classes"]
CUES = {name: entry for name, entry in WORDS.items() if not entry.get("mute")}
SOURCES = sorted(Path(pipeline.__file__).parent.rglob("*.py"))
ENGLISH_TOO = frozenset({"level", "minus"})
LEAST = 5  # letters of a word that is looked for in the code: shorter ones are English too


def test_every_frame_has_a_reason_examples_and_near_misses() -> None:
    needed = ("why", "holds", "silent")
    bare = {f"{e['id']}: {key}" for group in FRAMES.values() for e in group for key in needed if not e.get(key)}
    assert not bare


def test_every_cue_has_a_reason_examples_and_near_misses() -> None:
    assert not {f"{name}: {key}" for name, e in CUES.items() for key in ("why", "holds", "silent") if not e.get(key)}


def test_every_pair_has_a_reason_examples_and_near_misses() -> None:
    assert not {f"{e['id']}: {key}" for e in PAIRS for key in ("why", "holds", "silent") if not e.get(key)}


def test_words_that_make_no_cue_and_classes_of_units_have_a_reason() -> None:
    assert not [name for name, e in [*WORDS.items(), *CLASSES.items()] if not e.get("why")]


def test_entries_have_no_keys_that_nobody_reads() -> None:
    frame = {"id", "form", "tier", "scope", "why", "holds", "broken", "silent"}
    word = {"why", "words", "content", "mute", "silent", "holds"}
    pair = {"id", "why", "one", "other", "holds", "silent"}
    assert not {f"{e['id']}: {key}" for group in FRAMES.values() for e in group for key in e.keys() - frame}
    assert not {f"{name}: {key}" for name, e in WORDS.items() for key in e.keys() - word}
    assert not {f"{e['id']}: {key}" for e in PAIRS for key in e.keys() - pair}


def test_a_frame_is_strong_or_weak_and_a_weak_one_accuses_nobody() -> None:
    entries = [e for group in FRAMES.values() for e in group]
    assert {e["tier"] for e in entries} == {"strong", "weak"}
    assert not [e["id"] for e in entries if e["tier"] == "weak" and "broken" in e]


def test_every_form_compiles() -> None:
    assert len(frames(INDONESIAN)) == sum(map(len, FRAMES.values()))


@pytest.mark.parametrize("kind", FRAMES)
def test_the_ids_of_frames_are_unique_in_their_kind(kind: str) -> None:
    assert not twice(entry["id"] for entry in FRAMES[kind])


def test_the_ids_of_pairs_are_unique() -> None:
    assert not twice(entry["id"] for entry in PAIRS)


def test_a_phrase_stands_in_one_cue_and_once() -> None:
    assert not twice(phrase for entry in CUES.values() for phrase in entry["words"])


def test_a_unit_stands_in_one_class_and_once() -> None:
    assert not twice(unit for entry in CLASSES.values() for unit in entry["units"])


def twice(names: Iterator[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def indonesian() -> frozenset[str]:
    """The words of the language data, without those that are names of its tables and so stand in the code."""
    texts = [phrase for entry in WORDS.values() for phrase in entry["words"]]
    texts += [word for entry in PAIRS for word in (*entry["one"], *entry["other"])]
    texts += [unit for entry in CLASSES.values() for unit in entry["units"]]
    names = {*WORDS, *FRAMES, *CLASSES, *INDONESIAN.data, *ENGLISH_TOO}
    return frozenset(w for text in texts for w in re.findall(r"[^\W\d_]+", text) if len(w) >= LEAST) - names


def literals(source: Path) -> Iterator[ast.Constant]:
    """The texts in a source, without its docstrings."""
    tree = ast.parse(source.read_text("utf-8"))
    said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    yield from (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is str and id(n) not in said)


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: str(p.relative_to(SOURCES[0].parent)))
def test_the_code_knows_no_word_of_the_language(source: Path) -> None:
    known = indonesian()
    found = {
        f"line {n.lineno}: {word}"
        for n in literals(source)
        for word in re.findall(r"[^\W\d_]+", str(n.value).lower())
        if word in known
    }
    assert not found
