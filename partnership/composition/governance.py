"""Sections 8 to 10: bodies and decisions, indicators, monitoring."""

from __future__ import annotations

from partnership import labels
from partnership.composition.pieces import Pieces, Writer, col, facts, in_cell, or_dash, said, table
from partnership.items import Body
from studio.documents.model import Prose


def structure(w: Writer) -> Pieces:
    t = w.t
    kinds = labels.body_kinds(t)
    for body in w.agreement.bodies:
        yield w.subheading(body.name.strip() or kinds.get(body.kind, "–"))
        if body.purpose.strip():
            yield Prose(markdown=body.purpose.strip())
        yield from facts(
            (t("Kind"), kinds.get(body.kind, "")),
            (t("Members"), _members(w, body)),
            (t("Chair"), w.partner(body.chair)),
            (t("Quorum"), t.n("{count} member", "{count} members", body.quorum) if body.quorum else ""),
            (t("Decisions"), _voting(w, body)),
            (
                t("Meetings"),
                t.n("{count} a year", "{count} a year", body.meetings_per_year) if body.meetings_per_year else "",
            ),
        )
    manager = w.agreement.manager
    rows = list(
        facts(
            (t("Hosted by"), w.agreement.partner_label(manager.partner) or manager.neutral_body),
            (t("Position"), manager.position),
            (t("Hours a week"), w.figure(manager.weekly_hours)),
            (t("Tasks"), in_cell(manager.tasks)),
        )
    )
    if rows:
        yield w.subheading(t("Partnership manager"))
        yield from rows


def _members(w: Writer, body: Body) -> str:
    names = w.partners(body.members)
    if not body.client_members:
        return names
    seats = w.t.n("{count} seat for clients", "{count} seats for clients", body.client_members)
    return seats if names == "–" else f"{names}; {seats}"


def _voting(w: Writer, body: Body) -> str:
    t = w.t
    rule = labels.voting_rules(t).get(body.voting, "")
    of = labels.majorities(t).get(body.majority_of, "")
    if body.voting in ("qualified_majority", "weighted") and body.majority is not None:
        rule = t("{rule}, {share} %", rule=rule, share=t.number(body.majority))
    if body.voting == "weighted":
        weights = [
            f"{w.partner(member)}: {body.weights.get(member) or 0}"
            for member in body.members
            if w.agreement.partner(member)
        ]
        return f"{rule} ({', '.join(weights)})" if weights else rule
    return f"{rule} {of}".strip() if rule else ""


def impact(w: Writer) -> Pieces:
    t = w.t
    levels, rhythm = labels.indicator_levels(t), labels.frequencies(t)
    rows = [
        (
            or_dash(indicator.name),
            levels.get(indicator.level, "–"),
            w.figure(indicator.baseline, indicator.unit),
            w.figure(indicator.target, indicator.unit),
            or_dash(indicator.source),
            rhythm.get(indicator.frequency, "–"),
            w.partner(indicator.owner),
        )
        for indicator in w.agreement.indicators
    ]
    columns = [
        col(t("Indicator"), 2.6),
        col(t("Level"), 1.0),
        col(t("Baseline"), 1.0, "right"),
        col(t("Target"), 1.0, "right"),
        col(t("Source"), 1.7),
        col(t("Reported"), 1.0),
        col(t("Owner"), 1.2),
    ]
    yield from table(t("Indicators"), columns, rows)


def monitoring(w: Writer) -> Pieces:
    t, plan = w.t, w.agreement.monitoring
    rhythm = labels.frequencies(t)
    rows = [
        (
            or_dash(report.title),
            rhythm.get(report.frequency, "–"),
            w.partner(report.owner),
            or_dash(report.recipients),
        )
        for report in plan.reports
    ]
    columns = [col(t("Report"), 2.6), col(t("Reported"), 1.2), col(t("Owner"), 1.4), col(t("Recipients"), 2.2)]
    yield from table(t("Reports"), columns, rows)
    yield from facts(
        (t("Evaluator"), plan.evaluator),
        (t("Evaluation due"), w.day(plan.evaluation_due)),
    )
    yield from said(w, t("Evaluation"), plan.evaluation, "monitoring/evaluation")
    yield from said(w, t("Voice of clients"), plan.client_voice, "monitoring/client_voice")
    yield from said(w, t("Learning"), plan.learning, "monitoring/learning")
    yield from said(w, t("Sharing of results"), plan.publication, "monitoring/publication")
