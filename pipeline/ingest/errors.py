"""What a reader says when an input cannot be used."""


class InputError(Exception):
    """An input that cannot be used: which, what is wrong with it, and what the user can do about it."""

    def __init__(self, path: str, fault: str, remedy: str) -> None:
        super().__init__(f"{path}: {fault}; {remedy}")
        self.path, self.fault, self.remedy = path, fault, remedy
