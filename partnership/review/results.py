"""Rules about indicators, monitoring and evaluation."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement, within_term
from partnership.review.finding import Hit, Severity, hit, lacks, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@rule(ERROR, "impact")
def indicator_without_target(a: Agreement) -> Iterator[Hit]:
    for indicator in a.indicators:
        path = f"indicators/{indicator.id}/target"
        if lacks(a, path, indicator.target):
            yield hit(path, indicator=indicator.name)


@rule(WARNING, "impact")
def indicator_without_baseline(a: Agreement) -> Iterator[Hit]:
    for indicator in a.indicators:
        path = f"indicators/{indicator.id}/baseline"
        if lacks(a, path, indicator.baseline):
            yield hit(path, indicator=indicator.name)


@rule(WARNING, "impact")
def indicator_without_source(a: Agreement) -> Iterator[Hit]:
    for indicator in a.indicators:
        path = f"indicators/{indicator.id}/source"
        if lacks(a, path, indicator.source):
            yield hit(path, indicator=indicator.name)


@rule(WARNING, "impact")
def indicator_without_owner(a: Agreement) -> Iterator[Hit]:
    for indicator in a.indicators:
        path = f"indicators/{indicator.id}/owner"
        if lacks(a, path, indicator.owner):
            yield hit(path, indicator=indicator.name)


@rule(WARNING, "impact")
def indicator_without_frequency(a: Agreement) -> Iterator[Hit]:
    for indicator in a.indicators:
        path = f"indicators/{indicator.id}/frequency"
        if lacks(a, path, indicator.frequency):
            yield hit(path, indicator=indicator.name)


@rule(WARNING, "impact")
def aim_without_indicator(a: Agreement) -> Iterator[Hit]:
    measured = {aim for indicator in a.indicators for aim in indicator.aims}
    for aim in a.aims:
        if aim.id not in measured:
            yield hit(f"aims/{aim.id}", aim=aim.statement)


@rule(HINT, "impact")
def only_output_indicators(a: Agreement) -> Iterator[Hit]:
    levels = {indicator.level for indicator in a.indicators if indicator.level}
    if levels == {"output"}:
        yield hit("indicators")


@rule(ERROR, "monitoring")
def reports_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "monitoring/reports", a.monitoring.reports):
        yield hit("monitoring/reports")


@rule(WARNING, "monitoring")
def report_without_owner(a: Agreement) -> Iterator[Hit]:
    for report in a.monitoring.reports:
        path = f"monitoring/reports/{report.id}/owner"
        if lacks(a, path, report.owner):
            yield hit(path, report=report.title)


@rule(WARNING, "monitoring")
def evaluation_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "monitoring/evaluation", a.monitoring.evaluation):
        yield hit("monitoring/evaluation")


@rule(WARNING, "monitoring")
def evaluation_outside_term(a: Agreement) -> Iterator[Hit]:
    if not within_term(a, a.monitoring.evaluation_due):
        yield hit("monitoring/evaluation_due", date=a.monitoring.evaluation_due, start=a.term.start, end=a.term.end)


@rule(HINT, "monitoring")
def lessons_lead_nowhere(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "monitoring/learning", a.monitoring.learning):
        yield hit("monitoring/learning")


@rule(HINT, "monitoring")
def results_not_shared(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "monitoring/publication", a.monitoring.publication):
        yield hit("monitoring/publication")
