"""Declared relations: figures named by quoting the text, checked as the words would have been, or left in peace."""

import json
from pathlib import Path

import pytest

from pipeline.config.relations import NAME
from pipeline.declared import DeclarationError, Declarations, Quote, Relation, Silence
from pipeline.ingest import document_from_text
from pipeline.kinds import KINDS
from pipeline.language import load
from pipeline.run import audit
from tests.config.folder import Call, put
from tests.releases import CLEAN, FAULTY

APART = (
    "Kebun kota menerima 30 bibit pada Maret. Warga menanam 18 bibit jati.\n"
    "Di tepi sungai ditanam 14\nbibit mahoni. Sebanyak 14 orang ikut."
)
SUM = '[[relation]]\nkind = "sum"\ntotal = "30 bibit"\nparts = ["18 bibit", "14 bibit mahoni"]\n'


def read(text: str, declarations: Declarations = Declarations()) -> list[tuple[str, str, str, list[str]]]:  # noqa: B008
    """The claims of a text: kind, rule, status, and figures in their roles."""
    checks = audit(document_from_text("a", text), load("id"), declarations=declarations).checks
    return [
        (c.claim.kind, c.claim.rule == "declared", c.status, [f"{m.role} {m.figure.text}" for m in c.claim.members])
        for c in checks
    ]


def relation(kind: str, **roles: str | list[str]) -> Declarations:
    quotes = [(role, Quote(w)) for role, words in roles.items() for w in ([words] if isinstance(words, str) else words)]
    return Declarations((Relation(kind, tuple(quotes)),))


def silence(kind: str, *words: str) -> Declarations:
    return Declarations(silences=(Silence(kind, tuple(map(Quote, words))),))


NUMBERS = "Ada 40 kasus pada 2021. Kini 67 kasus. Selisihnya 27 kasus. Naiknya 67,5 persen. Targetnya 90 kasus."
DECLARED = [
    (APART, relation("sum", total="30 bibit", part=["18 bibit", "14 bibit mahoni"]), "inconsistent",
     ["total 30", "part 18", "part 14"]),
    (APART, relation("sum", total="30 bibit", part=["«14» bibit mahoni", "menanam 18"]), "inconsistent",
     ["total 30", "part 18", "part 14"]),
    (NUMBERS, relation("change", old="40 kasus", new="67 kasus", delta="27"), "consistent",
     ["old 40", "new 67", "delta 27"]),
    (NUMBERS, relation("change", old="40 kasus", new="67 kasus", percent="67,5"), "consistent",
     ["old 40", "new 67", "percent 67,5"]),
    (NUMBERS, relation("subset", whole="90 kasus", part="67 kasus"), "consistent", ["whole 90", "part 67"]),
    (NUMBERS, relation("restatement", value=["67 kasus", "90 kasus"]), "inconsistent", ["value 67", "value 90"]),
    (NUMBERS, relation("percent", whole="40 kasus", part="27 kasus", percent="67,5"), "consistent",
     ["whole 40", "part 27", "percent 67,5"]),
    ("Ada 3 juri. Tiap desa mengirim 1 orang.", relation("sum", total="3 juri", part=["1 orang"] * 3), "consistent",
     ["total 3", "part 1"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "declarations", "status", "members"), DECLARED)
def test_what_is_declared_is_checked(text: str, declarations: Declarations, status: str, members: list[str]) -> None:
    claims = [claim for claim in read(text, declarations) if claim[1]]
    assert claims == [(declarations.relations[0].kind, True, status, members)]


TOTALS = "Ditanam 32 bibit, terdiri dari 18 bibit jati dan 14 bibit mahoni."
REPLACED = [
    (FAULTY, relation("sum", total="30 bibit", part=["18 bibit jati", "14 bibit mahoni"])),
    (FAULTY, relation("restatement", value=["30 bibit", "18 bibit jati", "14 bibit mahoni"])),
    (f"{FAULTY} Lalu 2 bibit.", relation("sum", total="30 bibit", part=["18 bibit jati", "14 bibit", "2 bibit"])),
    (f"{FAULTY} Lalu 12 bibit.", relation("sum", total="30 bibit", part=["18 bibit jati", "12 bibit"])),
]


@pytest.mark.parametrize(("text", "declarations"), REPLACED)
def test_it_stands_in_the_place_of_what_was_read_of_its_figures(text: str, declarations: Declarations) -> None:
    assert [claim[1] for claim in read(text)] == [False]
    assert [claim[1] for claim in read(text, declarations)] == [True]


def test_what_was_read_of_other_figures_stays() -> None:
    both = f"{CLEAN} Hadir 9 lurah dan 5 camat."
    assert [c[1] for c in read(both, relation("subset", whole="9 lurah", part="5 camat"))] == [False, True]
    other = f"{TOTALS} Dari 32 bibit itu 20 bibit tumbuh. Lalu 12 bibit mati."
    again = relation("sum", total="«32» bibit itu", part=["20 bibit", "12 bibit"])
    assert next(c[3] for c in read(other, again) if not c[1]) == ["total 32", "part 18", "part 14"]


SILENCED = [
    (silence("sum", "30 bibit", "18 bibit jati", "14 bibit mahoni"), 0),
    (silence("sum", "30 bibit", "14 bibit mahoni"), 0),
    (silence("", "18 bibit jati", "14 bibit mahoni"), 0),
    (silence("change", "30 bibit", "18 bibit jati"), 1),
    (silence("sum", "30 bibit", "9 lurah"), 1),
]


@pytest.mark.parametrize(("declarations", "claims"), SILENCED)
def test_a_reading_is_silenced(declarations: Declarations, claims: int) -> None:
    assert len(read(f"{FAULTY} Hadir 9 lurah.", declarations)) == claims


FAULTS = [
    ("31 bibit", "'31 bibit' is not found in the text; the nearest figures are: '30 bibit' (1:21), "),
    ("8 bibit", "'8 bibit' is not found in the text; the nearest figures are: '18 bibit' (1:56), "),
    ("Warga menanam", "'Warga menanam' is not found in the text; the nearest figures are: "),
    ("14", "'14' may be 2 figures in the text: '14' (2:24), '14 orang' (3:24); quote more words around it, and put «»"),
    (
        "18 bibit jati. Di tepi sungai ditanam 14",
        "'18 bibit jati. Di tepi sungai ditanam 14' may be 2 figures in the text: ",
    ),
]


@pytest.mark.parametrize(("words", "fault"), FAULTS)
def test_words_that_name_no_figure_or_several(words: str, fault: str) -> None:
    with pytest.raises(DeclarationError) as raised:
        read(APART, relation("subset", whole="30 bibit", part=words))
    assert str(raised.value).startswith(fault)


@pytest.mark.parametrize(
    "words", ["14\nbibit", "ditanam «14» bibit", "menanam 18 bibit jati. Di tepi sungai ditanam «14»"]
)
def test_a_figure_is_named_by_its_words_wherever_lines_end(words: str) -> None:
    assert read(APART, relation("subset", whole="30 bibit", part=words))[-1][3] == ["whole 30", "part 14"]


# Where it is declared, and for which release; how a run ends for the release a.txt in raw/x.
PLACES = [
    ({f"raw/x/{NAME}": SUM}, 1),
    ({f"raw/x/{NAME}": SUM.replace('"sum"', '"sum"\nrelease = "a"')}, 1),
    ({f"raw/x/{NAME}": SUM.replace('"sum"', '"sum"\nrelease = "a.txt"')}, 1),
    ({f"raw/x/{NAME}": SUM.replace('"sum"', '"sum"\nrelease = "b"'), "raw/x/b.txt": APART}, 1),
    ({f"raw/x/{NAME}": SUM.replace('"sum"', '"sum"\nrelease = "b"')}, 2),
    ({f"raw/{NAME}": SUM}, 0),
    ({"press-audit.toml": SUM}, 1),
    ({"press-audit.toml": SUM.replace('"sum"', '"sum"\nrelease = "raw/x/a"')}, 1),
    ({"pyproject.toml": SUM.replace("[[", "[[tool.press-audit.")}, 1),
    ({"press-audit.toml": "", f"raw/x/{NAME}": SUM.replace("14 bibit", "12 bibit")}, 2),
]


@pytest.mark.parametrize(("files", "code"), PLACES)
def test_where_it_is_declared(files: dict[str, str], code: int, call: Call) -> None:
    put({"raw/x/a.txt": APART, **files})
    assert call("run", "--fail-on", "error").exit_code == code


BAD = [
    ('[[relation]]\ntotal = "x"', "1: relation lacks 'kind'; add it"),
    ('[[relation]]\nkind = "summ"', "2: kind is 'summ'; it may be: average, change, "),
    ('[[relation]]\nkind = "sum"\nparts = ["1", "2"]', "1: relation lacks 'total'; add it"),
    ('[[relation]]\nkind = "sum"\ntotal = "1"\nparts = ["1"]', "4: parts is ['1']; it must hold at least 2"),
    ('[[relation]]\nkind = "sum"\ntotal = "1"\nparts = ["1", "2"]\nwhole = "3"', "5: unknown key 'whole'; known are: "),
    ('[[relation]]\nkind = "change"\nold = "1"\nnew = "2"', "1: relation lacks 'delta' or 'percent'; add it"),
    ('[[relation]]\nkind = "subset"\nwhole = 30\npart = "2"', "3: whole is 30; it must be text in quotes"),
    ('[[not]]\nkind = "sum"', "1: not lacks 'figures'; add it"),
    ('[[nott]]\nkind = "sum"', "1: unknown key 'nott'; did you mean 'not'?"),
    (f"# kebun\n\n{SUM}".replace("18", "81"), "6: '81 bibit' is not found in raw/x/a.txt; the nearest figures are: "),
    (SUM.replace("18 bibit", "14"), "4: '14' may be 2 figures in raw/x/a.txt: '14' (2:24), '14 orang' (3:24); "),
    (SUM.replace('"sum"', '"sum"\nrelease = "b"'), "3: release is 'b'; there is none of this name here"),
]


@pytest.mark.parametrize(("content", "line"), BAD)
def test_a_bad_declaration_is_a_line_with_its_place_and_a_remedy(content: str, line: str, call: Call) -> None:
    put({"raw/x/a.txt": APART, f"raw/x/{NAME}": content, "raw/b.txt": CLEAN})
    result = call("run")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(f"Error: raw/x/{NAME}:{line}")
    assert Path("reports/b.html").is_file() and not Path("reports/x/a.html").exists()


def test_a_declared_claim_says_so_in_the_reports(call: Call) -> None:
    put({"a.txt": APART, NAME: SUM})
    call("run", "a.txt")
    (finding,) = json.loads(Path("reports/findings.json").read_text("utf-8"))["findings"]
    assert (finding["rule"], finding["confidence"], finding["code"]) == ("declared", "1", "sum-mismatch")
    assert call("validate").exit_code == 0


def test_every_kind_can_be_declared() -> None:
    properties = json.loads(Path(__file__).parents[2].joinpath("schemas/config.schema.json").read_text("utf-8"))
    declared = properties["properties"]["relation"]["items"]["allOf"]
    assert [each["if"]["properties"]["kind"]["const"] for each in declared] == list(KINDS)


def test_the_relations_of_one_release_are_those_of_the_next(call: Call) -> None:
    one = "Kebun kota menerima 32 bibit, terdiri dari 18 bibit jati dan 14 bibit mahoni. Panitia 5 orang."
    put({"raw/2023.txt": one, "raw/2024.txt": one.replace("32", "1.250").replace("18", "1.100").replace("14", "160")})
    assert call("accept", "--relations", "raw/2023.txt").stdout.startswith(
        f"raw/{NAME}: relations of raw/2023.txt: 1; "
    )
    put({f"raw/{NAME}": Path("raw", NAME).read_text("utf-8").replace('"2023"', '"2024"')})
    result = call("run")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("raw/2024.txt:1:21: error [sum-mismatch]")
    assert ",sum,declared,inconsistent,1,1250,1260," in Path("reports/tables/claims.csv").read_text("utf-8")


RELEASES = sorted((Path(__file__).parents[2] / "raw").rglob("*.txt"))


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_every_relation_that_is_written_down_names_its_figures(release: Path, call: Call) -> None:
    put({"a.txt": release.read_text("utf-8")})
    assert call("accept", "--relations", "a.txt").exit_code == 0
    assert call("run", "a.txt", "--fail-on", "never").exit_code == 0
    claims = Path("reports/tables/claims.csv").read_text("utf-8")
    assert (
        claims.count(",declared,") == claims.count(",declared,consistent,") == Path(NAME).read_text("utf-8").count("[[")
    )


def test_relations_are_written_down_once(call: Call) -> None:
    put({"a.txt": CLEAN, "b.txt": "Hadir 9 lurah."})
    assert call("accept", "--relations", "a.txt").exit_code == 0
    again, none = call("accept", "--relations", "a.txt"), call("accept", "--relations", "b.txt")
    assert again.stderr == f"Error: {NAME}: has relations of a.txt already; remove those first\n"
    assert none.stderr == "Error: b.txt: no relation is read for certain and holds; declare them by hand\n"
    assert (again.exit_code, none.exit_code) == (2, 2)
