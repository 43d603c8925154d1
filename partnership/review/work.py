"""Rules about aims, the work programme, services and the ICM model."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement, within_term
from partnership.review.finding import Hit, Severity, hit, lacks, rule
from toolkit.domains import DOMAINS

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
_DOMAIN_IDS = frozenset(domain.value for domain in DOMAINS)


@rule(ERROR, "aims")
def aim_without_figure(a: Agreement) -> Iterator[Hit]:
    for aim in a.aims:
        path = f"aims/{aim.id}/target"
        if lacks(a, path, aim.target):
            yield hit(path, aim=aim.statement)


@rule(WARNING, "aims")
def aim_without_measure(a: Agreement) -> Iterator[Hit]:
    for aim in a.aims:
        path = f"aims/{aim.id}/measure"
        if lacks(a, path, aim.measure):
            yield hit(path, aim=aim.statement)


@rule(WARNING, "aims")
def aim_without_baseline(a: Agreement) -> Iterator[Hit]:
    for aim in a.aims:
        path = f"aims/{aim.id}/baseline"
        if lacks(a, path, aim.baseline):
            yield hit(path, aim=aim.statement)


@rule(WARNING, "aims")
def aim_changes_nothing(a: Agreement) -> Iterator[Hit]:
    for aim in a.aims:
        if aim.target is not None and aim.target == aim.baseline:
            yield hit(f"aims/{aim.id}/target", aim=aim.statement, figure=aim.target)


@rule(WARNING, "aims")
def aim_without_date(a: Agreement) -> Iterator[Hit]:
    for aim in a.aims:
        path = f"aims/{aim.id}/due"
        if lacks(a, path, aim.due):
            yield hit(path, aim=aim.statement)


@rule(ERROR, "aims")
def aim_outside_term(a: Agreement) -> Iterator[Hit]:
    for aim in a.aims:
        if not within_term(a, aim.due):
            yield hit(f"aims/{aim.id}/due", aim=aim.statement, date=aim.due, start=a.term.start, end=a.term.end)


@rule(WARNING, "aims")
def aim_without_action(a: Agreement) -> Iterator[Hit]:
    served = {aim for action in a.actions for aim in action.aims}
    for aim in a.aims:
        if a.actions and aim.id not in served:
            yield hit(f"aims/{aim.id}", aim=aim.statement)


@rule(ERROR, "work_programme")
def action_without_accountable(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        if not action.accountable():
            yield hit(f"actions/{action.id}/roles", action=action.title)


@rule(ERROR, "work_programme")
def action_with_several_accountable(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        if len(action.accountable()) > 1:
            names = [a.partner_label(partner) for partner in action.accountable()]
            yield hit(f"actions/{action.id}/roles", action=action.title, partners=names)


@rule(WARNING, "work_programme")
def action_without_responsible(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        if not action.responsible():
            yield hit(f"actions/{action.id}/roles", action=action.title)


@rule(WARNING, "work_programme")
def partner_without_task(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        for partner in action.responsible():
            if a.partner(partner) and not action.tasks.get(partner, "").strip():
                yield hit(f"actions/{action.id}/tasks/{partner}", action=action.title, partner=a.partner_label(partner))


@rule(WARNING, "work_programme")
def action_without_dates(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        for name in ("start", "end"):
            path = f"actions/{action.id}/{name}"
            if lacks(a, path, getattr(action, name)):
                yield hit(path, action=action.title)
                break


@rule(ERROR, "work_programme")
def action_ends_before_start(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        if action.start and action.end and action.end < action.start:
            yield hit(f"actions/{action.id}/end", action=action.title, start=action.start, end=action.end)


@rule(ERROR, "work_programme")
def action_outside_term(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        for name, day in (("start", action.start), ("end", action.end)):
            if not within_term(a, day):
                yield hit(
                    f"actions/{action.id}/{name}", action=action.title, date=day, start=a.term.start, end=a.term.end
                )
                break


@rule(WARNING, "work_programme")
def action_without_milestone(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        path = f"actions/{action.id}/milestones"
        if lacks(a, path, action.milestones):
            yield hit(path, action=action.title)


@rule(ERROR, "work_programme")
def milestone_outside_term(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        for stone in action.milestones:
            if not within_term(a, stone.due):
                path = f"actions/{action.id}/milestones/{stone.id}/due"
                yield hit(
                    path, action=action.title, milestone=stone.title, date=stone.due, start=a.term.start, end=a.term.end
                )


@rule(WARNING, "work_programme")
def milestone_outside_action(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        for stone in action.milestones:
            if stone.due is None or not within_term(a, stone.due):
                continue
            early = action.start is not None and stone.due < action.start
            late = action.end is not None and stone.due > action.end
            if early or late:
                path = f"actions/{action.id}/milestones/{stone.id}/due"
                yield hit(
                    path,
                    action=action.title,
                    milestone=stone.title,
                    date=stone.due,
                    start=action.start,
                    end=action.end,
                )


@rule(WARNING, "work_programme")
def action_without_aim(a: Agreement) -> Iterator[Hit]:
    for action in a.actions:
        path = f"actions/{action.id}/aims"
        if lacks(a, path, action.aims):
            yield hit(path, action=action.title)


@rule(WARNING, "budget")
def action_without_money(a: Agreement) -> Iterator[Hit]:
    paid = {line.action for line in a.budget.lines if line.amount}
    for action in a.actions:
        path = f"actions/{action.id}/contributions"
        if action.id not in paid and lacks(a, path, [c for c in action.contributions if c.amount]):
            yield hit(path, action=action.title)


@rule(WARNING, "impact")
def action_without_indicator(a: Agreement) -> Iterator[Hit]:
    measured = {action for indicator in a.indicators for action in indicator.actions}
    for action in a.actions:
        if action.id not in measured:
            yield hit(f"actions/{action.id}", action=action.title)


@rule(ERROR, "work_programme")
def case_manager_missing(a: Agreement) -> Iterator[Hit]:
    path = "icm/case_manager_partners"
    if lacks(a, path, a.icm.case_manager_partners):
        yield hit(path)


@rule(WARNING, "work_programme")
def icm_definition_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "icm/definition", a.icm.definition):
        yield hit("icm/definition")


@rule(WARNING, "work_programme")
def caseload_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "icm/caseload", a.icm.caseload):
        yield hit("icm/caseload")


@rule(WARNING, "work_programme")
def contact_rule_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "icm/contact_weeks", a.icm.contact_weeks):
        yield hit("icm/contact_weeks")


@rule(HINT, "work_programme")
def case_conference_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "icm/conference_weeks", a.icm.conference_weeks) and not a.icm.conference_rule.strip():
        yield hit("icm/conference_weeks")


@rule(HINT, "work_programme")
def crisis_rule_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "icm/crisis_rule", a.icm.crisis_rule):
        yield hit("icm/crisis_rule")


@rule(WARNING, "work_programme")
def services_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "services", a.services):
        yield hit("services")


@rule(WARNING, "work_programme")
def service_without_capacity(a: Agreement) -> Iterator[Hit]:
    for service in a.services:
        path = f"services/{service.id}/weekly_capacity"
        if lacks(a, path, service.weekly_capacity):
            yield hit(path, service=service.name)


@rule(WARNING, "work_programme")
def service_without_need(a: Agreement) -> Iterator[Hit]:
    for service in a.services:
        path = f"services/{service.id}/domains"
        if lacks(a, path, [domain for domain in service.domains if domain in _DOMAIN_IDS]):
            yield hit(path, service=service.name)
