"""What can be done with agreements; each call takes the actor, checks the right and is one transaction.

Agreements are versioned documents of `studio.versioned`; whoever creates one owns it and may share it with accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session, select

from partnership import templates, wording
from partnership.agreement import FIXED, SCHEMA_NUMBER, Agreement
from partnership.export import ExportedFile
from partnership.export import export as render
from partnership.export import export_annex as render_annex
from partnership.export import export_review as render_review
from partnership.items import without_control_characters
from partnership.link import OPEN_FIELDS
from partnership.review import Finding, Severity, review
from partnership.review.answers import Reviewed, answered
from partnership.sections import completeness
from partnership.transfer import from_body, read_json, to_body
from studio import audit, identity, rights, versioned
from studio.changes import AddItem, Change, SetField, find
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.rights import Level, require
from studio.tables import Account
from studio.versioned import Saved, Versioned

__all__ = ["KIND", "create", "delete", "export", "import_json", "listed", "load", "people", "save", "share", "unshare"]

KIND = "agreement"
MAX_TITLE = 300

wording.prepare()


@dataclass(frozen=True)
class Loaded:
    """An agreement as the actor meets it; `body` is what is stored, `agreement` its model."""

    id: str
    agreement: Agreement
    body: dict[str, Any]
    revision: int
    changed_at: datetime
    level: Level

    @property
    def editable(self) -> bool:
        return self.level >= Level.EDITOR and not self.agreement.fixed


@dataclass(frozen=True)
class Summary:
    """A line of the list of agreements."""

    id: str
    title: str
    status: str
    partners: int
    settled: int
    total: int
    errors: int
    changed_at: datetime
    level: Level


@dataclass(frozen=True)
class Colleague:
    person_id: str
    name: str
    level: Level


def create(actor: Actor, template_id: str, title: str, language: str = "en", key: str = "") -> str:
    """A new draft from a template; returns its id. The same `key` again gives the same draft."""
    require(actor, "agreement.create")
    return store(actor, templates.start(template_id, language, one_line(title)), key)


def import_json(actor: Actor, content: bytes, key: str = "") -> str:
    """A new agreement from an exported file; returns its id. The same `key` again gives the same agreement."""
    require(actor, "agreement.create")
    found = read_json(content)
    if found.fixed:  # a file carries no signatures
        found = found.model_copy(update={"status": "final"})
    return store(actor, found, key)


def store(actor: Actor, agreement: Agreement, key: str) -> str:
    """A new stored agreement that the actor owns; the right to create is the caller's to check."""
    with writing() as session:
        return versioned.create(
            session,
            actor,
            KIND,
            to_body(agreement),
            title=agreement.title[:MAX_TITLE],
            schema_number=SCHEMA_NUMBER,
            prefix="agr",
            key=key,
        ).id


def listed(actor: Actor) -> list[Summary]:
    """The actor's agreements, newest change first; own templates are listed in `services.reuse`."""
    with reading() as session:
        levels = rights.levels_of(session, actor, KIND)
        found = [one for one in versioned.listed(session, actor, KIND) if one.body["status"] != "template"]
    return [
        _summary(_Standing(one.id, one.revision, one.changed_at, one.body), levels[one.id])
        for one in found
        if one.id in levels  # else it was given a moment later
    ]


@dataclass(frozen=True)
class _Standing:
    """What a document says at one moment; the moment tells it apart, the body comes along."""

    id: str
    revision: int
    changed_at: datetime
    body: dict[str, Any] = field(compare=False)


@lru_cache(maxsize=200)
def _reviewed(standing: _Standing) -> tuple[Reviewed, ...]:
    """Once for each state of an agreement: every rule looks at it, and most pages tell how many findings there are."""
    agreement = from_body(standing.body)
    return tuple(answered(agreement, review(agreement)))


def findings(loaded: Loaded) -> list[Reviewed]:
    """What the review finds in an agreement, with the answers given to it."""
    return list(_reviewed(_Standing(loaded.id, loaded.revision, loaded.changed_at, loaded.body)))


def open_findings(loaded: Loaded) -> list[Finding]:
    """The findings nobody has accepted."""
    return [one.finding for one in findings(loaded) if one.open]


@lru_cache(maxsize=200)
def _summary(standing: _Standing, level: Level) -> Summary:
    """Put together once for each state of an agreement."""
    agreement = from_body(standing.body)
    sections = completeness(agreement).values()
    return Summary(
        id=standing.id,
        title=agreement.title.strip(),
        status=agreement.status,
        partners=len(agreement.partners),
        settled=sum(section.settled for section in sections),
        total=sum(section.total for section in sections),
        errors=sum(one.open and one.finding.severity is Severity.ERROR for one in _reviewed(standing)),
        changed_at=standing.changed_at,
        level=level,
    )


def load(actor: Actor, agreement_id: str) -> Loaded:
    with reading() as session:
        stored = versioned.load(session, actor, KIND, agreement_id)
        level = rights.level_on(session, actor, KIND, agreement_id) or Level.READER
    return Loaded(stored.id, from_body(stored.body), stored.body, stored.revision, stored.changed_at, level)


def save(actor: Actor, agreement_id: str, changes: Sequence[Change], key: str) -> Saved:
    """Merge changes; the same key twice changes nothing, conflicts are returned and nothing is overwritten."""
    with writing() as session:
        if any(change.path.split("/")[0] == "link" and change.path not in OPEN_FIELDS for change in changes):
            raise Invalid("change_unusable", path="link")
        if any(change.path.split("/")[0] == "accepted" for change in changes):
            raise Invalid("change_unusable", path="accepted")  # an answer carries its author's name: services.answer
        if any(
            isinstance(change, SetField) and change.path == "status" and change.value in FIXED for change in changes
        ):
            raise Invalid("status_by_signing")
        return keep(session, actor, agreement_id, changes, key)


def keep(
    session: Session, actor: Actor, agreement_id: str, changes: Sequence[Change], key: str, author: str = ""
) -> Saved:
    """Merge changes in a transaction that is open already; for the services of this room."""
    stored = versioned.load(session, actor, KIND, agreement_id, Level.EDITOR)
    unfixed(stored.body)

    def check(body: dict[str, Any]) -> None:
        unfixed(body)  # a round may have been opened since the body was read
        _check(body)

    return versioned.save(
        session,
        actor,
        KIND,
        agreement_id,
        [_clean(_as_seen(change, stored.body)) for change in changes],
        key=key,
        check=check,
        title=lambda body: str(body.get("title", ""))[:MAX_TITLE],
        author=author,
    )


def set_status(session: Session, actor: Actor, agreement_id: str, status: str, key: str) -> Versioned:
    """Step into or out of signing, as a revision; for the services of this room."""
    now = versioned.load(session, actor, KIND, agreement_id, Level.EDITOR).body["status"]
    change = SetField(path="status", base=now, value=status)
    saved = versioned.save(
        session,
        actor,
        KIND,
        agreement_id,
        [change],
        key=key,
        check=_check,
        title=lambda body: str(body.get("title", ""))[:MAX_TITLE],
    )
    return saved.document


def unfixed(body: dict[str, Any]) -> None:
    """Refuse where the text stays as it is: while it is being signed, and for good once it is."""
    if body["status"] == "signed":
        raise Invalid("agreement_signed")
    if body["status"] in FIXED:
        raise Invalid("agreement_signing")


def _check(body: dict[str, Any]) -> None:
    try:
        from_body(body)
    except Invalid as error:
        raise Invalid("agreement_change_refused", **error.parameters) from error


def delete(actor: Actor, agreement_id: str) -> None:
    """Put an agreement away; one that is signed, or being signed, stays where its signatories find it."""
    with writing() as session:
        stored = versioned.load(session, actor, KIND, agreement_id, Level.OWNER)
        if stored.body["status"] in FIXED:
            raise Invalid("agreement_stays")
        versioned.delete(session, actor, KIND, agreement_id)


def export(actor: Actor, agreement_id: str, format_: str, language: str = "") -> ExportedFile:
    return render(load(actor, agreement_id).agreement, format_, language)


def export_annex(actor: Actor, agreement_id: str, annex_id: str, format_: str, language: str = "") -> ExportedFile:
    return render_annex(load(actor, agreement_id).agreement, annex_id, format_, language)


def export_review(actor: Actor, agreement_id: str, format_: str, locale: str) -> ExportedFile:
    return render_review(load(actor, agreement_id).agreement, format_, locale)


def people(actor: Actor, agreement_id: str) -> list[Colleague]:
    """Who may see the agreement, owners first."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        levels = rights.people_on(session, KIND, agreement_id)
        names = identity.names(session, set(levels))
    found = [Colleague(person, names.get(person, ""), level) for person, level in levels.items()]
    return sorted(found, key=lambda colleague: (-colleague.level, colleague.name))


def share(actor: Actor, agreement_id: str, login: str, level: Level) -> None:
    """Let the account with this sign-in name read or edit; only owners may."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.OWNER)
        account = session.exec(select(Account).where(Account.login == login.strip().lower())).first()
        if account is None or not account.active:
            raise Invalid("share_nobody", login=login.strip())
        held = rights.people_on(session, KIND, agreement_id).get(account.person_id)
        if held is Level.OWNER:
            raise Invalid("share_owner")
        rights.grant(session, account.person_id, KIND, agreement_id, min(level, Level.EDITOR))
        audit.record(session, actor, "agreement:access:granted", agreement_id, person=account.person_id, level=level)


def unshare(actor: Actor, agreement_id: str, person_id: str) -> None:
    """Take somebody's access back; an owner's stays."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.OWNER)
        if rights.people_on(session, KIND, agreement_id).get(person_id) is Level.OWNER:
            raise Invalid("share_owner")
        rights.withdraw(session, person_id, KIND, agreement_id)
        audit.record(session, actor, "agreement:access:withdrawn", agreement_id, person=person_id)


def one_line(text: str) -> str:
    """A title as it can be stored: one line of bounded length."""
    return " ".join(without_control_characters(text).split())[:MAX_TITLE]


def _as_seen(change: Change, body: dict[str, Any]) -> Change:
    """An empty field and one that does not exist yet look alike to a person."""
    if isinstance(change, SetField) and change.base == "":
        try:
            find(body, change.path)
        except KeyError:
            return change.model_copy(update={"base": None})
    return change


def _clean(change: Change) -> Change:
    """Without characters that no document can carry; pasted text brings some along."""
    if isinstance(change, SetField):
        return change.model_copy(update={"base": _cleaned(change.base), "value": _cleaned(change.value)})
    if isinstance(change, AddItem):
        return change.model_copy(update={"item": _cleaned(change.item)})
    return change


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return without_control_characters(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return value
