"""What is said of a file of ours that cannot be used."""

from collections.abc import Sequence


class ConfigError(Exception):
    """A configuration that cannot be used: a line for each fault, with the file, the place and the remedy."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)
