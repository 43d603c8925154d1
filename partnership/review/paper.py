"""Rules about what makes the paper complete and signable: contents, annexes, term, legal points, references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.agreement import SECTION_IDS, Agreement, SectionId, prose, years
from partnership.review.finding import Hit, Severity, hit, lacks, rule
from partnership.sections import gaps, missing_contents, points

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

RECOMMENDED_YEARS = 3


@rule(ERROR, "introduction")
def title_missing(a: Agreement) -> Iterator[Hit]:
    if not a.title.strip():
        yield hit("title")


@rule(ERROR, "introduction")
def content_missing(a: Agreement) -> Iterator[Hit]:
    for content in missing_contents(a):
        yield hit(content.path, content.sections[0], number=content.number, content=content.id)


@rule(ERROR, "introduction")
def gap_left(a: Agreement) -> Iterator[Hit]:
    for section in a.sections:
        for block in section.blocks:
            for language in a.languages:
                found = gaps(block.text.get(language, ""))
                if found:
                    yield hit(
                        f"sections/{section.id}/blocks/{block.id}/text/{language}",
                        section.id,
                        count=len(found),
                        first=found[0],
                    )


@rule(WARNING, "introduction")
def section_without_prose(a: Agreement) -> Iterator[Hit]:
    for section in SECTION_IDS:
        path = f"sections/{section}/blocks"
        if lacks(a, path, prose(a, section, a.prevailing_language)):
            yield hit(path, section)


@rule(WARNING, "introduction")
def translation_missing(a: Agreement) -> Iterator[Hit]:
    for section in a.sections:
        for block in section.blocks:
            if not block.text.get(a.prevailing_language, "").strip():
                continue
            for language in a.languages:
                if not block.text.get(language, "").strip():
                    path = f"sections/{section.id}/blocks/{block.id}/text/{language}"
                    yield hit(path, section.id, language=language)


@rule(HINT, "introduction")
def unknown_left(a: Agreement) -> Iterator[Hit]:
    for point in points(a):
        if point.state == "unknown":
            yield hit(point.path, point.section)


@rule(ERROR, "additional_documents")
def client_data_without_annex(a: Agreement) -> Iterator[Hit]:
    if a.data_sharing.client_data_shared and not any(annex.kind == "data_sharing" for annex in a.annexes):
        yield hit("annexes")


@rule(ERROR, "additional_documents")
def client_data_without_basis(a: Agreement) -> Iterator[Hit]:
    if a.data_sharing.client_data_shared:
        for name in ("lawful_basis", "consent"):
            path = f"data_sharing/{name}"
            if lacks(a, path, getattr(a.data_sharing, name)):
                yield hit(path)


@rule(WARNING, "additional_documents")
def client_data_without_limits(a: Agreement) -> Iterator[Hit]:
    if a.data_sharing.client_data_shared:
        for name in ("data_items", "purpose", "retention"):
            path = f"data_sharing/{name}"
            if lacks(a, path, getattr(a.data_sharing, name)):
                yield hit(path)


@rule(WARNING, "additional_documents")
def client_data_undecided(a: Agreement) -> Iterator[Hit]:
    path = "data_sharing/client_data_shared"
    if lacks(a, path, a.data_sharing.client_data_shared):
        yield hit(path)


@rule(WARNING, "additional_documents")
def golden_rules_missing(a: Agreement) -> Iterator[Hit]:
    kinds = {annex.kind for annex in a.annexes}
    if not kinds & {"principles", "code_of_cooperation"} and a.answer("annexes") != "not_applicable":
        yield hit("annexes")


@rule(HINT, "additional_documents")
def icm_standards_missing(a: Agreement) -> Iterator[Hit]:
    if not any(annex.kind == "icm_standards" for annex in a.annexes) and a.answer("annexes") != "not_applicable":
        yield hit("annexes")


@rule(ERROR, "duration")
def term_ends_before_start(a: Agreement) -> Iterator[Hit]:
    if a.term.start and a.term.end and a.term.end < a.term.start:
        yield hit("term/end", start=a.term.start, end=a.term.end)


@rule(HINT, "duration")
def term_very_long(a: Agreement) -> Iterator[Hit]:
    start, end = a.term.start, a.term.end
    if start and end and (end - start).days > RECOMMENDED_YEARS * 366:
        yield hit("term/end", years=RECOMMENDED_YEARS, start=start)


@rule(ERROR, "duration")
def no_annual_programmes(a: Agreement) -> Iterator[Hit]:
    if len(years(a)) > 1 and not a.term.annual_programmes and _longer_than_a_year(a):
        yield hit("term/annual_programmes", start=a.term.start, end=a.term.end)


def _longer_than_a_year(a: Agreement) -> bool:
    return bool(a.term.start and a.term.end and (a.term.end - a.term.start).days > 366)


@rule(WARNING, "duration")
def no_rule_for_joining(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "term/joining", a.term.joining):
        yield hit("term/joining")


@rule(WARNING, "duration")
def no_rule_for_leaving(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "term/leaving", a.term.leaving):
        yield hit("term/leaving")


@rule(ERROR, "duration")
def no_rule_for_changes(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "term/amendment", a.term.amendment):
        yield hit("term/amendment")


@rule(ERROR, "duration")
def no_rule_for_ending(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "term/termination", a.term.termination):
        yield hit("term/termination")


@rule(WARNING, "duration")
def disputes_open(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "legal/disputes", a.legal.disputes):
        yield hit("legal/disputes")


@rule(WARNING, "duration")
def too_few_originals(a: Agreement) -> Iterator[Hit]:
    if a.legal.originals is not None and a.legal.originals < len(a.partners):
        yield hit("legal/originals", originals=a.legal.originals, partners=len(a.partners))


@rule(ERROR, "introduction")
def reference_lost(a: Agreement) -> Iterator[Hit]:
    """A reference to something that was removed, most often a partner."""
    known = {
        "partners": {partner.id for partner in a.partners},
        "aims": {aim.id for aim in a.aims},
        "target_groups": {group.id for group in a.target_groups},
        "actions": {action.id for action in a.actions},
    }
    for path, section, kind, wanted in _references(a):
        lost = [reference for reference in wanted if reference and reference not in known[kind]]
        if lost:
            yield hit(path, section, kind=kind, count=len(lost))


def _references(a: Agreement) -> Iterator[tuple[str, SectionId, str, Iterable[str]]]:
    for aim in a.aims:
        yield f"aims/{aim.id}/target_groups", "aims", "target_groups", aim.target_groups
    for action in a.actions:
        here: SectionId = "work_programme"
        yield f"actions/{action.id}/aims", here, "aims", action.aims
        yield f"actions/{action.id}/target_groups", here, "target_groups", action.target_groups
        roles = [partner for partner, role in action.roles.items() if role]
        yield f"actions/{action.id}/roles", here, "partners", roles
        givers = [given.partner for given in action.contributions]
        yield f"actions/{action.id}/contributions", here, "partners", givers
    for line in a.budget.lines:
        yield f"budget/lines/{line.id}/partner", "budget", "partners", [line.partner]
        yield f"budget/lines/{line.id}/action", "budget", "actions", [line.action]
    for body in a.bodies:
        yield f"bodies/{body.id}/members", "structure", "partners", [*body.members, body.chair]
    yield "manager/partner", "structure", "partners", [a.manager.partner]
    for indicator in a.indicators:
        yield f"indicators/{indicator.id}/owner", "impact", "partners", [indicator.owner]
        yield f"indicators/{indicator.id}/aims", "impact", "aims", indicator.aims
        yield f"indicators/{indicator.id}/actions", "impact", "actions", indicator.actions
    for report in a.monitoring.reports:
        yield f"monitoring/reports/{report.id}/owner", "monitoring", "partners", [report.owner]
    for service in a.services:
        yield f"services/{service.id}/partner", "work_programme", "partners", [service.partner]
        yield f"services/{service.id}/target_groups", "work_programme", "target_groups", service.target_groups
    yield "icm/case_manager_partners", "work_programme", "partners", a.icm.case_manager_partners
