"""A caseload in words: tracks, reasons, what lies on the desk and why, the history of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scenarios import labels
from scenarios.caseload.agenda import Reason as OnDesk
from scenarios.caseload.agenda import known_ground
from scenarios.caseload.cards import Card, Occurred
from scenarios.caseload.deeds import (
    Advance,
    Agree,
    BringForward,
    Close,
    Conference,
    Contact,
    Deed,
    EndService,
    Finish,
    FollowUp,
    PutOnTrack,
    Reason,
    Refer,
    Reply,
    Respond,
    Track,
    Why,
)
from scenarios.caseload.exercise import Way
from scenarios.caseload.package import fact_key
from scenarios.caseload.replay import Caseload
from scenarios.client import DOMAINS
from scenarios.loader import Words
from scenarios.services import Refusal
from scenarios.weeks.state import Status
from studio.languages import Translator

Label = Callable[[Translator], str]

TRACKS: dict[str, Label] = {
    "new": lambda t: t("No track yet"),
    Track.INTENSIVE: lambda t: t("Close follow-up"),
    Track.REGULAR: lambda t: t("Regular follow-up"),
    Track.TRACKING: lambda t: t("Tracking only"),
    "closed": lambda t: t("Closed"),
}
REASONS: dict[Reason, Label] = {
    Reason.SEVERAL_NEEDS: lambda t: t("several needs at once"),
    Reason.CRISIS: lambda t: t("a crisis"),
    Reason.ONE_NEED: lambda t: t("one or two needs"),
    Reason.IN_SERVICE: lambda t: t("well looked after in a service"),
    Reason.AUTONOMOUS: lambda t: t("manages alone"),
    Reason.IN_WORK: lambda t: t("in work"),
    Reason.CLIENT_ASKED: lambda t: t("the client asked for it"),
    Reason.NOTHING_KNOWN: lambda t: t("not enough is known"),
}
WHYS: dict[Why, Label] = {
    Why.ASK_HOW: lambda t: t("ask how things are"),
    Why.CHECK_START: lambda t: t("see whether the service has begun"),
    Why.CHECK_RESULT: lambda t: t("see what came of it"),
    Why.REVIEW_PLAN: lambda t: t("look at the plan again"),
    Why.ASSESS: lambda t: t("assessment meeting"),
    Why.AFTER_WORK: lambda t: t("ask how the job is going"),
}
WAYS: dict[Way, Label] = {
    Way.CALL: lambda t: t("Call"),
    Way.MEETING: lambda t: t("Meeting"),
    Way.ASSESSMENT: lambda t: t("Assessment meeting"),
    Way.HOME: lambda t: t("Home visit"),
}
PLAYED: dict[str, Label] = {
    "run": lambda t: t("Your caseload"),
    "equal": lambda t: t("Everyone the same"),
    "first_come": lambda t: t("First come, first served"),
    "loudest": lambda t: t("The loudest first"),
    "nothing": lambda t: t("No plan at all"),
}


def track(t: Translator, card: Card) -> str:
    return TRACKS["closed" if card.ended else card.track or "new"](t)


def name(load: Caseload, person: str) -> str:
    return load.exercise.person(person).profile.name


def names(t: Translator, load: Caseload, people: str) -> str:
    """Ids separated by spaces as names."""
    return t.list([name(load, one) for one in people.split() if one in load.cards])


def event_title(t: Translator, words: Words, card: Card, event: Occurred) -> str:
    if event.domain:
        area = labels.domain(t, event.domain)
        return t("Setback: {area}", area=area)
    return words(f"people.{card.person}.events.{event.id}.title")


def event_text(t: Translator, words: Words, card: Card, event: Occurred) -> str:
    if event.domain:
        return t(
            "Something has gone wrong and needs somebody to ask how things are. A call or a meeting in time helps."
        )
    return words(f"people.{card.person}.events.{event.id}.text")


def on_desk(t: Translator, words: Words, load: Caseload, card: Card, reason: OnDesk) -> str:
    """Why a file lies on the desk, as a sentence."""
    weeks, subject = reason.weeks, reason.subject
    if reason.code in ("crisis", "event"):
        title = event_title(t, words, card, card.events[subject])
        if weeks <= 0:
            left = t("this week is the last to answer")
        else:
            left = t.n("{count} week left to answer", "{count} weeks left to answer", weeks)
        return f"{t('Crisis') + ': ' if reason.code == 'crisis' else ''}{title}, {left}"
    if reason.code in ("date_due", "date_overdue"):
        why = WHYS[Why(subject)](t)
        if reason.code == "date_due":
            return t("Comes back today: {why}", why=why)
        return t.n(
            "Should have come back {count} week ago: {why}",
            "Should have come back {count} weeks ago: {why}",
            weeks,
            why=why,
        )
    service = labels.service(words, subject) if subject else ""
    sentences: dict[str, str] = {
        "follow_up": t("Follow-up twelve weeks after closure is due"),
        "job_lost": t("Has lost the job"),
        "job_found": t("Has found work"),
        "dropped": t("Has broken off: {service}", service=service),
        "completed": t("Has completed: {service}", service=service),
        "refused": t("Was not accepted: {service}", service=service),
        "missed": t("Stays away from: {service}", service=service),
        "not_assessed": t("Not assessed yet"),
        "no_track": t("Assessed, but on no track yet"),
        "no_date": t("No bring-forward date on the file"),
        "message": t("Has written and waits for an answer"),
        "silent": t("Not heard of for longer than the track allows"),
    }
    return sentences[reason.code]


def fitting(t: Translator, load: Caseload, card: Card) -> str:
    """Which track what is known calls for, and why."""
    fits, ground = known_ground(load, card)
    whys = {
        "crisis": t("there is an open crisis"),
        "in_work": t("the client works"),
        "working_in_crisis": t("the client works, with an area of life in crisis"),
        "area_in_crisis": t("an area of life is in crisis"),
        "several_needs": t("three or more needs are known"),
        "manages": t("no need is known, and the client looks for work alone"),
        "some_need": t("one or two needs are known, or help with the search is needed"),
    }
    return t(
        "{client}: {track}, because {why}", client=name(load, card.person), track=TRACKS[fits](t), why=whys[ground]
    )


def service_state(t: Translator, status: Status) -> str:
    """Where a client stands with a service; it may have ended by itself, when work was found."""
    return t("ended") if status is Status.ENDED else labels.SERVICE_STATES[status.name.lower()](t)


def refusal(t: Translator, why: int) -> str:
    return labels.REFUSALS[Refusal(why)](t)


def history(
    t: Translator, words: Words, load: Caseload, card: Card, texts: Mapping[str, str]
) -> list[tuple[int, int, str]]:
    """Everything on a file as (week, line, sentence), the newest first; line 0 for what nobody decided."""
    told: list[tuple[int, int, str]] = []
    person = load.exercise.person(card.person)

    def typed(text: str) -> str:
        return f" “{texts[text]}”" if texts.get(text) else ""

    for one in card.tracks:
        sentence = t("{track}, because: {reason}.", track=TRACKS[one.track](t), reason=REASONS[one.reason](t))
        told.append((one.week, one.line, sentence + typed(one.text)))
    for contact in card.contacts:
        way = WAYS[contact.way](t)
        sentence = f"{way}: {words(contact.said)}" if contact.said else way
        if not contact.reached:
            sentence = t("{way}, not reached.", way=way) + (f" {words(contact.said)}" if contact.said else "")
        facts = [words(fact_key(person, person.fact_by_id[fact])) for fact in contact.facts]
        rated = t.n("{count} area of life rated.", "{count} areas of life rated.", len(contact.rated))
        told.append((contact.week, contact.line, " ".join([sentence, *facts, *([rated] if contact.rated else [])])))
    for date in card.dates:
        told.append(
            (
                date.set_in,
                date.line,
                t("Comes back in week {week}: {why}.", week=date.week + 1, why=WHYS[date.why](t)) + typed(date.text),
            )
        )
    for message in card.messages:
        told.append((message.week, 0, t("Wrote: {words}", words=words(message.said))))
    for event in card.events.values():
        if event.known is None:
            continue
        told.append((event.known, 0, f"{event_title(t, words, card, event)}. {event_text(t, words, card, event)}"))
        if event.response:
            place = f"people.{card.person}.events.{event.id}.responses.{event.response}"
            sentence = f"{words(f'{place}.label')}. {words(f'{place}.result')}"
            told.append((event.answered or 0, event.line, sentence))
        elif event.state == "late":
            late = words(f"people.{card.person}.events.{event.id}.ignored") if not event.domain else ""
            told.append(((event.due or 0) + 1, 0, f"{t('Nobody answered in time.')} {late}".strip()))
    codes: dict[str, Callable[[str], str]] = {
        "referred": lambda s: t("Referred on paper: {service}.", service=s),
        "referred_warm": lambda s: t("Introduced in person: {service}.", service=s),
        "ended": lambda s: t("Taken out: {service}.", service=s),
        "conference": lambda s: t("Case conference with the partners involved."),
        "agreed": lambda s: t("A plan was agreed together."),
        "replied": lambda s: t("Answered in two lines."),
        "started": lambda s: t("Began: {service}.", service=s),
        "completed": lambda s: t("Completed: {service}.", service=s),
        "dropped": lambda s: t("Broke off: {service}.", service=s),
        "refused": lambda s: t("Not accepted: {service}.", service=s),
        "missed": lambda s: t("Stays away: {service}.", service=s),
        "job_found": lambda s: t("Found work."),
        "job_lost": lambda s: t("Lost the job."),
    }
    for done in card.told:
        told.append((done.week, done.line, codes[done.code](labels.service(words, done.subject))))
    for news in card.news:
        sentence = codes[news.code](labels.service(words, news.subject))
        if news.code == "refused":
            sentence += f" {refusal(t, news.amount).capitalize()}."
        told.append((news.week, 0, sentence))
    if card.ended is not None:
        reason = labels.CLOSING[card.ended.reason](t)
        told.append(
            (card.ended.week, card.ended.line, t("Case closed: {reason}.", reason=reason) + typed(card.ended.text))
        )
        if card.ended.followed_up is not None:
            result = t("in work") if card.ended.result_employed else t("without work")
            told.append((card.ended.followed_up, 0, t("Followed up after twelve weeks: {result}.", result=result)))
    return sorted(told, key=lambda one: (one[0], one[1]), reverse=True)


def described(t: Translator, words: Words, load: Caseload, deed: Deed) -> str:
    """A line of the log in a few words."""
    who = name(load, deed.person) if hasattr(deed, "person") else ""
    match deed:
        case PutOnTrack():
            what = TRACKS[deed.track](t)
        case Close():
            what = t("Closed")
        case Contact():
            what = WAYS[deed.way](t)
        case Agree():
            what = t("Plan agreed")
        case Refer():
            what = t("Referral: {service}", service=labels.service(words, deed.service))
        case EndService():
            what = t("Taken out: {service}.", service=labels.service(words, deed.service))
        case Conference():
            what = t("Case conference")
        case BringForward():
            what = t("Bring forward in week {week}", week=deed.week + 1)
        case Respond():
            what = words.get(f"people.{deed.person}.events.{deed.event}.title", deed.event)
        case Reply():
            what = t("Reply")
        case FollowUp():
            what = t("Follow-up")
        case Advance():
            return t("Next week")
        case Finish():
            return t("Exercise ended")
    return f"{who}: {what}"


def ratings(t: Translator, card: Card) -> list[tuple[str, str, str]]:
    """Area of life, level, where the rating comes from; the lowest first."""
    rows = []
    for domain in sorted(card.ratings, key=lambda one: (card.ratings[one], DOMAINS.index(one))):
        week = card.rated_in.get(domain)
        source = t("assessment, week {week}", week=week + 1) if week is not None else t("register, or told")
        rows.append((labels.domain(t, domain), labels.level(t, card.ratings[domain]), source))
    return rows
