"""Errors that a service raises and a view, a route or the command line puts into words.

A code is stable and never shown; `studio.messages` turns code and parameters into a sentence with a remedy.
"""


class StudioError(Exception):
    """Something a person can be told: a code and its parameters."""

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code, parameters)
        self.code, self.parameters = code, parameters

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.parameters.items())
        return f"{self.code}({details})"


class NotFound(StudioError):
    """There is no such thing, or not for this person: a stranger learns no difference."""


class Forbidden(StudioError):
    """The person is known and the thing may be seen, but this may not be done."""


class Invalid(StudioError):
    """Input that cannot be used; parameters name the place."""


class Conflicted(StudioError):
    """Somebody else was faster and both versions must be looked at."""


class Unavailable(StudioError):
    """The machine cannot do it now: disk full, database busy."""
