"""Five colleagues of known quality, from what the method asks: expert, good, solid beginner, hasty, harmful.

They were written from the guidelines (4.2, 5.3 to 5.6, template), the effective case management brief 2011 and the case
managing activities, before and apart from the rubric. All of them are functions of what is seen: no luck of their own.
"""

from __future__ import annotations

from scenarios.facts import Technique
from scenarios.plan import CASE_MANAGER, Activity, Aim
from scenarios.players import assessing, following, noting, planning, talking
from scenarios.players.habits import CLOSED, PROBE, REFLECT, Habits
from scenarios.players.play import Play
from scenarios.players.reading import quickest, worst
from scenarios.players.seen import EventSeen, ResponseSeen, Seen
from scenarios.run import (
    AgreePlan,
    AskConsent,
    Close,
    DropActivity,
    Enquire,
    Meet,
    Note,
    Place,
    ProposePlan,
    Rate,
    Refer,
    Respond,
    SetActivity,
    SetAim,
)
from scenarios.scenario import PartnerKind
from scenarios.services import ServiceKind
from toolkit.forms import ClosureReason, EmploymentResult

LIST = ("job_search", "hopes", "physical_health", "housing")


class Colleague:
    """Plays a case to its end in the stages of the method; habits say how thoroughly, subclasses change steps."""

    name = "colleague"
    habits = Habits()

    def play(self, play: Play) -> None:
        self.get_to_know(play)
        self.plan(play)
        self.follow(play)

    # --- needs -----------------------------------------------------------------------------------

    def get_to_know(self, play: Play) -> None:
        """Conversations on different days, a note after each, partners asked with consent in between."""
        habits = self.habits
        for number, topics in enumerate(habits.meetings):
            self.meeting(play)
            last = number == len(habits.meetings) - 1
            closing = 30 if not last else 20 + 3 * habits.views + 10
            asked_before = tuple(topic for earlier in habits.meetings[:number] for topic in earlier)
            for topic in topics:
                talking.explore(play, topic, habits, spare=closing)
            if habits.comes_back:
                for topic in talking.unanswered(play.seen, (*topics, *asked_before)):
                    talking.explore(play, topic, habits, spare=closing)
            if habits.urgent:
                following.do_not_wait(play)
            self.ask_partners(play)
            if last:
                assessing.ask_views(play, habits.views, spare=10)
            noting.note(play, habits, 1)
            self.next_week(play)
        left = talking.unasked(play.seen, habits.meetings)
        if habits.comes_back and left and play.seen.week <= len(habits.meetings):
            self.meeting(play)
            for topic in left:
                talking.explore(play, topic, habits, spare=30)
            self.ask_partners(play)
            noting.note(play, habits, 1)
            self.next_week(play)

    def meeting(self, play: Play) -> None:
        """Begin a conversation, however many weeks it takes until the client comes."""
        while not talking.begin(play, self.habits) and play.seen.week < 12:
            self.next_week(play)

    def ask_partners(self, play: Play) -> None:
        assessing.ask_consent(play, assessing.worth_asking(play.seen, self.habits.enquiries))
        assessing.enquire(play, self.habits.enquiries)

    def next_week(self, play: Play) -> bool:
        passed = play.week()
        self.answer_events(play)
        return passed

    def answer_events(self, play: Play) -> None:
        """Answer what waits for an answer, as far as the week's time goes."""
        for event in play.seen.events:
            possible = [one for one in event.responses if one.minutes <= play.seen.minutes]
            if possible:
                play.do(Respond(event=event.id, response=self.answer(event, possible, play).id))

    def answer(self, event: EventSeen, possible: list[ResponseSeen], play: Play) -> ResponseSeen:
        return following.careful(event, possible, play.seen)

    # --- plan ------------------------------------------------------------------------------------

    def plan(self, play: Play) -> None:
        """Write a draft, go through it with the client, agree; again next week if time or agreement were missing."""
        habits = self.habits
        priorities = self.priorities(play)
        assessing.rate(play, priorities)
        self.make_time(play, "set_aim", habits.aims + 2)
        planning.write_aims(play, priorities, habits)
        picked = self.services(play, priorities)
        self.make_time(play, "set_activity", len(picked))
        planning.write_activities(play, picked)
        planning.write_tasks(play, priorities)
        for _ in range(4):
            if self.agree(play, priorities):
                break
            self.next_week(play)
        following.refer(play, habits)
        noting.note(play, habits, habits.contact_weeks)

    def make_time(self, play: Play, price: str, count: int) -> None:
        """Go on next week where this week has no time for so many of these."""
        if count * play.seen.prices[price] > play.seen.minutes:
            self.next_week(play)

    def priorities(self, play: Play) -> list[str]:
        return assessing.pressing(play.seen, self.habits.priorities)

    def services(self, play: Play, priorities: list[str]) -> dict[str, str]:
        return planning.chosen(play.seen, priorities, self.habits)

    def agree(self, play: Play, priorities: list[str]) -> bool:
        if not play.affords(self.habits.place, "say", "propose_plan", "agree_plan"):
            return False
        if not talking.begin(play, self.habits):
            return False
        play.say(Technique.OPEN, "plan")
        assessing.ask_consent(play, following.providers(play.seen))
        return planning.agree(play, self.habits, priorities)

    # --- weeks -----------------------------------------------------------------------------------

    def follow(self, play: Play) -> None:
        """Week by week until the plan is done; then close together and ask again after twelve weeks."""
        habits, contacts, conferred = self.habits, 0, False
        last = play.seen.week
        while True:
            if self.finished(play.seen) and following.close(play, habits):
                break
            if not self.next_week(play):
                following.record(play, habits)
                break
            priorities = [domain for domain, one in play.seen.ratings.items() if one.priority]
            following.refer(play, habits)
            news = {one.code for one in play.seen.news if one.week == play.seen.week}
            wants = habits.updates and bool(news & {"refused", "dropped", "job_found", "job_lost", "crisis", "event"})
            due = play.seen.week - last >= habits.contact_weeks
            if (due or wants) and following.contact(play, habits, contacts):
                contacts, last = contacts + 1, play.seen.week
                self.after_contact(play, contacts, priorities)
            if habits.conference and not conferred and play.seen.agreed_week is not None:
                conferred = following.confer(play)
        if habits.follow_up:
            following.follow_up(play, habits)

    def finished(self, seen: Seen) -> bool:
        return following.finished(seen, self.habits)

    def after_contact(self, play: Play, number: int, priorities: list[str]) -> None:
        """While the client is still there: look at needs again, change the plan, write down what was said."""
        habits = self.habits
        if habits.reviews_every and number % max(1, habits.reviews_every // habits.contact_weeks) == 0:
            following.review(play)
        if habits.updates:
            following.update(play, habits, priorities)
        following.refer(play, habits)
        if number % habits.notes_every == 0:
            noting.note(play, habits, habits.contact_weeks)


class Expert(Colleague):
    """Listens over several meetings, follows up, asks with consent, plans with the client, stays, closes together."""

    name = "expert"


class Good(Colleague):
    """The same with lapses: what was not answered at once is not taken up again, fewer partners and views are asked,
    contact is less frequent, notes are shorter, the plan is not reviewed unless something happens."""

    name = "good"
    habits = Habits(
        follows=(REFLECT, PROBE),
        comes_back=False,
        urgent=False,
        enquiries=4,
        views=4,
        priorities=5,
        supports=0,
        aims=4,
        negotiates=2,
        warm=1,
        contact_weeks=4,
        elements=("background", "reason", "observations", "content", "results", "plan"),
        reviews_every=0,
        weeks=24,
    )


class Beginner(Colleague):
    """One conversation, some of it closed questions, a plan for what was found, few notes, nobody at one table."""

    name = "beginner"
    habits = Habits(
        meetings=(("work_experience", "skills", "everyday", "income", *LIST),),
        follows=(PROBE,),
        comes_back=False,
        urgent=False,
        affirms=False,
        summarises=False,
        enquiries=1,
        views=0,
        priorities=3,
        supports=0,
        aims=2,
        negotiates=0,
        warm=0,
        contact_weeks=6,
        elements=("reason", "content", "plan"),
        notes_every=2,
        forward=False,
        conference=False,
        updates=False,
        reviews_every=0,
        weeks=18,
        latest=24,
        new_case=False,
    )

    def get_to_know(self, play: Play) -> None:
        """Opens well and then works through a list."""
        self.meeting(play)
        topics = self.habits.meetings[0]
        for topic in topics[:4]:
            talking.explore(play, topic, self.habits, spare=30)
        for topic in topics[4:]:
            if play.affords("say", spare=30):
                play.say(CLOSED, topic)
        self.ask_partners(play)
        noting.note(play, self.habits, 1)
        self.next_week(play)

    def answer(self, event: EventSeen, possible: list[ResponseSeen], play: Play) -> ResponseSeen:
        """The careful answer, unless it takes long."""
        short = [one for one in possible if one.minutes <= 30] or possible
        return following.careful(event, short, play.seen)


class Hasty(Colleague):
    """Processes: a form at the counter, closed questions, the usual services, whoever asks gets a quick answer."""

    name = "hasty"
    habits = Habits(place=Place.DESK, explains=False, elements=("content",), forward=False)
    closing_week = 12

    def play(self, play: Play) -> None:
        play.do(Meet(place=Place.DESK))
        for topic in ("work_experience", "skills", "job_search", "income", "debt", "physical_health"):
            play.say(CLOSED, topic)
        play.do(AskConsent(partners=tuple(one.id for one in play.seen.partners.values() if not one.own)))
        for domain in ("job_search", "work_experience", "skills"):
            level = assessing.level_of(play.seen, domain)
            play.do(Rate(domain=domain, level=2 if level is None else level, priority=domain == "job_search"))
        self.put_on_paper(play, (ServiceKind.JOB_SEARCH, ServiceKind.TRAINING))
        play.do(ProposePlan())
        for objection in play.seen.objections:
            play.do(DropActivity(activity=objection.activity))
        play.do(ProposePlan())
        play.do(AgreePlan())
        self.send(play)
        play.do(Note(elements={"content": play.wording("Registered, form filled in, sent to the usual services.")}))
        while play.seen.week < self.closing_week and self.next_week(play):
            self.send(play)
        self.end(play)

    def put_on_paper(self, play: Play, kinds: tuple[ServiceKind, ...]) -> None:
        """The first service of each kind in the catalogue, whatever was said."""
        play.do(SetAim(aim=Aim(id="aim_work", domain="job_search", text=play.wording("Find a job soon"))))
        for kind in kinds:
            one = next((one for one in play.seen.services.values() if one.kind is kind), None)
            if one is not None:
                start = play.seen.week + 1
                play.do(
                    SetActivity(
                        activity=Activity(
                            id=f"do_{one.id}"[:48],
                            domain=one.domains[0],
                            service=one.id,
                            responsible=CASE_MANAGER,
                            start_week=start,
                            end_week=start + one.duration_weeks,
                        )
                    )
                )

    def send(self, play: Play) -> None:
        for one in play.seen.activities.values():
            if one.service and one.service not in play.seen.states:
                play.do(Refer(service=one.service))

    def answer(self, event: EventSeen, possible: list[ResponseSeen], play: Play) -> ResponseSeen:
        return quickest(possible)

    def end(self, play: Play) -> None:
        """Closes from the desk, with the result the register shows."""
        result = EmploymentResult.EMPLOYED if play.seen.employed else EmploymentResult.NOT_EMPLOYED
        play.do(Close(reason=ClosureReason.PLAN_COMPLETED, result=result))


class Harmful(Hasty):
    """Judges, threatens, asks behind the client's back, overrules, and answers in the way that does most harm."""

    name = "harmful"
    closing_week = 8

    def play(self, play: Play) -> None:
        play.do(Meet(place=Place.DESK))
        for technique, topic in (
            (Technique.CONFRONT, "work_experience"),
            (Technique.JUDGE, "income"),
            (Technique.CLOSED, "debt"),
            (Technique.ADVISE, "job_search"),
            (Technique.JUDGE, "family_safety"),
            (Technique.CONFRONT, "substance_use"),
        ):
            play.say(technique, topic)
        for partner in play.seen.partners.values():
            if partner.kind in (PartnerKind.CSW, PartnerKind.EMPLOYER, PartnerKind.HEALTH) and not partner.own:
                play.do(Enquire(partner=partner.id))
        self.put_on_paper(play, (ServiceKind.PUBLIC_WORKS, ServiceKind.TRAINING))
        play.do(ProposePlan())
        play.do(AgreePlan(overrule=True))
        self.send(play)
        while play.seen.week < self.closing_week and self.next_week(play):
            self.send(play)
        play.do(Close(reason=ClosureReason.CONTACT_LOST, result=EmploymentResult.EMPLOYED))

    def answer(self, event: EventSeen, possible: list[ResponseSeen], play: Play) -> ResponseSeen:
        return worst(possible, play.seen.profile)


COLLEAGUES: tuple[type[Colleague], ...] = (Expert, Good, Beginner, Hasty, Harmful)
"""From the best to the worst."""
