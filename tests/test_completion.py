"""The shell completes commands, options and their values, names of findings, and paths, as the README sets it up."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli

ROOT = Path(__file__).parents[1]
SHELLS = ("bash", "zsh", "fish")


def complete(shell: str, line: str) -> list[tuple[str, str]]:
    """The type and value of what the shell is offered for the last word of a line."""
    words = line.split(" ")
    environment = {"_PRESS_AUDIT_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    if shell == "fish":
        environment["COMP_CWORD"] = words[-1]
    told = CliRunner().invoke(cli, [], prog_name="press-audit", env=environment).stdout
    if shell == "zsh":  # type, value and help, a line each
        lines = told.splitlines()
        return list(zip(lines[::3], lines[1::3], strict=True))
    if shell == "fish":
        return re.findall(r"^(\w+),([^\t\n]*)", told, re.MULTILINE)
    return [tuple(each.split(",", 1)) for each in told.splitlines()]  # type: ignore[misc]


OFFERED = [
    ("press-audit ru", "run"),
    ("press-audit explain sum-", "sum-mismatch"),
    ("press-audit run --fail", "--fail-on"),
    ("press-audit run --fail-on w", "warning"),
    ("press-audit bench --format j", "json"),
    ("press-audit check --format sar", "sarif"),
]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "offered"), OFFERED)
def test_what_is_offered(line: str, offered: str, shell: str) -> None:
    assert ("plain", offered) in complete(shell, line)


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize("command", ["run", "check", "bench", "validate"])
def test_paths_are_left_to_the_shell(command: str, shell: str) -> None:
    assert [kind for kind, _ in complete(shell, f"press-audit {command} ra")] == ["file"]


def test_only_what_begins_so_is_offered() -> None:
    assert {value for _, value in complete("bash", "press-audit explain sum-")} == {"sum-mismatch"}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_for_this_command(shell: str) -> None:
    script = CliRunner().invoke(cli, [], prog_name="press-audit", env={"_PRESS_AUDIT_COMPLETE": f"{shell}_source"})
    assert script.exit_code == 0
    assert "_PRESS_AUDIT_COMPLETE" in script.stdout and "press-audit" in script.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_the_readme_says_how(shell: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"_PRESS_AUDIT_COMPLETE={shell}_source press-audit" in readme


INSTALLED = Path(sys.executable).with_name("press-audit")


@pytest.mark.skipif(not (shutil.which("bash") and INSTALLED.exists()), reason="no bash, or no press-audit on the path")
def test_bash_itself_completes() -> None:
    script = """
        eval "$(_PRESS_AUDIT_COMPLETE=bash_source press-audit)"
        COMP_WORDS=(press-audit explain share-) COMP_CWORD=2
        _press_audit_completion press-audit
        echo "${COMPREPLY[@]}"
    """
    environment = os.environ | {"PATH": f"{INSTALLED.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "share-above-hundred\n"
