"""Own templates: agreements and annexes kept to start others from, and offered to colleagues.

An own template is an agreement whose state is *template*: it is edited, shared, exported, imported and put away by the
same means as any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from partnership import service
from partnership.agreement import Agreement
from partnership.annexes import annex_alone
from partnership.items import Block
from partnership.link import Link
from partnership.preparation import to_clarify
from partnership.tables import OfferedTemplate
from partnership.transfer import from_body, to_body
from studio import audit, ids, rights, versioned
from studio.changes import AddItem
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, require
from studio.tables import VersionedDocument


@dataclass(frozen=True)
class OwnTemplate:
    """A template somebody made; `level` is None for one that is only offered to everybody."""

    id: str
    title: str
    when: str
    use: str
    annexes: tuple[tuple[str, str], ...]
    """Id and title of its annexes with text."""
    level: Level | None
    offered: bool


def keep_agreement(actor: Actor, agreement_id: str, title: str, when: str, key: str) -> str:
    """A template from an agreement, without people, signing details and preparation; returns its id."""
    source = service.load(actor, agreement_id).agreement
    return _store(actor, _impersonal(source), title, when, "agreement", key)


def keep_annex(actor: Actor, agreement_id: str, annex_id: str, title: str, when: str, key: str) -> str:
    """A template from one annex; returns its id."""
    source = service.load(actor, agreement_id).agreement
    annex = next((each for each in source.annexes if each.id == annex_id), None)
    if annex is None or not annex.blocks:
        raise Invalid("annex_without_text")
    return _store(actor, annex_alone(source, annex), title, when, "annex", key)


def templates(actor: Actor) -> list[OwnTemplate]:
    """Templates the actor may start from: own, shared with the actor, or offered to everybody; by title."""
    require(actor, "agreement.create")
    with reading() as session:
        offered = set(session.exec(select(OfferedTemplate.agreement_id)))
        levels = rights.levels_of(session, actor, service.KIND)
        held = {each.id: each for each in versioned.listed(session, actor, service.KIND)}
        missing = offered - set(held)
        rows = session.exec(
            select(VersionedDocument).where(
                col(VersionedDocument.id).in_(missing),
                col(VersionedDocument.deleted_at).is_(None),
            )
        )
        found = [
            _seen(each.id, each.body, levels.get(each.id), each.id in offered)
            for each in held.values()
            if each.body["status"] == "template"
        ]
        found += [_seen(row.id, row.body, None, True) for row in rows if row.body["status"] == "template"]
    return sorted(found, key=lambda each: (each.title.casefold(), each.id))


def offer(actor: Actor, template_id: str, offered: bool) -> None:
    """Offer a template to everybody who drafts agreements here, or take the offer back; only its owner may."""
    with writing() as session:
        stored = versioned.load(session, actor, service.KIND, template_id, Level.OWNER)
        if stored.body["status"] != "template":
            raise Invalid("template_not_one")
        row = session.get(OfferedTemplate, template_id)
        if offered and row is None:
            session.add(OfferedTemplate(agreement_id=template_id))
        elif not offered and row is not None:
            session.delete(row)
        audit.record(session, actor, "agreement:template:offered", template_id, offered=offered)


def start(actor: Actor, template_id: str, title: str, key: str = "") -> str:
    """A new draft from an own template; returns its id. The same `key` again gives the same draft."""
    require(actor, "agreement.create")
    with reading() as session:
        source = from_body(_body(session, actor, template_id))
    draft = _impersonal(source).model_copy(
        update={
            "title": service.one_line(title),
            "status": "draft",
            "when_to_use": "",
            "template_use": "",
            "sections": [
                section.model_copy(update={"blocks": [_from_template(source, block) for block in section.blocks]})
                for section in source.sections
            ],
            "annexes": [
                annex.model_copy(update={"blocks": [_from_template(source, block) for block in annex.blocks]})
                for annex in source.annexes
            ],
        }
    )
    return service.store(actor, draft, key)


def attach(actor: Actor, agreement_id: str, template_id: str, annex_id: str, key: str) -> str:
    """Put an annex of an own template into an agreement; returns the annex's id there."""
    with writing() as session:
        source = from_body(_body(session, actor, template_id))
        annex = next((each for each in source.annexes if each.id == annex_id), None)
        if annex is None:
            raise NotFound("annex_gone")
        target = from_body(versioned.load(session, actor, service.KIND, agreement_id, Level.EDITOR).body)
        blocks = [_into_language(source, _from_template(source, block), target) for block in annex.blocks]
        added = annex.model_copy(update={"id": ids.new("x"), "state": "attached", "note": "", "blocks": blocks})
        service.keep(session, actor, agreement_id, [AddItem(path="annexes", item=added.model_dump(mode="json"))], key)
    return added.id


def _body(session: Session, actor: Actor, template_id: str) -> dict[str, Any]:
    """The stored template, where the actor holds it or it is offered to everybody."""
    row = session.get(VersionedDocument, template_id)
    held = rights.level_on(session, actor, service.KIND, template_id)
    if row is None or row.kind != service.KIND or row.deleted_at is not None or row.body["status"] != "template":
        raise NotFound("template_gone")
    if held is None and session.get(OfferedTemplate, template_id) is None:
        raise NotFound("template_gone")
    return dict(row.body)


def _store(actor: Actor, agreement: Agreement, title: str, when: str, use: str, key: str) -> str:
    require(actor, "agreement.create")
    name = service.one_line(title)
    if not name:
        raise Invalid("template_without_name")
    return service.store(
        actor,
        agreement.model_copy(
            update={"title": name, "when_to_use": when.strip(), "template_use": use, "status": "template"}
        ),
        key,
    )


def _impersonal(source: Agreement) -> Agreement:
    """Without what belongs to one place and its people: contacts, signing, preparation, answers to findings."""
    body = to_body(source)
    for partner in body["partners"]:
        for name in ("registration_number", "representative", "representative_function", "authority", "address"):
            partner[name] = ""
        for name in ("contact_name", "contact_email", "contact_phone"):
            partner[name] = ""
    body["legal"] |= {"protocol_number": "", "place": "", "signed_on": None}
    body |= {
        "link": Link().model_dump(mode="json"),
        "accepted": [],
        "meetings": [],
        "approach": "",
        "approach_reason": "",
    }
    body["clarifications"] = [each.model_dump(mode="json") for each in to_clarify()]
    for holder in (*body["sections"], *body["annexes"]):
        for block in holder["blocks"]:
            block["origins"] = []
    return from_body(body)


def _from_template(source: Agreement, block: Block) -> Block:
    """A passage that knows the own template's text as its model."""
    return block.model_copy(update={"model": block.text.get(source.prevailing_language, "")})


def _into_language(source: Agreement, block: Block, target: Agreement) -> Block:
    """A passage with a place for each of the target's languages; its prevailing one is never left empty."""
    first = block.text.get(source.prevailing_language, "")
    text = {language: block.text.get(language, "") for language in target.languages}
    text[target.prevailing_language] = text[target.prevailing_language] or first
    return block.model_copy(update={"text": text})


def _seen(template_id: str, body: dict[str, Any], level: Level | None, offered: bool) -> OwnTemplate:
    agreement = from_body(body)
    return OwnTemplate(
        id=template_id,
        title=agreement.title.strip(),
        when=agreement.when_to_use.strip(),
        use=agreement.template_use or "agreement",
        annexes=tuple((annex.id, annex.title.strip()) for annex in agreement.annexes if annex.blocks),
        level=level,
        offered=offered,
    )
