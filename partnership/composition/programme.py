"""Section 6: actions with roles and contributions, services, and the ICM model."""

from __future__ import annotations

from decimal import Decimal

from partnership import labels
from partnership.composition.pieces import Pieces, Writer, col, facts, or_dash, passage, table
from partnership.items import Action, Contribution
from partnership.schedule import dated, periods, runs_in
from studio.documents.model import Prose
from studio.languages import Translator
from toolkit.loader import domain_texts

SHORT = 8
"""Longest partner name that fits over a column of single letters."""
MATRIX = 7
"""Partners that fit beside each other on an upright page and a phone."""
ROLES = ("R", "A", "C", "I")


def work_programme(w: Writer) -> Pieces:
    yield from _overview(w)
    yield from time_plan(w)
    yield from raci(w)
    for number, action in enumerate(w.agreement.actions, 1):
        yield from _action(w, number, action)
    yield from _icm(w)
    yield from _services(w)


def _overview(w: Writer) -> Pieces:
    t = w.t
    rows = [
        (
            str(number),
            or_dash(action.title),
            w.period(action.start, action.end),
            w.partners(action.accountable()),
        )
        for number, action in enumerate(w.agreement.actions, 1)
    ]
    columns = [
        col(t("No."), 0.5),
        col(t("Action"), 3.0),
        col(t("Period"), 2.0),
        col(t("Accountable"), 1.5),
    ]
    yield from table(t("Actions of the work programme"), columns, rows)


RUNS, STONE = "■", "◆"


def time_plan(w: Writer) -> Pieces:
    """Actions by quarter: a square where one runs, a diamond where a milestone is due."""
    t, columns = w.t, periods(w.agreement)
    if len(columns) < 2 or not dated(w.agreement):
        return
    rows = []
    for number, action in enumerate(w.agreement.actions, 1):
        cells = []
        for period in columns:
            stones = sum(period.holds(stone.due) for stone in action.milestones)
            cells.append((RUNS if runs_in(action, period) else "") + STONE * min(stones, 3))
        rows.append((f"{number}. {or_dash(action.title)}", *cells))
    heads = [col(t("Action"), 3.0), *(col(period.label(), 0.75, "center") for period in columns)]
    legend = t("{runs} the action runs; {stone} a milestone is due", runs=RUNS, stone=STONE)
    yield from table(t("Time plan"), heads, rows, note=legend)


def raci(w: Writer) -> Pieces:
    """Who does what: a matrix as long as it fits an upright page, else the partners by name under each role."""
    a = w.agreement
    if any(role for action in a.actions for role in action.roles.values()):
        yield from _by_role(w) if len(a.partners) > MATRIX else _raci_matrix(w)


def _by_role(w: Writer) -> Pieces:
    t = w.t
    rows = []
    for number, action in enumerate(w.agreement.actions, 1):
        letters = {partner.id: _letter(action, partner.id) for partner in w.agreement.partners}
        held = (w.partners(one for one, letter in letters.items() if role in letter) for role in ROLES)
        rows.append((f"{number}. {or_dash(action.title)}", *held))
    names = labels.roles(t)
    columns = [col(t("Action"), 2.2), *(col(names[role], 1.6) for role in ROLES)]
    yield from table(t("Who does what in each action"), columns, rows)


def _raci_matrix(w: Writer) -> Pieces:
    a, t = w.agreement, w.t
    heads, numbered = [], []
    for number, partner in enumerate(a.partners, 1):
        label = partner.label()
        heads.append(label if 0 < len(label) <= SHORT else t("P{number}", number=number))
        if label and heads[-1] != label:
            numbered.append(f"{heads[-1]} – {label}")
    rows = [
        (f"{number}. {or_dash(action.title)}", *(_letter(action, partner.id) for partner in a.partners))
        for number, action in enumerate(a.actions, 1)
    ]
    columns = [col(t("Action"), 3.0), *(col(head, max(0.6, 0.14 * len(head)), "center") for head in heads)]
    legend = "; ".join([_legend(t), *numbered])
    yield from table(t("Who does what in each action"), columns, rows, note=legend)


def _letter(action: Action, partner_id: str) -> str:
    role = action.roles.get(partner_id)
    return {"AR": "A/R", None: ""}.get(role, role or "")


def _legend(t: Translator) -> str:
    names = labels.roles(t)
    return ", ".join(f"{code} – {names[code]}" for code in ROLES)


def _action(w: Writer, number: int, action: Action) -> Pieces:
    t = w.t
    yield w.subheading(t("Action {number}: {title}", number=number, title=or_dash(action.title)))
    if action.description.strip():
        yield Prose(markdown=action.description.strip(), origin=f"actions/{action.id}/description")
    yield from facts(
        (t("Period"), w.period(action.start, action.end)),
        (t("Aims"), w.named("aims", action.aims)),
        (t("Target groups"), w.named("target_groups", action.target_groups)),
    )
    names = labels.roles(t)
    rows = []
    for partner in w.agreement.partners:
        role = action.roles.get(partner.id)
        task = action.tasks.get(partner.id, "").strip()
        given = [each for each in action.contributions if each.partner == partner.id]
        if role or task or given:
            contribution = "\n".join(_contribution(w, each) for each in given)
            rows.append((partner.label(), names.get(role or "", "–"), or_dash(task), or_dash(contribution)))
    columns = [col(t("Partner"), 1.6), col(t("Role"), 1.4), col(t("Task"), 3.0), col(t("Contribution"), 2.6)]
    yield from table(t("Roles and contributions"), columns, rows)
    milestones = [(or_dash(stone.title), w.day(stone.due)) for stone in action.milestones]
    yield from table(t("Milestones"), [col(t("Milestone"), 4.0), col(t("Date"), 1.5)], milestones)


def _contribution(w: Writer, given: Contribution) -> str:
    """`2027: 4,800.00 EUR, staff time, 40 days – counsellor`."""
    t = w.t
    parts = [w.money(given.amount, given.currency) if given.amount is not None else ""]
    parts.append(labels.contribution_kinds(t).get(given.kind, "").lower())
    if given.days is not None:
        parts.append(_days(t, given.days))
    text = ", ".join(part for part in parts if part)
    head = f"{given.year}: " if given.year else ""
    tail = f" – {given.description.strip()}" if given.description.strip() else ""
    return f"{head}{text}{tail}".strip()


def _days(t: Translator, days: Decimal) -> str:
    if days == 1:
        return t("1 working day")
    return t("{days} working days", days=t.number(days))


def _icm(w: Writer) -> Pieces:
    t, icm = w.t, w.agreement.icm
    rows = (
        (t("Case managers come from"), w.partners(icm.case_manager_partners)),
        (t("Case managers"), w.figure(icm.case_managers)),
        (t("Clients per case manager"), w.figure(icm.caseload)),
        (
            t("Contact with each client"),
            t.n("at least every week", "at least every {count} weeks", icm.contact_weeks) if icm.contact_weeks else "",
        ),
        (
            t("Case conference"),
            t.n("every week", "every {count} weeks", icm.conference_weeks) if icm.conference_weeks else "",
        ),
    )
    passages = (
        (t("Definition"), icm.definition, "icm/definition"),
        (t("Profile of case managers"), icm.case_manager_profile, "icm/case_manager_profile"),
        (t("Case conferences"), icm.conference_rule, "icm/conference_rule"),
        (t("Individual plans"), icm.plan_rule, "icm/plan_rule"),
        (t("Crisis"), icm.crisis_rule, "icm/crisis_rule"),
        (t("Closing a case"), icm.closure_rule, "icm/closure_rule"),
    )
    filled = [*facts(*rows), *(piece for each in passages for piece in passage(*each))]
    if filled:
        yield w.subheading(t("Model of integrated case management"))
        yield from filled


def _services(w: Writer) -> Pieces:
    t = w.t
    if not w.agreement.services:
        return
    known = {domain.value: words.title for domain, words in domain_texts(t.locale).items()}
    yield w.subheading(t("Services for clients"))
    rows = [
        (
            or_dash(service.name),
            w.partner(service.partner),
            ", ".join(known[domain] for domain in service.domains if domain in known) or "–",
            or_dash(service.eligibility),
            w.figure(service.weekly_capacity),
            w.figure(service.wait_weeks),
            w.figure(service.duration_weeks),
            w.money(service.cost_per_client),
        )
        for service in w.agreement.services
    ]
    columns = [
        col(t("Service"), 2.0),
        col(t("Partner"), 1.3),
        col(t("Areas of life"), 2.0),
        col(t("For whom"), 1.8),
        col(t("Places a week"), 0.9, "right"),
        col(t("Wait in weeks"), 0.9, "right"),
        col(t("Length in weeks"), 0.9, "right"),
        col(t("Cost per client"), 1.3, "right"),
    ]
    yield from table(t("Services the partners offer"), columns, rows)
