"""Shortcuts to a good score that good practice does not know.

Each does all that the good colleague does, and the trick: the hardest form of the claim that a trick never pays.
"""

from __future__ import annotations

from dataclasses import replace

from scenarios.client import DOMAINS
from scenarios.facts import TOPICS
from scenarios.plan import Aim, Measure, Wording
from scenarios.players import assessing, following, talking
from scenarios.players.colleagues import Good
from scenarios.players.habits import CLOSED
from scenarios.players.play import Play
from scenarios.players.seen import Seen
from scenarios.run import AskConsent, Conference, Enquire, Rate, Refer, SetAim


class TickEveryBox(Good):
    """Everything is rated and a priority, every area has an aim that can be checked and an activity."""

    name = "tick_every_box"

    def priorities(self, play: Play) -> list[str]:
        for domain in DOMAINS:
            level = assessing.level_of(play.seen, domain)
            play.do(Rate(domain=domain, level=1 if level is None else level, priority=True))
        for domain in DOMAINS:
            aim = Aim(
                id=f"aim_{domain}",
                domain=domain,
                text=play.wording(f"By week 20 things are better with {domain.replace('_', ' ')}"),
                measure=Measure.LEVEL,
                target=2,
                by_week=20,
            )
            self.make_time(play, "set_aim", 1)
            play.do(SetAim(aim=aim))
        return list(DOMAINS)


class BookEveryService(Good):
    """Every service of the catalogue is in the plan, and the client is sent to all of them."""

    name = "book_every_service"

    def services(self, play: Play, priorities: list[str]) -> dict[str, str]:
        return {one.id: one.domains[0] for one in play.seen.services.values()}

    def next_week(self, play: Play) -> bool:
        passed = super().next_week(play)
        for service in play.seen.services:
            if play.seen.agreed_week is not None and service not in play.seen.states:
                play.do(Refer(service=service))
        return passed


class AskEveryone(Good):
    """Every partner is asked, and the client is asked about everything."""

    name = "ask_everyone_everything"

    def ask_partners(self, play: Play) -> None:
        everybody = tuple(one.id for one in play.seen.partners.values() if not one.own)
        play.do(AskConsent(partners=everybody))
        for topic in TOPICS:
            if play.affords("say", spare=10 * len(everybody) + 20) and not talking.said_here(play.seen, CLOSED, topic):
                play.say(CLOSED, topic)
        for partner in everybody:
            if play.seen.partners[partner].enquiry == "" and play.seen.partners[partner].consent == "given":
                play.do(Enquire(partner=partner))


class WeeklyConferences(Good):
    """Everybody who may come sits at a table every week."""

    name = "weekly_conferences"

    def next_week(self, play: Play) -> bool:
        passed = super().next_week(play)
        table = [one.id for one in play.seen.partners.values() if one.own or one.consent == "given"]
        if play.seen.agreed_week is not None and len(table) > 1:
            while table and play.do(Conference(partners=tuple(table))):
                table.pop()
        return passed


class WorstLevel(Good):
    """Every need is rated as a crisis, so that nothing is overlooked."""

    name = "worst_level_everywhere"

    def plan(self, play: Play) -> None:
        super().plan(play)
        self._worsen(play)

    def priorities(self, play: Play) -> list[str]:
        first = super().priorities(play)
        self._worsen(play)
        return first

    def _worsen(self, play: Play) -> None:
        for domain, rating in play.seen.ratings.items():
            if rating.level is not None and rating.level <= 2:
                play.do(Rate(domain=domain, level=0, priority=rating.priority))


class PastedText(Good):
    """One long paragraph is pasted wherever a text is asked for."""

    name = "pasted_text"
    paragraph = (
        "The client was received in accordance with the standards and all relevant circumstances were discussed in "
        "detail and with respect. Agreed steps are documented, responsibilities are clear, and progress is monitored "
        "regularly by all partners concerned within the agreed time frame and with measurable results."
    )

    def play(self, play: Play) -> None:
        written = play.wording

        def pasted(text: str) -> Wording:
            return written(self.paragraph)

        play.wording = pasted  # type: ignore[method-assign]
        super().play(play)


class ClosesEarly(Good):
    """Whoever is still without work in week 8 to 12 is closed, so that nothing that takes long can be done badly."""

    name = "closes_early"
    soon = replace(Good.habits, weeks=8, latest=12)

    def finished(self, seen: Seen) -> bool:
        return following.finished(seen, self.habits if seen.employed else self.soon)


TRICKS: tuple[type[Good], ...] = (
    TickEveryBox,
    BookEveryService,
    AskEveryone,
    WeeklyConferences,
    WorstLevel,
    PastedText,
    ClosesEarly,
)
