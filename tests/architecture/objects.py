"""One object of every kind, made through the services, with a mark that only its holder may read."""

from __future__ import annotations

from dataclasses import dataclass

from partnership import service as agreements
from partnership.templates import template_ids
from scenarios import service as practice
from scenarios.caseload.package import builtin as caseload
from scenarios.caseload.package import library as caseload_library
from scenarios.loader import builtin, library
from scenarios.service import authoring, caseloads
from studio import ids
from studio.changes import SetField
from studio.identity import Actor
from toolkit.forms import FormKind
from toolkit.services import assess, fill
from workshop.services import lead

SECRET = "zebramarmalade"


@dataclass(frozen=True)
class Held:
    """An object of a kind and who holds it."""

    kind: str
    id: str
    holder: Actor
    mark: str = SECRET
    """What a page that shows the object to its holder must hold."""


def everything(holder: Actor) -> list[Held]:
    """An agreement, an assessment, a form of each kind, a run, a caseload, a workshop and a scenario of the holder."""
    workshop = lead.create(holder, SECRET, "Europe/Belgrade", ids.new("key"))
    lead.add_scenario(holder, workshop, library()[0], ids.new("key"))
    return [
        Held("agreement", agreements.create(holder, template_ids()[0], SECRET), holder),
        Held("assessment", assess.start(holder, "icm-standards", SECRET, ids.new("asm")), holder),
        *(Held(f"form {kind}", _form(holder, kind), holder) for kind in FormKind),
        Held("run", practice.start_run(holder, library()[0], seed=1), holder, client_of(library()[0])),
        Held(
            "caseload", caseloads.start(holder, caseload_library()[0], seed=1), holder, first_of(caseload_library()[0])
        ),
        Held("workshop", workshop, holder),
        Held("scenario draft", authoring.create(holder, SECRET), holder),
    ]


def client_of(scenario_id: str) -> str:
    """First name of the client, which the case page shows."""
    return builtin(scenario_id).scenario.client.profile.name.split()[0]


def first_of(exercise_id: str) -> str:
    """Last name of the first client, which the desk shows."""
    return caseload(exercise_id).exercise.people[0].profile.name.split()[-1]


def _form(holder: Actor, kind: FormKind) -> str:
    form_id = fill.create(holder, kind, ids.new("key"))
    saved = fill.save(holder, form_id, [SetField(path="client_name", base="", value=SECRET)], ids.new("key"))
    assert not saved.conflicts
    return form_id
