"""Accepted findings: written once, in every report, and no longer when they have expired or are gone."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.accepted import Accepted
from pipeline.config.book import NAME, book
from tests.config.folder import Call, put
from tests.releases import CLEAN, FAULTY

ID = re.compile(r"\(([0-9a-f]{12}(?:@\S+)?)\)$", re.MULTILINE)


def ids(call: Call, *paths: str) -> list[str]:
    return ID.findall(call("run", *paths).stdout)


def accepted(call: Call, *arguments: str) -> str:
    """The id of the only finding in raw, which is accepted."""
    (name,) = ids(call)
    assert call("accept", name, "--why", "Dua bibit <disulam>", *arguments).exit_code == 0
    return name


def test_an_accepted_finding_fails_no_run_and_stays_in_every_report(call: Call) -> None:
    put({"raw/a.txt": FAULTY})
    assert call("run").exit_code == 1
    name = accepted(call)
    result = call("run", "--fail-on", "note")
    assert (result.exit_code, result.stderr, "sum-mismatch" in result.stdout) == (0, "", False)
    assert "0 errors, 0 warnings, 0 notes, 1 accepted\n" in result.stdout
    shown = {
        "a.html": ("Dua bibit &lt;disulam&gt;", "sudah diterima", name),
        "a.md": ("(sudah diterima: Dua bibit \\<disulam\\>)", name),
        "findings.json": ('"accepted": true', '"reason": "Dua bibit <disulam>"', '"error": 0'),
        "tables/findings.csv": (",true,Dua bibit <disulam>", name),
    }
    for report, words in shown.items():
        assert [w for w in words if w not in Path("reports", report).read_text("utf-8")] == [], report


def test_what_is_written_down(call: Call) -> None:
    put({"raw/a.txt": f"Kebun kota dibuka. {FAULTY} Warga senang."})
    name = accepted(call, "--owner", "humas", "--until", "2999-12-31")
    (entry,) = tomllib.loads(Path("raw", NAME).read_text("utf-8"))["accepted"]
    until = entry.pop("until")
    assert until.isoformat() == "2999-12-31"
    assert entry == {
        "finding": name, "reason": "Dua bibit <disulam>", "code": "sum-mismatch", "release": "a.txt",
        "words": FAULTY, "owner": "humas",
    }  # fmt: skip


def test_the_reason_can_be_changed(call: Call) -> None:
    put({"raw/a.txt": FAULTY})
    name = accepted(call)
    assert call("accept", name, "--why", "Sudah dihitung ulang").exit_code == 0
    assert [entry.reason for entry in book(Path("raw")).entries] == ["Sudah dihitung ulang"]


@pytest.mark.parametrize("path", ["raw", "raw/bnn", "raw/bnn/a.txt"])
def test_a_release_may_be_named_in_any_way(path: str, call: Call) -> None:
    put({"raw/bnn/a.txt": FAULTY})
    accepted(call)
    assert call("run", path).exit_code == 0


EDITS = [
    (f"Kebun Kota\n\nDibuka 3 kebun di 2 desa. {FAULTY}", 0),
    (f"{FAULTY} Panitia menyiapkan 5 tenda.", 0),
    (FAULTY.replace("30", "31"), 1),
    (FAULTY.replace("jati", "sengon"), 1),
]


@pytest.mark.parametrize(("text", "code"), EDITS)
def test_edits_elsewhere_leave_it_accepted(text: str, code: int, call: Call) -> None:
    put({"raw/a.txt": FAULTY})
    accepted(call)
    put({"raw/a.txt": text})
    assert call("run").exit_code == code


def test_copies_of_one_text_in_two_folders_are_two_findings(call: Call) -> None:
    put({"raw/x/a.txt": FAULTY, "raw/y/a.txt": FAULTY})
    one, other = ids(call)
    assert (one.partition("@")[2], other.partition("@")[2]) == ("x/a", "y/a")
    call("accept", one, "--why", "Dua bibit disulam")
    assert ids(call) == [other]
    assert Path("raw/x", NAME).exists() and not Path("raw/y", NAME).exists()


REFUSED = [
    (("0123", "--why", "sebab"), "Error: no finding has the id '0123'; there are: {id} (raw/a.txt:1:9 sum-mismatch)"),
    (("{id}0", "--why", "sebab"), "Error: no finding has the id '{id}0'; did you mean: {id} (raw/a.txt:1:9"),
    (("{id}",), "Error: Missing option '--why': "),
    (("{id}", "--why", " "), "Error: Missing option '--why': a finding is accepted with a reason only."),
    (("--why", "sebab"), "Error: Missing argument 'FINDING_ID'."),
    (("{id}", "--why", "sebab", "--until", "besok"), "Error: Invalid value for '--until': 'besok' does not match"),
    (("{id}", "raw/b.txt", "--why", "sebab"), "Error: no finding has the id '{id}'; there are: none"),
]


@pytest.mark.parametrize(("arguments", "line"), REFUSED)
def test_what_is_not_accepted(arguments: tuple[str, ...], line: str, call: Call) -> None:
    put({"raw/a.txt": FAULTY, "raw/b.txt": CLEAN})
    (name,) = ids(call)
    result = call("accept", *(argument.format(id=name) for argument in arguments))
    assert (result.exit_code, Path("raw", NAME).exists()) == (2, False)
    assert result.stderr.splitlines()[-1].startswith(line.format(id=name))


ENTRY = '[[accepted]]\nfinding = "{id}"\nreason = "sebab"\nrelease = "a.txt"\n'
BAD = [
    ('[[accepted]]\nfinding = "x"', "1: accepted lacks 'reason'; add it"),
    ('[[accepted]]\nreason = "x"', "1: accepted lacks 'finding'; add it"),
    ('[[accepted]]\nfinding = "x"\nreason = " "', "3: reason is ' '; write it like \"the total"),
    ('[[accepted]]\nfinding = "x"\nreason = "y"\nuntil = 2027', "4: until is 2027; it must be text in quotes"),
    ('[[accepted]]\nfinding = "x"\nreason = "y"\nuntil = "2027"', "4: until is '2027'; write it like 2027-12-31"),
    ('[[accepted]]\nfinding = "x"\nreasons = "y"\nreason = "y"', "3: unknown key 'reasons'; did you mean 'reason'?"),
    ("accepted", " no TOML: "),
]


@pytest.mark.parametrize(("content", "line"), BAD)
def test_a_bad_file_is_a_line_with_its_place_and_a_remedy(content: str, line: str, call: Call) -> None:
    put({"raw/x/a.txt": FAULTY, f"raw/x/{NAME}": content, "raw/b.txt": CLEAN})
    result = call("run")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(f"Error: raw/x/{NAME}:{line}")
    assert Path("reports/b.html").is_file()


STALE = [
    (FAULTY, ENTRY + "until = 2020-12-31\n", 1, "was accepted until 2020-12-31"),
    (FAULTY, ENTRY + 'until = "2020-12-31"\n', 1, "was accepted until 2020-12-31"),
    (FAULTY, ENTRY + "until = 2999-12-31\n", 0, ""),
    (CLEAN, ENTRY, 0, "no longer occurs in a.txt"),
    (FAULTY, ENTRY.replace("a.txt", "b.txt"), 0, "is of b.txt, which is gone"),
]


@pytest.mark.parametrize(("text", "entry", "code", "fault"), STALE)
def test_what_is_accepted_no_longer_is_told_and_pruned(
    text: str, entry: str, code: int, fault: str, call: Call
) -> None:
    put({"raw/a.txt": FAULTY})
    (name,) = ids(call)
    put({"raw/a.txt": text, f"raw/{NAME}": f"# kepala\n\n{entry.format(id=name)}"})
    result = call("run")
    warning = f"Warning: raw/{NAME}:3: {name} {fault}; press-audit accepted --prune removes it\n" if fault else ""
    assert (result.exit_code, result.stderr) == (code, warning)
    assert call("accepted").stdout == f"raw/{NAME}:3: {name} {fault or 'holds: sebab'}\n"
    assert call("accepted", "--prune").exit_code == 0
    assert Path("raw", NAME).read_text("utf-8").startswith("# kepala\n")
    assert [e.finding for e in book(Path("raw")).entries] == ([] if fault else [name])


def test_the_entry_of_a_release_that_was_not_read_is_left_alone(call: Call) -> None:
    put({"raw/a.txt": FAULTY, "raw/b.txt": CLEAN})
    accepted(call)
    result = call("run", "raw/b.txt")
    assert (result.exit_code, result.stderr) == (0, "")


def block(name: str, comment: str = "", tail: str = "") -> str:
    return f'{comment}[[accepted]]\nfinding = "{name}"\nreason = """a\n# b\n"""{tail}\n'


CUT = [
    ([block("a"), "\n", block("b", "# b: 2 kali\n"), "\n", block("c", "# c\n")], "b"),
    (["# kepala\n\n", block("a", "# a\n"), "\n# akhir\n"], "a"),
    (["# kepala\n\n", block("a"), block("b", tail=" # alasan"), block("c")], "b"),
    ([block("a"), "\n# sendiri\n\n", block("b")], "b"),
]


@pytest.mark.parametrize(("blocks", "name"), CUT)
def test_pruning_leaves_every_other_word(blocks: list[str], name: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("".join(blocks), "utf-8")
    kept = book(tmp_path)
    kept.prune([n for n, entry in enumerate(kept.entries) if entry.finding == name])
    left = [line for b in blocks if f'"{name}"' not in b for line in b.splitlines() if line]
    assert [line for line in (tmp_path / NAME).read_text("utf-8").splitlines() if line] == left


def test_what_cannot_be_cut_out_is_left_to_people(call: Call) -> None:
    entries = 'accepted = [{ finding = "a", reason = "x", release = "b.txt" }, { finding = "b", reason = "y" }]\n'
    put({"raw/a.txt": CLEAN, f"raw/{NAME}": entries})
    result = call("accepted", "--prune")
    assert result.stderr == f"Error: raw/{NAME}: not written as [[accepted]] entries; change it by hand\n"
    assert (result.exit_code, Path("raw", NAME).read_text("utf-8")) == (2, entries)


def test_a_place_that_cannot_be_written(call: Call) -> None:
    put({"raw/a.txt": FAULTY, f"raw/{NAME}/x": ""})
    (name,) = ids(call)
    result = call("accept", name, "--why", "sebab")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: raw/{NAME}: can't be written (")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_reason_is_read_back(tmp_path_factory: pytest.TempPathFactory, reason: str) -> None:
    folder = tmp_path_factory.mktemp("accepted")
    book(folder).add(Accepted("a", reason))
    book(folder).add(Accepted("b", "y"))
    assert [entry.reason for entry in book(folder).entries] == [reason, "y"]
