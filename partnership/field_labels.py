"""What the fields of an agreement are called on pages, by their path without ids."""

from __future__ import annotations

from functools import lru_cache

from partnership.agreement import Agreement
from studio.languages import Translator

MAX_NAME = 40

_LISTS = frozenset(
    (
        "partners",
        "aims",
        "target_groups",
        "actions",
        "services",
        "bodies",
        "indicators",
        "annexes",
        "milestones",
        "contributions",
        "lines",
        "reports",
        "blocks",
        "roles",
        "tasks",
        "weights",
        "text",
        "sections",
        "rates",
        "clarifications",
        "meetings",
    )
)


def generic(path: str) -> str:
    """`actions/a1/milestones/m1/due` as `actions/milestones/due`; a reference list at an item's end stays."""
    kept: list[str] = []
    skip = False
    for position, part in enumerate(path.split("/")):
        if skip:
            skip = False
            continue
        kept.append(part)
        # `aims/a1/target_groups` and `actions/c1/aims` are fields: nothing follows them
        skip = part in _LISTS and not (position and part in ("aims", "target_groups", "actions"))
    return "/".join(kept)


def label(path: str, t: Translator) -> str:
    """The name of a field; a path without a name of its own is shown as it is."""
    return fields(t).get(generic(path), generic(path))


def place(agreement: Agreement, path: str, t: Translator) -> str:
    """The name of a field with its item: `Address – Sunny Steps`."""
    parts = path.split("/")
    name = label(path, t)
    if len(parts) < 3 or parts[0] == "sections":
        return name
    items = agreement.monitoring.reports if parts[0] == "monitoring" else getattr(agreement, parts[0], [])
    item = next((each for each in items if each.id in parts[1:3]), None) if isinstance(items, list) else None
    if item is None:
        return name
    called = next((str(getattr(item, each)) for each in ("name", "statement", "title") if hasattr(item, each)), "")
    own = " ".join(called.split())
    cut = own if len(own) <= MAX_NAME else f"{own[: MAX_NAME - 1]}…"
    return f"{name} – {cut or t('(without name)')}"


def of_place(place: str, t: Translator) -> str:
    """The name of a field in a body, by its place with entries counted from 1 (`partners[2].name`), else empty.

    `Partners 2 – Official name`; a place without a name of its own is called like what it stands in.
    """
    names = fields(t)
    parts = place.replace("[", ".").replace("]", "").strip(".").split(".")
    entries = [
        f"{names[above]} {part}"
        for number, part in enumerate(parts)
        if part.isdecimal() and (above := generic("/".join(parts[:number]))) in names
    ]
    for end in range(len(parts), 0, -1):
        name = names.get(generic("/".join(parts[:end])))
        if name and parts[end - 1].isdecimal():
            return " – ".join(entries)
        if name:
            return " – ".join([*entries, name])
    return ""


@lru_cache(maxsize=32)
def fields(t: Translator) -> dict[str, str]:
    return _opening(t) | _programme(t) | _money(t) | _governance(t) | _closing(t) | _preparation(t)


def _opening(t: Translator) -> dict[str, str]:
    return {
        "title": t("Title of the agreement"),
        "status": t("State of the text"),
        "languages": t("Languages of the agreement"),
        "prevailing_language": t("Prevailing language"),
        "territory/scale": t("Geographical scale"),
        "territory/names": t("Territory"),
        "territory/context": t("Context in facts and figures"),
        "legal/status": t("Legal status of the partnership"),
        "legal/basis": t("Legal basis"),
        "legal/policy_frame": t("Policy frame"),
        "partners": t("Partners"),
        "partners/name": t("Official name"),
        "partners/short_name": t("Short name for tables"),
        "partners/kind": t("Kind of institution"),
        "partners/registration_number": t("Registration number"),
        "partners/representative": t("Legal representative"),
        "partners/representative_function": t("Function of the representative"),
        "partners/authority": t("Basis on which the representative signs"),
        "partners/address": t("Address"),
        "partners/contact_name": t("Contact person"),
        "partners/contact_email": t("Contact e-mail"),
        "partners/contact_phone": t("Contact telephone"),
        "partners/role": t("Part in the partnership"),
        "partners/funded": t("Is paid from the partnership's budget"),
        "aims": t("Aims"),
        "aims/statement": t("Aim"),
        "aims/measure": t("Measured by"),
        "aims/unit": t("Unit"),
        "aims/baseline": t("Baseline"),
        "aims/target": t("Target"),
        "aims/due": t("Until"),
        "aims/target_groups": t("Target groups"),
        "strategy/understanding": t("Common understanding of the problems"),
        "strategy/short_term": t("Short term"),
        "strategy/mid_term": t("Middle term"),
        "strategy/long_term": t("Long term"),
        "target_groups": t("Target groups"),
        "target_groups/name": t("Name of the group"),
        "target_groups/size": t("People to be reached"),
        "target_groups/description": t("Description"),
        "target_groups/profile": t("Client profile"),
        "target_groups/outreach": t("Outreach to people nobody has registered"),
        "target_groups/voice": t("How the group is heard"),
        "sections/blocks": t("Text of the section"),
        "sections/blocks/text": t("Text"),
    }


def _programme(t: Translator) -> dict[str, str]:
    return {
        "actions": t("Actions"),
        "actions/title": t("Title of the action"),
        "actions/description": t("Description"),
        "actions/start": t("Start"),
        "actions/end": t("End"),
        "actions/aims": t("Aims it serves"),
        "actions/target_groups": t("Target groups"),
        "actions/roles": t("Role"),
        "actions/tasks": t("Task"),
        "actions/milestones": t("Milestones"),
        "actions/milestones/title": t("Milestone"),
        "actions/milestones/due": t("Date"),
        "actions/contributions": t("Contributions"),
        "actions/contributions/partner": t("Partner"),
        "actions/contributions/kind": t("Kind of contribution"),
        "actions/contributions/year": t("Year"),
        "actions/contributions/amount": t("Value"),
        "actions/contributions/currency": t("Currency, if another one"),
        "actions/contributions/days": t("Working days"),
        "actions/contributions/description": t("What it is"),
        "services": t("Services"),
        "services/partner": t("Partner"),
        "services/name": t("Name of the service"),
        "services/domains": t("Areas of life it addresses"),
        "services/target_groups": t("Target groups"),
        "services/eligibility": t("For whom"),
        "services/weekly_capacity": t("Clients who can start in a week"),
        "services/wait_weeks": t("Usual wait in weeks"),
        "services/duration_weeks": t("Length in weeks"),
        "services/hours_per_week": t("Hours a week"),
        "services/cost_per_client": t("Cost per client"),
        "icm/definition": t("Definition of integrated case management"),
        "icm/case_manager_partners": t("Case managers come from"),
        "icm/case_managers": t("Number of case managers"),
        "icm/case_manager_profile": t("Profile of case managers"),
        "icm/caseload": t("Clients per case manager"),
        "icm/contact_weeks": t("Contact at least every … weeks"),
        "icm/conference_weeks": t("Case conference every … weeks"),
        "icm/conference_rule": t("Rule for case conferences"),
        "icm/plan_rule": t("Rule for individual plans"),
        "icm/crisis_rule": t("In a crisis"),
        "icm/closure_rule": t("Closing a case"),
    }


def _money(t: Translator) -> dict[str, str]:
    return {
        "budget/currency": t("Currency"),
        "budget/stated_total": t("Agreed total"),
        "budget/rates": t("Exchange rates"),
        "budget/lines": t("Further costs"),
        "budget/lines/title": t("Cost"),
        "budget/lines/purpose": t("Purpose"),
        "budget/lines/action": t("Action"),
        "budget/lines/partner": t("Partner who bears it"),
        "budget/lines/source": t("Or a source outside the partnership"),
        "budget/lines/year": t("Year"),
        "budget/lines/amount": t("Amount"),
        "budget/lines/currency": t("Currency, if another one"),
    }


def _governance(t: Translator) -> dict[str, str]:
    return {
        "bodies": t("Bodies"),
        "bodies/name": t("Name of the body"),
        "bodies/kind": t("Kind of body"),
        "bodies/purpose": t("Purpose"),
        "bodies/members": t("Members"),
        "bodies/client_members": t("Seats for clients"),
        "bodies/chair": t("Chair"),
        "bodies/quorum": t("Quorum (members present)"),
        "bodies/voting": t("Voting rule"),
        "bodies/majority": t("Share of votes needed, in per cent"),
        "bodies/majority_of": t("Majority"),
        "bodies/weights": t("Votes"),
        "bodies/meetings_per_year": t("Meetings per year"),
        "manager/partner": t("Hosted by the partner"),
        "manager/neutral_body": t("Or by a neutral organisation"),
        "manager/position": t("Position"),
        "manager/weekly_hours": t("Hours a week"),
        "manager/tasks": t("Tasks"),
        "indicators": t("Indicators"),
        "indicators/name": t("Indicator"),
        "indicators/level": t("Level"),
        "indicators/unit": t("Unit"),
        "indicators/baseline": t("Baseline"),
        "indicators/target": t("Target"),
        "indicators/source": t("Source of the figure"),
        "indicators/frequency": t("Reported"),
        "indicators/owner": t("Partner who delivers it"),
        "indicators/aims": t("Aims it shows"),
        "indicators/actions": t("Actions it follows"),
        "monitoring/reports": t("Reports"),
        "monitoring/reports/title": t("Report"),
        "monitoring/reports/frequency": t("Reported"),
        "monitoring/reports/owner": t("Partner who writes it"),
        "monitoring/reports/recipients": t("Recipients"),
        "monitoring/evaluation": t("Evaluation"),
        "monitoring/evaluation_due": t("Evaluation due"),
        "monitoring/evaluator": t("Evaluator"),
        "monitoring/client_voice": t("Voice of clients"),
        "monitoring/learning": t("Learning"),
        "monitoring/publication": t("Sharing of results"),
    }


def _closing(t: Translator) -> dict[str, str]:
    return {
        "annexes": t("Additional documents"),
        "annexes/kind": t("Kind of document"),
        "annexes/title": t("Title of the document"),
        "annexes/state": t("State"),
        "annexes/note": t("Note"),
        "annexes/blocks": t("Text of the document"),
        "annexes/blocks/title": t("Heading"),
        "annexes/blocks/text": t("Text"),
        "data_sharing/client_data_shared": t("Do the partners share data about clients?"),
        "data_sharing/data_items": t("Data shared"),
        "data_sharing/purpose": t("Purpose"),
        "data_sharing/lawful_basis": t("Lawful basis"),
        "data_sharing/consent": t("Consent of the client"),
        "data_sharing/retention": t("Kept until"),
        "term/start": t("Start of the term"),
        "term/end": t("End of the term"),
        "term/annual_programmes": t("Each year has its own work programme and budget"),
        "term/joining": t("Joining"),
        "term/leaving": t("Leaving"),
        "term/amendment": t("Changes to the agreement"),
        "term/termination": t("Termination"),
        "term/notice_months": t("Notice in months"),
        "legal/protocol_number": t("Protocol number"),
        "legal/place": t("Place of signing"),
        "legal/signed_on": t("Date of signing"),
        "legal/originals": t("Number of originals"),
        "legal/disputes": t("Settlement of disputes"),
    }


def _preparation(t: Translator) -> dict[str, str]:
    return {
        "approach": t("Formal or informal"),
        "approach_reason": t("Why this way"),
        "clarifications": t("What to clarify"),
        "clarifications/title": t("Question"),
        "clarifications/owner": t("Partner who sees to it"),
        "clarifications/person": t("Person"),
        "clarifications/due": t("Until"),
        "clarifications/state": t("State"),
        "clarifications/outcome": t("Outcome"),
        "clarifications/open_question": t("Question still open"),
        "clarifications/belongs_to": t("Where its outcome belongs in the draft"),
        "meetings": t("Meetings"),
        "meetings/title": t("Title of the meeting"),
        "meetings/day": t("Day"),
        "meetings/starts": t("Begins at (for example 10:30)"),
        "meetings/place": t("Place"),
        "meetings/partners": t("Partners who take part"),
        "meetings/others": t("Who else takes part"),
        "meetings/agenda": t("Agenda"),
        "meetings/decisions": t("Decisions"),
        "when_to_use": t("When to use this template"),
        "link/effective": t("Takes effect on"),
        "link/reason": t("Reason"),
        "link/handover": t("Who takes over what"),
    }
