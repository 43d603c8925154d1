"""A typed sentence as technique and topic, with its reasons: `read(text, language, before)`."""

from scenarios.reading.model import SURE, Guess, Reading, Reason, Unreadable, Why
from scenarios.reading.reader import LONGEST, read
from scenarios.reading.rules import languages

__all__ = ["LONGEST", "SURE", "Guess", "Reading", "Reason", "Unreadable", "Why", "languages", "read"]
