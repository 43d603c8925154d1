"""Other ways of running the same caseload: players that see what the desk shows and log their deeds like a person.

`planned` works by what is known, `equal` gives everybody the same in turn, `first_come` serves the list from the top,
`loudest` those who write; `nothing` lets the weeks pass.
"""

from __future__ import annotations

from collections.abc import Callable

from scenarios.caseload.agenda import contact_weeks, known_track, reasons_of, silent_weeks, today
from scenarios.caseload.cards import Card
from scenarios.caseload.deeds import (
    Advance,
    Agree,
    BringForward,
    Contact,
    Deed,
    Entry,
    PutOnTrack,
    Reason,
    Refer,
    Reply,
    Respond,
    Track,
    Why,
)
from scenarios.caseload.exercise import Way
from scenarios.caseload.replay import Caseload, Inputs
from scenarios.services import ServiceKind
from scenarios.weeks.state import Status

QUALITY = {"good": 0, "fair": 1, "poor": 2, "harmful": 3}
AT_ONCE = 3
"""Services a client waits for or attends at the same time."""
RETRY_WEEKS = 8


class Player:
    """Plays a caseload by deeds; what is refused is not logged."""

    def __init__(self, inputs: Inputs) -> None:
        self.load = Caseload(inputs)
        self.log: list[Entry] = []

    def do(self, deed: Deed) -> bool:
        entry = Entry(sequence=len(self.log) + 1, deed=deed)
        if self.load.do(entry) is not None:
            return False
        self.log.append(entry)
        return True

    def card(self, person: str) -> Card:
        return self.load.cards[person]

    def contact(self, person: str, way: Way) -> bool:
        """Whether the person was reached."""
        return self.do(Contact(person=person, way=way)) and self.card(person).contacts[-1].reached

    def serve(self, person: str) -> None:
        """What every way does when somebody's turn has come: assess first, meet later, answer, refer, set a date."""
        card = self.card(person)
        first = card.assessed is None
        way = Way.ASSESSMENT if first else Way.MEETING
        reached = self.contact(person, way)
        if not reached and any(event.crisis for event in self.card(person).open_events):
            reached = self.contact(person, Way.HOME)
        self.answer(person)
        if reached:
            self.do(Agree(person=person))
        self.refer(person)

    def answer(self, person: str) -> None:
        """Answer what is open, as well as a thoughtful colleague would."""
        authored = self.load.exercise.person(person).event_by_id
        for event in self.card(person).open_events:
            if event.id in authored:
                best = min(authored[event.id].responses, key=lambda one: QUALITY[one.quality])
                self.do(Respond(person=person, event=event.id, response=best.id))

    def refer(self, person: str, warm: bool = False) -> None:
        """Send the person to services for the needs in the ratings, the lowest first, a few at a time."""
        load, card = self.load, self.card(person)
        if card.assessed is None:
            return
        formal, row = load.formal(), load.row(person)
        busy = sum(load.service_open(card, service.id) for service in load.exercise.services)
        answered = {service.domains[0] for service in load.exercise.services if load.service_open(card, service.id)}
        wanted = card.needs()
        for domain in [*wanted, *(("job_search",) if not load.employed(person) else ())]:
            for position, service in enumerate(load.exercise.services):
                if busy >= AT_ONCE or domain in answered or service.domains[0] != domain or formal[row, position]:
                    continue
                status = load.status(person, service.id)
                tried = load.week - load.since(person, service.id) < RETRY_WEEKS
                if status is Status.COMPLETED or (status in (Status.REFUSED, Status.DROPPED) and tried):
                    continue
                if service.kind is ServiceKind.JOB_SEARCH and card.ratings.get("job_search", 0) >= 4:
                    continue
                if self.do(Refer(person=person, service=service.id, warm=warm)):
                    busy += 1
                    answered.add(domain)

    def week(self) -> None:
        self.do(Advance())


def planned(player: Player) -> None:
    """Crises first, then what is due by the track; tracks by what is known, and a date on every file."""
    load = player.load
    for item in today(load):
        card, person = load.cards[item.person], item.person
        codes = {reason.code for reason in item.reasons}
        urgent = codes & {"crisis", "event", "job_lost", "dropped"}
        due = codes & {"not_assessed", "silent", "date_due", "date_overdue"}
        if urgent or due:
            if card.track is Track.TRACKING and not urgent:
                player.contact(person, Way.CALL)
            else:
                player.serve(person)
        elif "message" in codes:
            player.do(Reply(person=person))
        elif codes & {"missed", "refused"}:
            player.contact(person, Way.CALL)
            player.refer(person)
        _file(player, person)
    _spend(player)


def _spend(player: Player) -> None:
    """Hours that are left go to those with most needs who were not spoken to this week."""
    load = player.load
    order = sorted(load.cards, key=lambda name: (-len(load.cards[name].needs()), load.row(name)))
    for person in order:
        card = load.cards[person]
        spoken = any(one.week == load.week for one in card.contacts)
        if card.assessed is not None and not spoken and card.track is not Track.TRACKING:
            player.serve(person)


def _file(player: Player, person: str) -> None:
    """Track and date of a file that was just dealt with."""
    load = player.load
    card = load.cards[person]
    if card.assessed is None or card.ended is not None:
        return
    fits = known_track(load, card)
    if card.track is not fits:
        reason = {Track.INTENSIVE: Reason.SEVERAL_NEEDS, Track.REGULAR: Reason.ONE_NEED}.get(fits, Reason.AUTONOMOUS)
        player.do(PutOnTrack(person=person, track=fits, reason=reason))
    card = load.cards[person]
    if card.date is None:
        week = min(load.week + max(1, contact_weeks(load, card) - silent_weeks(load, card)), load.exercise.weeks)
        player.do(BringForward(person=person, week=week, why=Why.ASK_HOW))


def equal(player: Player) -> None:
    """Everybody in turn, whoever was seen longest ago first, until the hours are gone."""
    load = player.load
    order = sorted(
        load.cards,
        key=lambda name: (load.cards[name].contacts[-1].week if load.cards[name].contacts else -1, load.row(name)),
    )
    for person in order:
        player.serve(person)


def first_come(player: Player) -> None:
    """The list from the top: whoever came first gets all that can be done, every week anew."""
    for person in list(player.load.cards):
        player.serve(person)


def loudest(player: Player) -> None:
    """Whoever wrote or made themselves heard, then those known best already; the rest when there is time left."""
    load = player.load

    def heard(person: str) -> tuple[int, int, int]:
        card = load.cards[person]
        reported = sum(1 for reason in reasons_of(load, card) if reason.code in ("message", "event", "crisis"))
        return (-reported, -len(card.messages), load.row(person))

    for person in sorted(load.cards, key=heard):
        card = load.cards[person]
        if card.messages or card.open_events:
            player.serve(person)


def nothing(player: Player) -> None:
    """Nobody does anything."""


WAYS: dict[str, Callable[[Player], None]] = {
    "planned": planned,
    "equal": equal,
    "first_come": first_come,
    "loudest": loudest,
    "nothing": nothing,
}


def played(inputs: Inputs, way: str, weeks: int) -> Player:
    """A caseload played in this way for so many weeks."""
    player = Player(inputs)
    for _ in range(weeks):
        WAYS[way](player)
        player.week()
    return player
