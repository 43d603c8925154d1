"""One player at one case: does deeds, keeps the log, and looks. The only place where players touch the engine."""

from __future__ import annotations

from scenarios.engine import Inputs, Replay
from scenarios.facts import Technique
from scenarios.loader import Package
from scenarios.plan import Wording
from scenarios.players.seen import Eyes, Heard, Seen
from scenarios.run import Advance, Deed, Entry, Meet, Place, Say
from studio.languages import SOURCE_LOCALE


class Play:
    """`do` carries out a deed and gives the code of a refusal, as the page would; `seen` is what is visible now."""

    def __init__(self, package: Package, inputs: Inputs) -> None:
        self._run = Replay(inputs)
        self._seat = inputs.played[0]
        self._eyes = Eyes(self._run, self._seat, package.words(SOURCE_LOCALE))
        self._seen: Seen | None = None
        self.log: list[Entry] = []
        self.texts: dict[str, str] = {}

    @property
    def seen(self) -> Seen:
        if self._seen is None:
            self._seen = self._eyes.look()
        return self._seen

    def do(self, deed: Deed) -> str:
        """Empty when it was done, else why not."""
        entry = Entry(sequence=len(self.log) + 1, seat=self._seat, deed=deed)
        refusal = self._run.do(entry)
        if refusal:
            return refusal.code
        self.log.append(entry)
        self._seen = None
        return ""

    def played(self) -> Replay:
        """The run as it stands, for whoever judges it; players do not call this."""
        return self._run

    def wording(self, text: str) -> Wording:
        """A typed text."""
        key = f"t{len(self.texts) + 1}"
        self.texts[key] = text
        return Wording.of(key, text)

    def say(self, technique: Technique, topic: str) -> Heard | None:
        """The client's answer; None when there was no time or no conversation."""
        if self.do(Say(technique=technique, topic=topic)):
            return None
        return self.seen.here[-1]

    def meet(self, place: Place) -> bool:
        """Whether the client came."""
        return not self.do(Meet(place=place)) and self.seen.place is not None

    def week(self) -> bool:
        """Let a week pass; False when the calendar has ended."""
        return not self.do(Advance(weeks=1))

    def affords(self, *prices: str, spare: int = 0) -> bool:
        """Whether the week has time for these things and `spare` minutes."""
        return sum(self.seen.prices[price] for price in prices) + spare <= self.seen.minutes
