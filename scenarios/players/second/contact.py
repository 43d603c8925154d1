"""Being in touch: weeks, answers to what happens, talks, notes."""

from __future__ import annotations

from scenarios.facts import FactKind
from scenarios.plan import CLIENT
from scenarios.players.play import Play
from scenarios.players.second.craft import (
    Desk,
    needs,
)
from scenarios.players.second.reading import ranked
from scenarios.players.seen import EventSeen, ResponseSeen
from scenarios.run import (
    Place,
    Respond,
)
from toolkit.forms import Side


class Contact:
    """How the two who work with care keep in touch; the rhythm is each one's own."""

    rhythm: tuple[int, int, int] = (2, 3, 4)
    """Weeks between talks: the first ten weeks of a plan, later, and when the client works."""

    def __init__(self) -> None:
        self.refused: dict[str, int] = {}
        """Service -> week in which the client or the provider said no."""
        self.bargained: set[str] = set()
        """What the client may want later, in her or his own words."""
        self.retried: set[str] = set()
        self.conferred = False
        self.missed = 0
        self.first_agreed = 0

    def sit_down(self, play: Play) -> None:
        self.desk, self.run = Desk(play), play

    def week(self) -> bool:
        """A week passes, and what it brings is answered before anything else."""
        if not self.run.week():
            return False
        for event in self.desk.seen.events:
            self.run.do(Respond(event=event.id, response=self.answer(event).id))
        return True

    def answer(self, event: EventSeen) -> ResponseSeen:
        return ranked(event)[0]

    def meet(self) -> bool:
        """A talk where nobody overhears; a call when the client did not come."""
        if self.run.meet(Place.PRIVATE_ROOM):
            self.missed = 0
            return True
        self.missed += 1
        if self.run.meet(Place.PHONE):
            self.desk.listen("everyday")
            self.note("The client had not come; a call to ask what was in the way.")
        return False

    def note(self, reason: str) -> None:
        """The seven elements, actions of both sides, the week in which the file comes back (brief, *Case notes*)."""
        desk, seen = self.desk, self.desk.seen
        amiss, profile = needs(seen), seen.profile
        strong = [fact.text for fact in seen.facts if fact.kind is FactKind.STRENGTH][-2:]
        again = seen.week + self.pause()
        told = sum(len(one.told) for one in seen.here)
        client = next((one for one in seen.activities.values() if one.responsible == CLIENT), None)
        task = client.task.replace("_", " ") if client and client.task else "think over what we spoke about today"
        desk.note(
            {
                "background": f"{profile.name}, {profile.age}, {profile.months_unemployed} months without work. Week"
                f" {seen.week} of the case, {'plan agreed' if seen.in_force else 'needs being assessed'}.",
                "reason": reason,
                "observations": f"Spoke of {told} new things in {len(seen.here)} exchanges; came to the appointment.",
                "content": desk.story(seen.week),
                "results": f"Services: {desk.stands()}.",
                "impressions": f"Weighs most: {', '.join(list(amiss)[:3]) or 'nothing'}. Strong: {' '.join(strong)}",
                "plan": f"Next talk in week {again}; services as planned, and what was said today is looked at again.",
            },
            (
                (Side.CLIENT, f"Before the next talk: {task}.", again),
                (Side.CASE_MANAGER, "Ask providers how far they are.", again),
            ),
            again,
        )

    def pause(self) -> int:
        """Weeks until the next talk."""
        seen = self.desk.seen
        if seen.agreed_week is None:
            return 1
        if seen.employed:
            return self.rhythm[2]
        return self.rhythm[0] if seen.week - self.first_agreed < 10 else self.rhythm[1]
