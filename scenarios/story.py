"""The story of a case in sentences: what each moment means to a person. Hidden ones stay hidden until the debrief."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from scenarios import labels
from scenarios.case import SUPPORT, Case, Moment
from scenarios.loader import Words
from scenarios.services import Refusal
from studio.languages import Translator

HIDDEN = frozenset({"level", "life"})
"""Moments of the person's life that nobody tells a case manager; the debrief shows them."""

Telling = Callable[[Translator, Words, Moment], str]


def _service(t: Translator, words: Words, m: Moment) -> str:
    return labels.service(words, m.subject)


def _partner(words: Words, partner: str) -> str:
    return words.get(f"partners.{partner}.name", partner)


def _consent(t: Translator, words: Words, m: Moment, given: bool) -> str:
    if m.subject == SUPPORT:
        return t("Consents to being supported.") if given else t("Does not consent to being supported yet.")
    partner = _partner(words, m.subject)
    if given:
        return t("Consents to an exchange with {partner}.", partner=partner)
    return t("Does not consent to an exchange with {partner} yet.", partner=partner)


def _response(t: Translator, words: Words, m: Moment) -> str:
    event, response = m.subject.split(" ", 1)
    label = words(f"events.{event}.responses.{response}.label")
    return f"{label}: {words(f'events.{event}.responses.{response}.result')}"


_TOLD: dict[str, Telling] = {
    "met": lambda t, w, m: t("Conversation: {place}", place=labels.PLACES[m.subject](t)),
    "no_show": lambda t, w, m: t("Nobody came ({place}).", place=labels.PLACES[m.subject](t)),
    "consent_given": lambda t, w, m: _consent(t, w, m, True),
    "consent_refused": lambda t, w, m: _consent(t, w, m, False),
    "consent_withdrawn": lambda t, w, m: t(
        "Takes the consent back: {partner}", partner=t("support") if m.subject == SUPPORT else _partner(w, m.subject)
    ),
    "shared": lambda t, w, m: t.n("Passed on {count} fact.", "Passed on {count} facts.", m.amount),
    "taken_over": lambda t, w, m: t("The trainer speaks for the client now."),
    "handed_back": lambda t, w, m: t("The client speaks again."),
    "enquiry_sent": lambda t, w, m: t("Enquiry sent to {partner}.", partner=_partner(w, m.subject)),
    "enquiry_answered": lambda t, w, m: (
        f"{_partner(w, m.subject)}: “{w(f'partners.{m.subject}.answer')}” "
        + t.n("{count} new fact.", "{count} new facts.", m.amount)
    ),
    "enquiry_refused": lambda t, w, m: f"{_partner(w, m.subject)}: “{w(f'partners.{m.subject}.refusal')}”",
    "enquiry_without_consent": lambda t, w, m: (
        f"{_partner(w, m.subject)}: “{w(f'partners.{m.subject}.refusal')}” "
        + t("You asked without consent, and the client heard of it.")
    ),
    "referred": lambda t, w, m: t("Referred on paper: {service}", service=_service(t, w, m)),
    "referred_warm": lambda t, w, m: t("Introduced in person: {service}", service=_service(t, w, m)),
    "service_ended": lambda t, w, m: t("Taken out of: {service}", service=_service(t, w, m)),
    "refused": lambda t, w, m: t(
        "{service} does not accept the client: {reason}.",
        service=_service(t, w, m),
        reason=labels.REFUSALS[Refusal(m.amount)](t),
    ),
    "started": lambda t, w, m: t("{service} has begun.", service=_service(t, w, m)),
    "missed": lambda t, w, m: t("Did not come this week: {service}", service=_service(t, w, m)),
    "completed": lambda t, w, m: t("{service} is completed.", service=_service(t, w, m)),
    "dropped": lambda t, w, m: t("Broke off: {service}", service=_service(t, w, m)),
    "ended": lambda t, w, m: t("{service} has ended.", service=_service(t, w, m)),
    "conference": lambda t, w, m: (
        t("Case conference with {partners}.", partners=t.list([_partner(w, one) for one in m.subject.split()]))
        + " "
        + t.n("{count} new fact.", "{count} new facts.", m.amount)
    ),
    "event": lambda t, w, m: f"{w(f'events.{m.subject}.title')}. {w(f'events.{m.subject}.text')}",
    "crisis": lambda t, w, m: (
        t("Crisis: {title}", title=w(f"events.{m.subject}.title")) + f". {w(f'events.{m.subject}.text')}"
    ),
    "event_ignored": lambda t, w, m: t("Nobody answered in time: {title}", title=w(f"events.{m.subject}.title")),
    "responded": _response,
    "noted": lambda t, w, m: t("Case note written."),
    "proposed": lambda t, w, m: (
        t("The plan was gone through. The client agrees to everything.")
        if not m.amount
        else t.n(
            "The plan was gone through. The client objects to {count} activity.",
            "The plan was gone through. The client objects to {count} activities.",
            m.amount,
        )
    ),
    "plan_agreed": lambda t, w, m: t("The plan is agreed."),
    "plan_updated": lambda t, w, m: t("The updated plan is agreed."),
    "plan_overruled": lambda t, w, m: t("The plan is put into force over the client's objections."),
    "bring_forward": lambda t, w, m: t("The file is back on your desk, as you noted."),
    "job_found": lambda t, w, m: t("The client has found work."),
    "job_lost": lambda t, w, m: t("The client has lost the job."),
    "closed": lambda t, w, m: t("The case is closed: {reason}.", reason=labels.CLOSING[m.subject](t)),
    "followed_up": lambda t, w, m: t("Twelve weeks later: {result}.", result=labels.RESULTS[m.subject](t)),
    "finished": lambda t, w, m: t("The exercise has ended."),
    "life": lambda t, w, m: t("A setback: {domain}", domain=labels.domain(t, m.subject)),
    "level": lambda t, w, m: (
        t("Better: {domain}", domain=labels.domain(t, m.subject))
        if m.amount > 0
        else t("Worse: {domain}", domain=labels.domain(t, m.subject))
    ),
}


def sentence(t: Translator, words: Words, moment: Moment) -> str:
    """A moment as a sentence."""
    return _TOLD[moment.code](t, words, moment)


def visible(moments: Iterable[Moment]) -> Iterator[Moment]:
    """What a case manager can know of."""
    return (moment for moment in moments if moment.code not in HIDDEN)


def told(t: Translator, words: Words, case: Case, *, everything: bool = False) -> list[tuple[int, int, str]]:
    """(line, week, sentence) of the case, oldest first; `everything` also tells what stayed hidden."""
    moments = case.moments if everything else list(visible(case.moments))
    return [(moment.sequence, moment.week, sentence(t, words, moment)) for moment in moments]


def words_of(names: dict[str, labels.Label], t: Translator) -> dict[str, str]:
    """All labels of one table in one language."""
    return {name: label(t) for name, label in names.items()}
