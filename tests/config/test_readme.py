"""The examples of the README are used as they stand there."""

import re
import shlex
import shutil
import tomllib
from pathlib import Path

from jsonschema import Draft202012Validator

from pipeline.config.schema import schema
from tests.config.folder import Call, put
from tests.releases import CLEAN

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"```toml\n# ([\w.-]+)[^\n]*\n(.*?)```", README, re.DOTALL))


def commands(name: str) -> list[list[str]]:
    """What follows the name of a command, wherever it stands at a prompt."""
    return [
        shlex.split(line, comments=True) for line in re.findall(rf"^\$ press-audit ({name} .*)", README, re.MULTILINE)
    ]


def test_the_configuration(call: Call) -> None:
    put({"press-audit.toml": BLOCKS["press-audit.toml"], "raw/a.txt": CLEAN})
    Draft202012Validator(schema()).validate(tomllib.loads(BLOCKS["press-audit.toml"]))
    assert call("config", "raw/a.txt").exit_code == 0
    assert call("run", "raw").exit_code == 0


def test_the_commands_for_accepted_findings(call: Call) -> None:
    shutil.copytree(ROOT / "raw/bnn", "raw/bnn")
    for command in (*commands("accept"), *commands("accepted"), *commands("config")):
        assert call(*command).exit_code == 0, command


def test_the_relations(call: Call) -> None:
    shutil.copytree(ROOT / "raw/bnn", "raw")
    put({"raw/press-audit-relations.toml": BLOCKS["press-audit-relations.toml"]})
    assert call("run").exit_code == 1
    assert "dumai-2023,sum,declared,consistent,1," in Path("reports/tables/claims.csv").read_text("utf-8")
