"""Where it runs: the pre-commit hook for real, the GitHub action and the GitLab job by their shell lines."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import yaml

from tests.releases import CLEAN, FAULTY

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, Any] = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
JOB: dict[str, Any] = yaml.safe_load((ROOT / "docs/gitlab-ci.yml").read_text("utf-8"))["press-audit"]
# The commands of this environment before all others, as they are after an installation.
HERE = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
BASH = which("bash")
in_bash = pytest.mark.skipif(not BASH, reason="these lines are written for bash")


def run(*command: str, cwd: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=HERE | given, capture_output=True, encoding="utf-8", check=False, timeout=600
    )


@pytest.fixture(params=[FAULTY, CLEAN], ids=["faulty", "clean"])
def releases(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a release, which is faulty or not."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text(request.param)
    return tmp_path


SCHEMAS = [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "docs/gitlab-ci.yml")]


@pytest.mark.parametrize(("schema", "file"), SCHEMAS)
def test_a_description_is_as_its_public_schema_says(schema: str, file: str) -> None:
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file, cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_the_hook_is_described_as_pre_commit_wants_it() -> None:
    done = run(sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_the_hook_is_installed_and_stops_what_does_not_add_up(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists() or not which("git"):
        pytest.skip("pre-commit installs from a git repository, and this is none")
    if run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "hatchling", cwd=tmp_path).returncode:
        pytest.skip("pre-commit installs what the hook needs, and there is no package index")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text(FAULTY)
    run("git", "init", "--quiet", cwd=tmp_path)
    run("git", "add", "raw", cwd=tmp_path)
    command = (sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "press-audit", "--all-files")
    done = run(*command, cwd=tmp_path, PRE_COMMIT_HOME=str(tmp_path / "home"))
    assert done.returncode == 1
    assert f"{Path('raw', 'a.txt')}:1:9: error [sum-mismatch]" in done.stdout, done.stdout


def shell(step: Mapping[str, Any], cwd: Path, inputs: Mapping[str, str], **given: str) -> Any:
    """A step of the action as a runner starts it: what stands in ${{ }} is filled in, in its environment only."""
    assert "${{" not in step["run"]
    defaults = {name: str(entry["default"]) for name, entry in ACTION["inputs"].items()}
    known = {f"inputs.{name}": value for name, value in (defaults | inputs).items()} | {"github.action_path": str(ROOT)}
    known["steps.check.outputs.exit-code"] = given.pop("code", "")
    filled = {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], value)
        for name, value in step.get("env", {}).items()
    }
    outputs = {"GITHUB_OUTPUT": str(cwd / "output"), "GITHUB_STEP_SUMMARY": str(cwd / "summary")}
    assert BASH
    script = ("--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
    return run(BASH, *script, cwd=cwd, **filled, **outputs, **given)


@in_bash
def test_the_action_installs_itself(tmp_path: Path) -> None:
    (tmp_path / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$OUT"\n')
    (tmp_path / "python").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{HERE['PATH']}"
    shell(STEPS["Install press-audit"], tmp_path, {}, PATH=path, OUT=str(tmp_path / "out"))
    assert (tmp_path / "out").read_text().splitlines() == ["-m", "pip", "install", "--quiet", str(ROOT)]


@in_bash
def test_the_action_annotates_summarises_and_keeps_the_code_for_its_last_step(releases: Path) -> None:
    done = shell(STEPS["Check the figures"], releases, {})
    code = str(int(FAULTY in (releases / "raw/a.txt").read_text()))
    assert done.returncode == 0, done.stderr
    assert (releases / "output").read_text() == f"exit-code={code}\n"
    assert done.stdout.startswith("::error file=raw/a.txt,line=1,") == (code == "1")
    assert ("sum-mismatch" in (releases / "summary").read_text("utf-8")) == (code == "1")
    (run,) = json.loads((releases / "press-audit.sarif").read_text("utf-8"))["runs"]
    assert len(run["results"]) == int(code)
    assert shell(STEPS["Result"], releases, {}, code=code).returncode == int(code)


INPUTS = [
    ({"fail-on": "never"}, "0"),
    ({"min-coverage": "100%"}, "1"),
    ({"paths": "raw/a.txt\nsiaran pers"}, "1"),
    ({"paths": "siaran pers"}, "0"),
    ({"paths": "$(exit 3)*"}, "2"),
    ({"lang": "xx"}, "2"),
]


@in_bash
@pytest.mark.parametrize(("inputs", "code"), INPUTS)
def test_the_inputs_of_the_action(inputs: dict[str, str], code: str, tmp_path: Path) -> None:
    for name, text in (("raw/a.txt", FAULTY), ("siaran pers/b.txt", f"{CLEAN} Hadir 9 lurah.")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    assert shell(STEPS["Check the figures"], tmp_path, inputs).returncode == 0
    assert (tmp_path / "output").read_text() == f"exit-code={code}\n"


def test_the_action_uses_every_input_and_uploads_what_it_wrote() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    assert not [name for name in ACTION["inputs"] if f"inputs.{name}" not in text]
    (upload,) = [step for step in ACTION["runs"]["steps"] if "upload-sarif" in step.get("uses", "")]
    assert upload["with"]["sarif_file"] == "${{ inputs.sarif }}"


@in_bash
def test_the_gitlab_job_writes_the_reports_that_it_names(releases: Path) -> None:
    assert BASH
    (line,) = JOB["script"]
    done = run(BASH, "-ec", line, cwd=releases)
    assert done.returncode == int(FAULTY in (releases / "raw/a.txt").read_text())
    reports = JOB["artifacts"]["reports"].values()
    assert [name for name in reports if (releases / name).stat().st_size] == list(reports)
