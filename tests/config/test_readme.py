"""The examples of the README are used as they stand there."""

import re
from pathlib import Path

from jsonschema import Draft202012Validator

from pipeline.config.schema import schema
from tests.config.folder import CLEAN, Call, put

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"```toml\n# ([\w.-]+)[^\n]*\n(.*?)```", README, re.DOTALL))


def test_the_configuration_of_the_readme_is_one(call: Call) -> None:
    import tomllib

    put({"press-audit.toml": BLOCKS["press-audit.toml"], "raw/a.txt": CLEAN})
    Draft202012Validator(schema()).validate(tomllib.loads(BLOCKS["press-audit.toml"]))
    assert call("config", "raw/a.txt").exit_code == 0
    assert call("run", "raw").exit_code == 0
