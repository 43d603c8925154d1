"""A deed that cannot be done now."""


class Refused(Exception):
    """Raised by a move before it changed anything: a code and its parameters."""

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters
