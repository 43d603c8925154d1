"""`icm agreement`: new drafts, review and export of agreement files, without a browser or a database."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partnership import annexes, labels, templates, wording
from partnership.agreement import Agreement
from partnership.composition.findings import answer_line, lapsed_line
from partnership.export import export as render
from partnership.review import Severity, review
from partnership.review.answers import Reviewed, answered
from partnership.transfer import read_json, write_json
from studio.console import FINDINGS, Format, read_text, told
from studio.console import write_json as print_json
from studio.languages import SOURCE_LOCALE, translator

agreement = typer.Typer(help="Draft, review and export partnership agreements.", no_args_is_help=True)

wording.prepare()


class Target(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    XLSX = "xlsx"
    ICS = "ics"


File = Annotated[Path, typer.Argument(metavar="FILE", help="An agreement as JSON; - for standard input.")]


@agreement.command()
def new(
    template: Annotated[
        str, typer.Option(help="Template to start from; see `icm agreement templates`.")
    ] = "multi-partner",
    title: Annotated[str, typer.Option(help="Title of the agreement.")] = "",
    annex: Annotated[list[str] | None, typer.Option(help="Kind of annex to write out; may be repeated.")] = None,
) -> None:
    """Print a new draft as JSON."""
    with told(f"--template {template}"):
        draft = templates.start(template, SOURCE_LOCALE, title)
    for kind in annex or []:
        with told(f"--annex {kind}"):
            annexes.write_out(draft, kind)
    typer.echo(write_json(draft), nl=False)


@agreement.command("templates")
def list_templates(
    output: Annotated[Format, typer.Option("--format", help="text or json")] = Format.TEXT,
) -> None:
    """List the templates with when to use them, and the annexes that have a model text."""
    drafts = {each: templates.template(each, SOURCE_LOCALE) for each in templates.template_ids()}
    texts = {each: annexes.annex_template(each, SOURCE_LOCALE) for each in annexes.annex_kinds()}
    rows = {
        "templates": [{"id": each, "title": found.title, "when": found.when} for each, found in drafts.items()],
        "annexes": [{"id": each, "title": found.title, "when": found.when} for each, found in texts.items() if found],
    }
    if output is Format.JSON:
        print_json(rows)
        return
    for row in rows["templates"]:
        typer.echo("{id}: {title}\n  {when}".format(**row))
    typer.echo("Annexes:")
    for row in rows["annexes"]:
        typer.echo("{id}: {title}\n  {when}".format(**row))


@agreement.command("review")
def review_file(
    file: File,
    output: Annotated[Format, typer.Option("--format", help="text or json")] = Format.TEXT,
) -> None:
    """Say what is missing or contradictory and what was accepted; status 1 when an error is open."""
    agreement = _read(file)
    found = answered(agreement, review(agreement))
    if output is Format.JSON:
        print_json([_as_data(each) for each in found])
    else:
        _print(found)
    if any(each.open and each.finding.severity is Severity.ERROR for each in found):
        raise typer.Exit(FINDINGS)


@agreement.command("export")
def export_file(
    file: File,
    to: Annotated[Target, typer.Option(help="Format of the document.")],
    output: Annotated[Path, typer.Option(help="File to write.")],
    language: Annotated[str, typer.Option(help="One of the agreement's languages; else the prevailing one.")] = "",
) -> None:
    """Write the agreement as a document."""
    with told(str(file)):
        content = render(_read(file), to, language).content
    with told(str(output)):
        output.write_bytes(content)
    typer.echo(f"Written: {output}")


def _read(file: Path) -> Agreement:
    text = read_text(file)
    with told(str(file)):
        return read_json(text.encode("utf-8"))


def _print(found: list[Reviewed]) -> None:
    t = translator(SOURCE_LOCALE)
    titles, severities = labels.sections(t), labels.severities(t)
    section = ""
    for each in found:
        finding = each.finding
        if finding.section != section:
            section = finding.section
            typer.echo(f"\n{titles[section]}")
        said = wording.explain_finding(finding, t)
        mark = "" if each.open else f" [{t('accepted')}]"
        typer.echo(f"  {severities[finding.severity.name]}{mark}: {said.message}")
        typer.echo(f"    {finding.path} · {finding.code} · {said.source}")
        typer.echo(f"    {said.remedy}")
        for answer in each.accepted:
            typer.echo(f"    {answer_line(t, answer)}")
        for answer in each.lapsed:
            typer.echo(f"    {lapsed_line(t, answer)}")
    still = [each.finding for each in found if each.open]
    counts = [
        f"{sum(finding.severity is severity for finding in still)} {severity.name.lower()}s"
        for severity in sorted(Severity, reverse=True)
    ]
    accepted = len(found) - len(still)
    summary = ", ".join(counts) + (f", {accepted} accepted" if accepted else "")
    typer.echo(f"\n{summary}" if found else "No findings.")


def _as_data(each: Reviewed) -> dict[str, object]:
    finding = each.finding
    said = wording.explain_finding(finding, translator(SOURCE_LOCALE))
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "section": finding.section,
        "path": finding.path,
        "parameters": finding.parameters,
        "message": said.message,
        "why": said.why,
        "remedy": said.remedy,
        "source": said.source,
        "accepted": [answer.model_dump(mode="json", exclude={"code", "path"}) for answer in each.accepted],
        "lapsed": [answer.model_dump(mode="json", exclude={"code", "path"}) for answer in each.lapsed],
    }
