"""What the README shows of `check` and of where it runs is so."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pipeline import formats
from pipeline.cli import cli
from tests.test_ci import ACTION, ROOT

README = (ROOT / "README.md").read_text("utf-8")
HOOK, GITHUB, GITLAB = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL))


def test_the_finding_that_is_shown_is_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = re.findall(r"```\n(raw/kebun.txt:.*?)```", README, re.DOTALL)
    (sentence,) = re.findall(r"^  1 \| (.*)$", shown, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/kebun.txt").write_text(sentence, "utf-8")
    assert CliRunner().invoke(cli, ["check", "--lang", "en"]).stdout.startswith(f"{shown}\n")


def test_the_table_has_every_format() -> None:
    table = README.partition("| `--format` |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"`([a-z]+)`(?=[,\s])", re.sub(r"(?m)^(\|[^|]*)\|.*", r"\1", table))) == formats.names()


def test_what_is_to_be_written_into_a_ci_names_what_there_is() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in HOOK["repos"][0]["hooks"]] == [hook["id"] for hook in hooks]
    assert GITHUB["steps"][-1]["with"].keys() <= ACTION["inputs"].keys()


def test_the_gitlab_job_writes_the_reports_that_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/a.txt").write_text("Ditanam 30 bibit.")
    (line,) = GITLAB["press-audit"]["script"]
    assert CliRunner().invoke(cli, line.split()[1:]).exit_code == 0
    assert all(Path(name).is_file() for name in GITLAB["press-audit"]["artifacts"]["reports"].values())
