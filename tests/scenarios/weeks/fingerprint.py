"""Run as a script: prints a hash over all bytes of a cohort's, a replicated and a shared simulation.

Called in fresh processes with different processor features, to see that the bytes are the same.
"""

import hashlib
from dataclasses import fields

from scenarios.generate import generate
from scenarios.services import KINDS, Service, ServiceSystem
from scenarios.weeks.assess import assessed
from scenarios.weeks.engine import Engine
from scenarios.weeks.evidence import builtin
from scenarios.weeks.luck import Luck
from scenarios.weeks.outcome import simulate
from scenarios.weeks.policies import SeparateInstitutions, StandingRules
from scenarios.weeks.state import Cohort


def fingerprint() -> str:
    digest = hashlib.sha256()
    evidence = builtin().drawn(Luck(3), 1)
    system = ServiceSystem(
        services=tuple(
            Service(
                id=kind.value,
                provider=f"p{number % 4}",
                kind=kind,
                domains=("job_search", "skills"),
                capacity=9,
                waiting_weeks=number % 5,
                duration_weeks=6 + number,
                cost_per_week=number,
            )
            for number, kind in enumerate(KINDS)
        )
    )
    clients = list(generate("RS", 120, 5))
    digest.update("\n".join(client.model_dump_json() for client in clients).encode())
    cohort = assessed(Cohort.of(clients), evidence, 5)
    for policy, shared in ((StandingRules(at_once=6, confer_every=8), False), (SeparateInstitutions(), True)):
        engine = Engine(system, evidence, seed=11, cohort=cohort.repeated(3), shared=shared)
        trace = simulate(engine, policy, 40)
        for item in fields(trace.end):
            value = getattr(trace.end, item.name)
            digest.update(item.name.encode() + (value.tobytes() if item.name != "week" else b""))
        for moment in (trace.employed, trace.motivation, trace.trust, trace.stress, trace.levels):
            digest.update(moment.tobytes())
    return digest.hexdigest()


if __name__ == "__main__":
    print(fingerprint())
