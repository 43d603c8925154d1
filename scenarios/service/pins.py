"""What a run is pinned to: snapshots kept once by their content hash, and the inputs a replay needs."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from sqlmodel import Session

from scenarios import manners, offered
from scenarios.client import Frozen
from scenarios.engine import Inputs
from scenarios.loader import Package
from scenarios.manners import Manners
from scenarios.run import Pins
from scenarios.services import ServiceSystem
from scenarios.tables import SnapshotRow
from scenarios.weeks import evidence
from scenarios.weeks.engine import engine_hash
from scenarios.weeks.evidence import Evidence
from studio.content import ContentError
from studio.errors import Invalid, NotFound

_T = TypeVar("_T", bound=Frozen)

_KINDS: dict[str, type[Frozen]] = {
    "package": Package,
    "services": ServiceSystem,
    "evidence": Evidence,
    "manners": Manners,
}


def package_of(scenario_id: str) -> Package:
    """A scenario of the library, or the one of an invented client."""
    try:
        return offered.package_of(scenario_id)
    except KeyError:
        raise NotFound("scenario_unknown", scenario=scenario_id) from None
    except ContentError as error:
        raise Invalid("scenario_unusable", problem=str(error)) from error


def pin(
    session: Session, package: Package, *, seed: int, seats: tuple[str, ...] = (), believed: Evidence | None = None
) -> Pins:
    """Keep snapshots of everything a new run needs, and name them; nothing `believed` is what the studio believes."""
    scenario = package.scenario
    system, believed, rules = scenario.service_system, believed or evidence.builtin(), manners.builtin()
    for kind, thing in (("package", package), ("services", system), ("evidence", believed), ("manners", rules)):
        keep(session, kind, thing)
    return Pins(
        scenario_id=scenario.id,
        scenario=package.content_hash,
        services=system.content_hash,
        evidence=believed.content_hash,
        manners=rules.content_hash,
        engine=engine_hash(),
        reference_date=scenario.reference_date,
        seed=seed,
        seats=seats or (scenario.seats[0].id,),
    )


def keep(session: Session, kind: str, thing: Frozen) -> None:
    if session.get(SnapshotRow, thing.content_hash) is None:
        session.add(SnapshotRow(hash=thing.content_hash, kind=kind, body=thing.model_dump(mode="json")))
        session.flush()


def inputs(session: Session, pins: Pins) -> tuple[Inputs, Package]:
    """What a replay of these pins needs, from the kept snapshots."""
    package = _kept(session, "package", pins.scenario, Package)
    return (
        Inputs(
            scenario=package.scenario,
            system=_kept(session, "services", pins.services, ServiceSystem),
            evidence=_kept(session, "evidence", pins.evidence, Evidence),
            manners=_kept(session, "manners", pins.manners, Manners),
            seed=pins.seed,
            seats=pins.seats,
        ),
        package,
    )


def kept_package(session: Session, digest: str) -> Package:
    """A scenario with its texts, as it was kept when a run or an edition was pinned to it."""
    return _kept(session, "package", digest, Package)


def kept_evidence(session: Session, digest: str) -> Evidence:
    """Evidence as it was kept, for a run that begins with it."""
    return _kept(session, "evidence", digest, Evidence)


_validated: dict[str, Frozen] = {}
"""Snapshots by hash; they never change, so they are validated once while they are in use."""
_MOST_VALIDATED = 200


def _kept(session: Session, kind: str, digest: str, model: type[_T]) -> _T:
    thing = _validated.get(digest) or _builtin(kind, digest)
    if thing is None:
        row = session.get(SnapshotRow, digest)
        if row is None:
            raise NotFound("snapshot_missing", kind=kind)
        thing = _KINDS[kind].model_validate(row.body)
        while len(_validated) >= _MOST_VALIDATED:  # invented clients are endless
            _validated.pop(next(iter(_validated)), None)
        _validated[digest] = thing
    assert isinstance(thing, model)
    return thing


@lru_cache(maxsize=64)
def _builtin(kind: str, digest: str) -> Frozen | None:
    """The evidence and rules that come with the studio, when they are the ones meant."""
    builtin: Frozen | None = {"evidence": evidence.builtin, "manners": manners.builtin}.get(kind, lambda: None)()
    return builtin if builtin is not None and builtin.content_hash == digest else None
