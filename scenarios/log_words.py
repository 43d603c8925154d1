"""Lines of a log in words: what was done, for evidence, what-if and print."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios import labels
from scenarios.loader import Words
from scenarios.run import (
    Advance,
    AskConsent,
    AskView,
    Close,
    Conference,
    Deed,
    EndService,
    Enquire,
    Inject,
    Meet,
    Rate,
    Refer,
    Respond,
    Say,
    SetActivity,
    SetAim,
)
from studio.languages import Translator
from toolkit.loader import activity_text


def described(t: Translator, words: Words, deed: Deed, texts: Mapping[str, str]) -> str:
    """What a line of the log did, in a few words; `texts` are the typed ones, as far as they are not erased."""
    match deed:
        case Say():
            read = f"{labels.TECHNIQUES[deed.technique][0](t)}: {labels.topic(t, deed.topic)}"
            typed = texts.get(deed.words.text, "") if deed.words else ""
            return t("“{typed}” ({read})", typed=typed, read=read) if typed else read
        case Meet():
            return t("Met: {place}", place=labels.PLACES[deed.place](t))
        case AskConsent():
            names = [words(f"partners.{partner}.name") for partner in deed.partners]
            return t("Asked for consent: {partners}", partners=t.list([t("support"), *names]))
        case AskView():
            return t("Asked for the client's view: {domain}", domain=labels.domain(t, deed.domain))
        case Enquire():
            return t("Enquiry: {partner}", partner=words(f"partners.{deed.partner}.name"))
        case Rate():
            level = labels.level(t, deed.level)
            return t("Rated {domain}: {level}", domain=labels.domain(t, deed.domain), level=level)
        case SetAim():
            return t("Aim: {domain}", domain=labels.domain(t, deed.aim.domain))
        case SetActivity():
            title = (
                labels.service(words, deed.activity.service)
                if deed.activity.service
                else activity_text(deed.activity.task or "", t.locale).title
            )
            return t("Activity: {title}", title=title)
        case Refer():
            return t("Referred: {service}", service=labels.service(words, deed.service))
        case EndService():
            return t("Ended: {service}", service=labels.service(words, deed.service))
        case Respond():
            return words(f"events.{deed.event}.responses.{deed.response}.label")
        case Conference():
            names = [words(f"partners.{partner}.name") for partner in deed.partners]
            return t("Case conference: {partners}", partners=t.list(names))
        case Inject():
            return t("Event sent: {title}", title=words(f"events.{deed.event}.title"))
        case Close():
            return t("Closed: {reason}", reason=labels.CLOSING[deed.reason](t))
        case Advance():
            return t.n("{count} week passed", "{count} weeks passed", deed.weeks)
        case _:
            return _PLAIN[deed.kind](t)


_PLAIN: dict[str, labels.Label] = {
    "share": lambda t: t("Passed on what is known"),
    "drop_aim": lambda t: t("Aim taken out"),
    "drop_activity": lambda t: t("Activity taken out"),
    "propose_plan": lambda t: t("Went through the plan with the client"),
    "agree_plan": lambda t: t("Put the plan into force"),
    "note": lambda t: t("Case note"),
    "follow_up": lambda t: t("Follow-up after twelve weeks"),
    "finish": lambda t: t("Ended the exercise"),
    "take_over": lambda t: t("Spoke for the client, or handed back"),
    "reply": lambda t: t("Answered as the client"),
}
