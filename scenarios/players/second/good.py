"""A sound colleague with too many files."""

from __future__ import annotations

from scenarios.plan import Wording
from scenarios.players.second.expert import ORDINARY, Expert
from scenarios.players.second.reading import ranked, worth
from scenarios.players.seen import EventSeen, ResponseSeen, ServiceSeen
from toolkit.forms import Side


class Good(Expert):
    """A sound colleague with too many files: the same way of working, with lapses that are named here.

    - Opens the ordinary areas and debt and papers, but not health of mind, drinking, safety at home or discrimination;
      what the client says of them unasked counts. Goes back to no silent area (against brief: be comprehensive).
    - Reads the areas alone: the client's own view is never asked, and no rating is looked at again
      (against brief: involve the customer, assess again).
    - Asks two partners at most, refers on paper only, calls no conference (against guidelines 5.2 and 5.4).
    - Sees the client less often: every three weeks, later every five, six once in work; stays six weeks after a job
      began (against brief, *Follow-up*: frequent contact).
    - Notes have four of seven elements and only the own next step (against brief, *Tracking and documentation*).
    - A crisis gets all the time it needs; an everyday matter the best of the short answers, if one seems decent.
    - Closes in a talk and looks again after twelve weeks, but writes down no lessons (against guidelines 5.5).
    """

    name = "good"
    assessed_by = (2, 5)
    areas = (*ORDINARY, "debt", "legal_documents")
    rhythm = (3, 5, 6)
    stay = 6

    def answer(self, event: EventSeen) -> ResponseSeen:
        best = ranked(event)
        quick = [one for one in best if one.minutes <= 25 and worth(one) >= 4]
        return best[0] if event.crisis or not quick else quick[0]

    def topics(self) -> list[str]:
        return [one for one in super().topics() if one not in self.desk.asked]

    def note(self, reason: str) -> None:
        desk, seen = self.desk, self.desk.seen
        again = seen.week + self.pause()
        elements = {
            "background": f"{seen.profile.name}, week {seen.week} of the case.",
            "content": f"{reason} {desk.story(seen.week)}",
            "results": f"Services: {desk.stands()}.",
            "plan": f"Next talk in week {again}.",
        }
        desk.note(elements, ((Side.CASE_MANAGER, "Ask providers how far they are.", again),), again)

    def views(self, most: int) -> None:
        """Not asked."""

    def look_again(self) -> None:
        """Not done."""

    def enquire(self, most: int = 2) -> None:
        super().enquire(most)

    def refer(self, service: ServiceSeen) -> bool:
        return self.desk.agreed_with(service.provider) and self.desk.refer(service.id, warm=False)

    def confer(self) -> None:
        """Not called."""

    def lessons(self) -> Wording | None:
        return None
