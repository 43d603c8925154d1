"""`icm agreement`: new drafts, review and export of agreement files, without a browser or a database."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partnership import labels, templates, wording
from partnership.agreement import Agreement
from partnership.export import export as render
from partnership.review import Finding, Severity, review
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


File = Annotated[Path, typer.Argument(metavar="FILE", help="An agreement as JSON; - for standard input.")]


@agreement.command()
def new(
    template: Annotated[str, typer.Option(help="Template to start from.")] = "multi-partner",
    title: Annotated[str, typer.Option(help="Title of the agreement.")] = "",
) -> None:
    """Print a new draft as JSON."""
    with told(f"--template {template}"):
        typer.echo(write_json(templates.start(template, SOURCE_LOCALE, title)), nl=False)


@agreement.command("review")
def review_file(
    file: File,
    output: Annotated[Format, typer.Option("--format", help="text or json")] = Format.TEXT,
) -> None:
    """Say what is missing or contradictory; status 1 when there is an error."""
    findings = review(_read(file))
    if output is Format.JSON:
        print_json([_as_data(finding) for finding in findings])
    else:
        _print(findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
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


def _print(findings: list[Finding]) -> None:
    t = translator(SOURCE_LOCALE)
    titles, severities = labels.sections(t), labels.severities(t)
    section = ""
    for finding in findings:
        if finding.section != section:
            section = finding.section
            typer.echo(f"\n{titles[section]}")
        said = wording.explain_finding(finding, t)
        typer.echo(f"  {severities[finding.severity.name]}: {said.message}")
        typer.echo(f"    {finding.path} · {finding.code} · {said.source}")
        typer.echo(f"    {said.remedy}")
    counts = {
        severity: sum(finding.severity is severity for finding in findings)
        for severity in sorted(Severity, reverse=True)
    }
    summary = ", ".join(f"{count} {severity.name.lower()}s" for severity, count in counts.items())
    typer.echo(f"\n{summary}" if findings else "No findings.")


def _as_data(finding: Finding) -> dict[str, object]:
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
    }
