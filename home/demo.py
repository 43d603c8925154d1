"""Example data to look around with: synthetic people, an agreement, an assessment, a played case, a workshop."""

from __future__ import annotations

import json
import secrets

from partnership import service as agreements
from partnership.examples import example
from partnership.transfer import to_body
from scenarios import service as practice
from scenarios.loader import builtin, library
from scenarios.players.rank import played
from studio import identity, ids
from studio.changes import SetField
from studio.identity import Role
from studio.languages import SOURCE_LOCALE, translator
from toolkit.services import assess
from workshop.services import lead

PEOPLE = (
    (Role.TRAINER, "trainer", "Mirjana Trainer"),
    (Role.MANAGER, "manager", "Besnik Manager"),
    (Role.TRAINEE, "trainee", "Elena Trainee"),
)
COLLEAGUE = "beginner"
SEED = 7
_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve", "zi")


def load() -> list[str]:
    """Load the example data once; returns what to tell, with the passwords, which are stored nowhere else."""
    t = translator(SOURCE_LOCALE)
    owner = identity.local_owner()
    if any(account.login == PEOPLE[0][1] for account in identity.accounts(owner)):
        return [t("The example data are loaded already.")]
    told = [t("Accounts (write the passwords down, they are shown only now):")]
    for role, login, name in PEOPLE:
        password = "-".join("".join(secrets.choice(_SYLLABLES) for _ in range(3)) for _ in range(3))
        identity.create_account(owner, name=name, login=login, password=password, role=role)
        told.append(f"  {login}: {password}")
    agreements.import_json(owner, agreements_json())
    assessment = assess.start(owner, "icm-standards", t("Self-assessment (example)"), ids.new("asm"))
    _answer(owner, assessment)
    workshop = lead.create(owner, t("First workshop (example)"), "Europe/Belgrade", ids.new("key"))
    for scenario in library()[:2]:
        lead.add_scenario(owner, workshop, scenario, ids.new("key"))
    practise(owner, library()[0])
    told.append(
        t("An agreement, an assessment, a played case and a workshop belong to the owner: start, use the link.")
    )
    return told


def practise(owner: identity.Actor, scenario_id: str) -> None:
    """A case played to its end by a colleague who is still learning, so that there is a debrief to read."""
    run_id = practice.start_run(owner, scenario_id, seed=SEED)
    play = played(builtin(scenario_id), COLLEAGUE, SEED)
    for entry in play.log:
        practice.decide(owner, run_id, entry.deed, key=ids.new("key"), texts=play.texts)


def agreements_json() -> bytes:
    return json.dumps(to_body(example())).encode()


def _answer(owner: identity.Actor, assessment_id: str) -> None:
    """Answer two thirds of the items, unevenly, so that results and gaps have something to show."""
    found = assess.load(owner, assessment_id)
    items = [item["id"] for item in found.body["items"]]
    changes = [
        SetField(path=f"items/{item}/score", base=None, value=(number * 3) % 5)
        for number, item in enumerate(items[: 2 * len(items) // 3])
    ]
    assess.save_ratings(owner, assessment_id, changes, ids.new("key"))
