"""Configuration: what files say about how releases are to be audited, and where each of it is said.

The nearest ``press-audit.toml``, or ``pyproject.toml`` with ``[tool.press-audit]``, above a release is its own; what is
not said there is as by default. The command line beats an override, and an override the rest of its file.
"""

from pipeline.config.errors import ConfigError
from pipeline.config.files import Configurations
from pipeline.config.options import defaults

__all__ = ["ConfigError", "Configurations", "defaults"]
