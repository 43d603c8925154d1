"""Write scenarios: create, copy, import, change, share, restore and export drafts.

A draft is a versioned document of `studio.versioned`; whoever creates it owns it and may let others read or edit it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from scenarios import loader
from scenarios.authoring import sketch, transfer
from scenarios.authoring.findings import Checked, check
from scenarios.service import pins
from scenarios.tables import EditionRow, RunRow
from studio import audit, clock, identity, rights, versioned
from studio.changes import AddItem, Change, SetField, find
from studio.content import read_yaml_file, texts
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor, Role
from studio.languages import SOURCE_LOCALE
from studio.rights import Level, require
from studio.tables import Account
from studio.versioned import Saved, Versioned

KIND = "scenario_draft"
PREFIX, EDITION = "scn", "edt"
"""What the ids of drafts and of editions begin with."""
MAX_TITLE = 200
SKELETON = Path(loader.__file__).parent / "content" / "skeleton" / "scenario"


@dataclass(frozen=True)
class Draft:
    """A draft as the actor meets it; `body` is what is stored."""

    id: str
    body: dict[str, Any]
    revision: int
    changed_at: datetime
    level: Level
    checked: Checked
    played: bool
    """Whether anybody has begun a run of it."""
    edition: Edition | None
    """What is offered to everybody now."""

    @property
    def editable(self) -> bool:
        return self.level >= Level.EDITOR

    @property
    def title(self) -> str:
        return title_of(self.body)

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.checked.findings)


@dataclass(frozen=True)
class Edition:
    """A scenario as it is offered to everybody of this studio."""

    id: str
    draft_id: str
    number: int
    revision: int
    author: str
    package: loader.Package
    offered_at: datetime


@dataclass(frozen=True)
class Listed:
    """A line of the list of drafts."""

    id: str
    title: str
    client: str
    facts: int
    lines: int
    errors: int
    changed_at: datetime
    level: Level
    offered: bool


@dataclass(frozen=True)
class Colleague:
    person_id: str
    name: str
    level: Level


@dataclass(frozen=True)
class Past:
    """A revision of a draft: who changed which places when."""

    number: int
    name: str
    at: datetime
    places: tuple[str, ...]


def create(actor: Actor, title: str, key: str = "") -> str:
    """A new draft from the skeleton; returns its id. The same `key` again gives the same draft."""
    require(actor, "scenario.author")
    body = skeleton()
    title = " ".join(sketch.tidy(title).split())[:MAX_TITLE]
    body["structure"]["id"] = sketch.id_from(title, (), "scenario")
    body["texts"][SOURCE_LOCALE]["title"] = title
    return _store(actor, body, key)


def skeleton() -> dict[str, Any]:
    """What a new draft begins from: what most scenarios share."""
    words = texts(SKELETON, SOURCE_LOCALE)
    english = {name: words(name) for name in words.keys()}  # noqa: SIM118 - not a mapping
    return sketch.from_format(read_yaml_file(SKELETON.with_suffix(".yaml")), {SOURCE_LOCALE: english})


def copy(actor: Actor, source: str, key: str = "") -> str:
    """A new draft from a scenario of the library, an offered one, or a draft the actor may read."""
    require(actor, "scenario.author")
    if source.startswith(f"{PREFIX}_"):
        body = load(actor, source).body
    else:
        package = edition_package(source) if source.startswith(f"{EDITION}_") else pins.package_of(source)
        body = sketch.from_format(package.scenario.model_dump(mode="json"), package.texts)
    body["structure"] = {**body["structure"], "id": f"{body['structure'].get('id') or 'scenario'}"[:43] + "_copy"}
    english = body["texts"].setdefault(SOURCE_LOCALE, {})
    english["title"] = f"{english.get('title') or ''} (copy)".strip()
    return _store(actor, body, key)


def bring(actor: Actor, brought: Sequence[tuple[str, bytes]], key: str = "") -> str:
    """A new draft from uploaded files; returns its id. The same `key` again gives the same draft."""
    require(actor, "scenario.author")
    return _store(actor, transfer.read(brought), key)


def _store(actor: Actor, body: dict[str, Any], key: str) -> str:
    with writing() as session:
        return versioned.create(
            session,
            actor,
            KIND,
            body,
            title=title_of(body),
            schema_number=sketch.SCHEMA_NUMBER,
            prefix=PREFIX,
            key=key,
        ).id


def title_of(body: dict[str, Any]) -> str:
    return str(body["texts"].get(SOURCE_LOCALE, {}).get("title") or "")[:MAX_TITLE]


def listed(actor: Actor) -> list[Listed]:
    """The actor's drafts, newest change first."""
    with reading() as session:
        levels, found = rights.levels_of(session, actor, KIND), versioned.listed(session, actor, KIND)
        offered = {
            row.draft_id for row in session.exec(select(EditionRow).where(col(EditionRow.withdrawn_at).is_(None)))
        }
    return [_line(one, levels[one.id], one.id in offered) for one in found if one.id in levels]


def _line(stored: Versioned, level: Level, offered: bool) -> Listed:
    structure = stored.body["structure"]
    return Listed(
        id=stored.id,
        title=stored.title,
        client=structure["client"]["profile"].get("name") or "",
        facts=len(structure["facts"]),
        lines=len(structure["lines"]),
        errors=sum(finding.severity == "error" for finding in check(stored.body, stored.id).findings),
        changed_at=stored.changed_at,
        level=level,
        offered=offered,
    )


def load(actor: Actor, draft_id: str) -> Draft:
    with reading() as session:
        stored = versioned.load(session, actor, KIND, draft_id)
        level = rights.level_on(session, actor, KIND, draft_id) or Level.READER
        row = offered_row(session, draft_id)
        edition = edition_of(session, row) if row else None
        played = played_ids(session, draft_id)
    checked = check(stored.body, draft_id)
    return Draft(stored.id, stored.body, stored.revision, stored.changed_at, level, checked, played, edition)


def played_ids(session: Session, draft_id: str) -> bool:
    editions = select(EditionRow.id).where(EditionRow.draft_id == draft_id)
    ran = select(RunRow.id).where(col(RunRow.scenario_id).in_(editions) | (RunRow.scenario_id == draft_id)).limit(1)
    return session.exec(ran).first() is not None


def save(actor: Actor, draft_id: str, changes: Sequence[Change], key: str) -> Saved:
    """Merge changes; a draft may be broken, so only kinds of values and ranges are checked."""
    with writing() as session:
        stored = versioned.load(session, actor, KIND, draft_id, Level.EDITOR)
        return versioned.save(
            session,
            actor,
            KIND,
            draft_id,
            [_as_seen(_tidy(change), stored.body) for change in changes],
            key=key,
            check=check_body,
            title=title_of,
        )


def check_body(body: dict[str, Any]) -> None:
    """Invalid when a changed draft holds something of the wrong kind, or an entry without all its fields."""
    try:
        whole = sketch.checked(body) == body
    except Invalid as error:
        raise Invalid("scenario_change_refused", **error.parameters) from error
    if not whole:  # no page sends this; every path of a draft must lead somewhere
        raise Invalid("scenario_change_refused", place="", problem="wrong_form")


def _as_seen(change: Change, body: dict[str, Any]) -> Change:
    """An empty field, one that was emptied and one that does not exist yet look alike to a person."""
    if isinstance(change, SetField) and change.base in ("", None):
        try:
            present = find(body, change.path)
        except KeyError:
            present = None
        if present in ("", None):
            return change.model_copy(update={"base": present})
    return change


def _tidy(change: Change) -> Change:
    if isinstance(change, SetField) and isinstance(change.value, str):
        return change.model_copy(update={"value": _lines(change.value)})
    if isinstance(change, AddItem):
        return change.model_copy(update={"item": sketch.tidied(change.item)})
    return change


def _lines(text: str) -> str:
    """Without what no file can hold; the space at the end of what is being typed stays."""
    end = text[len(text.rstrip(" \n")) :]
    start = text[: len(text) - len(text.lstrip(" \n"))]
    return f"{start}{sketch.tidy(text)}{end}" if text.strip(" \n") else text


def put_away(actor: Actor, draft_id: str) -> None:
    """Take a draft out of the lists and back from the gallery; runs of it go on."""
    with writing() as session:
        versioned.delete(session, actor, KIND, draft_id)
        if row := offered_row(session, draft_id):
            row.withdrawn_at = clock.now()


def export(actor: Actor, draft_id: str, form: str) -> tuple[str, bytes]:
    """File name and bytes; `form` is zip or json."""
    draft = load(actor, draft_id)
    name = draft.body["structure"].get("id") or "scenario"
    if form == "zip":
        return f"{name}.zip", transfer.to_zip(draft.body)
    if form == "json":
        return f"{name}.json", transfer.to_json(draft.body)
    raise NotFound(f"{KIND}_unknown")


# -- people ----------------------------------------------------------------------------------------------------------


def people(actor: Actor, draft_id: str) -> list[Colleague]:
    """Who may see the draft, owners first."""
    with reading() as session:
        rights.require_level(session, actor, KIND, draft_id, Level.READER)
        levels = rights.people_on(session, KIND, draft_id)
        names = identity.names(session, set(levels))
    found = [Colleague(person, names.get(person, ""), level) for person, level in levels.items()]
    return sorted(found, key=lambda colleague: (-colleague.level, colleague.name))


def share(actor: Actor, draft_id: str, login: str) -> None:
    """Let the account with this sign-in name write along; only the author may."""
    with writing() as session:
        rights.require_level(session, actor, KIND, draft_id, Level.OWNER)
        account = session.exec(select(Account).where(Account.login == login.strip().lower())).first()
        if account is None or not account.active:
            raise Invalid("scenario_share_nobody", login=login.strip())
        if Role(account.role) not in rights.RIGHTS["scenario.author"]:
            raise Invalid("scenario_share_role", login=login.strip())
        if rights.people_on(session, KIND, draft_id).get(account.person_id) is not Level.OWNER:
            rights.grant(session, account.person_id, KIND, draft_id, Level.EDITOR)
            audit.record(session, actor, "scenario_draft:access:granted", draft_id, person=account.person_id)


def unshare(actor: Actor, draft_id: str, person_id: str) -> None:
    """Take a co-author's access back; the author's stays."""
    with writing() as session:
        rights.require_level(session, actor, KIND, draft_id, Level.OWNER)
        if rights.people_on(session, KIND, draft_id).get(person_id) is not Level.OWNER:
            rights.withdraw(session, person_id, KIND, draft_id)
            audit.record(session, actor, "scenario_draft:access:withdrawn", draft_id, person=person_id)


# -- what was --------------------------------------------------------------------------------------------------------


def history(actor: Actor, draft_id: str) -> list[Past]:
    """All revisions, the newest first."""
    with reading() as session:
        found = versioned.history(session, actor, KIND, draft_id)
        names = identity.names(session, {one.person_id for one in found})
    return [
        Past(
            one.number,
            names.get(one.person_id, ""),
            one.at,
            tuple(dict.fromkeys(change.path for change in one.changes)),
        )
        for one in found
    ]


def restore(actor: Actor, draft_id: str, number: int) -> None:
    """Make the draft what it was at a revision, as a new revision; nothing in between is lost."""
    with writing() as session:
        body, schema = versioned.body_at(session, actor, KIND, draft_id, number)
        versioned.replace(
            session, actor, KIND, draft_id, sketch.checked(body), title=title_of(body), schema_number=schema
        )


# -- editions --------------------------------------------------------------------------------------------------------


def offered_row(session: Session, draft_id: str) -> EditionRow | None:
    """The newest edition of a draft that is not taken back."""
    return session.exec(
        select(EditionRow)
        .where(EditionRow.draft_id == draft_id, col(EditionRow.withdrawn_at).is_(None))
        .order_by(col(EditionRow.number).desc())
    ).first()


def edition_of(session: Session, row: EditionRow) -> Edition:
    return Edition(
        id=row.id,
        draft_id=row.draft_id,
        number=row.number,
        revision=row.revision,
        author=identity.names(session, {row.person_id}).get(row.person_id, ""),
        package=pins.kept_package(session, row.package),
        offered_at=clock.aware(row.offered_at),
    )


def edition_package(edition_id: str) -> loader.Package:
    """The package of an edition, also of one that was taken back: workshops that chose it keep it."""
    with reading() as session:
        row = session.get(EditionRow, edition_id)
        if row is None:
            raise NotFound("scenario_unknown", scenario=edition_id)
        return pins.kept_package(session, row.package)


def is_authored(scenario_id: str) -> bool:
    """Whether an id names a scenario of this studio's authors and not one of the library."""
    return scenario_id.startswith((f"{PREFIX}_", f"{EDITION}_"))


def package_of(actor: Actor, scenario_id: str) -> loader.Package:
    """What a run of an authored scenario is made of: an edition, or the draft as it stands for those who may see it."""
    if not scenario_id.startswith(f"{PREFIX}_"):
        return edition_package(scenario_id)
    draft = load(actor, scenario_id)
    if draft.checked.package is None:
        raise Invalid("scenario_unfinished", count=draft.errors)
    return draft.checked.package
