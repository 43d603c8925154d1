"""Documents that come after a signed agreement: made from its text, and found from both sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from partnership import labels, later
from partnership.agreement import SCHEMA_NUMBER, Agreement
from partnership.annual import Change
from partnership.items import without_control_characters
from partnership.later import Source
from partnership.link import LinkKind
from partnership.monitoring import Entry
from partnership.offers import Offer, offers_of
from partnership.service import KIND, MAX_TITLE
from partnership.services import access
from partnership.services.signing import SignedText, signed_text
from partnership.tables import EntryRow, LaterDocument, YearRow
from partnership.transfer import from_body, to_body
from partnership.yearbook import Yearbook
from studio import audit, clock, rights, versioned
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.languages import translator
from studio.rights import Level, require
from studio.tables import VersionedDocument
from toolkit import handover
from toolkit.services import improve

CHANGING = ("amendment", "accession")
MAX_NAME = 1_000


@dataclass(frozen=True)
class Later:
    """A later document as the actor meets it; `level` is None for a signed one that is not shared with the actor."""

    id: str
    kind: LinkKind
    number: int
    partner: str
    year: int | None
    title: str
    status: str
    level: Level | None


@dataclass(frozen=True)
class Around:
    """An agreement, the one it belongs to, and what came after it.

    `above` is None for an agreement that stands by itself, and where the one above is not shared with the actor.
    """

    agreement: Agreement
    signed: bool
    above: str | None
    after: tuple[Later, ...]


def around(actor: Actor, agreement_id: str) -> Around:
    with reading() as session:
        agreement, _ = access.current(session, actor, agreement_id)
        above = agreement.link.of
        may_see = bool(above) and rights.level_on(session, actor, KIND, above) is not None
        return Around(
            agreement,
            agreement.status == "signed",
            above if may_see else None,
            tuple(_after(session, actor, agreement_id)),
        )


def _after(session: Session, actor: Actor, agreement_id: str) -> list[Later]:
    """Oldest first. Drafts show to those they are shared with; a signed one binds everybody, so all see that it is."""
    found = []
    for row, document in _rows(session, agreement_id):
        level = rights.level_on(session, actor, KIND, row.document_id)
        a = from_body(document.body)
        if level is None and a.status != "signed":
            continue
        found.append(
            Later(
                row.document_id,
                a.link.kind,
                row.number,
                a.partner_label(a.link.partner),
                a.link.year,
                a.title,
                a.status,
                level,
            )
        )
    return found


def _rows(session: Session, agreement_id: str) -> list[tuple[LaterDocument, VersionedDocument]]:
    return list(
        session.exec(
            select(LaterDocument, VersionedDocument)
            .join(VersionedDocument, col(VersionedDocument.id) == LaterDocument.document_id)
            .where(LaterDocument.agreement_id == agreement_id, col(VersionedDocument.deleted_at).is_(None))
            .order_by(col(LaterDocument.made_at), col(LaterDocument.document_id))
        )
    )


def amend(actor: Actor, agreement_id: str, key: str) -> str:
    """A draft in which the text in force may be changed; returns its id. The same `key` again gives the same draft."""
    return _make(actor, agreement_id, "amendment", key, later.amendment)


def accede(actor: Actor, agreement_id: str, name: str, key: str) -> str:
    """The draft of an accession of a partner of this name."""
    name = " ".join(without_control_characters(name).split())[:MAX_NAME]
    if not name:
        raise Invalid("joiner_without_name")
    return _make(actor, agreement_id, "accession", key, lambda source, number: later.accession(source, number, name))


def give_notice(actor: Actor, agreement_id: str, partner: str, key: str) -> str:
    """The draft of a partner's notice that it leaves."""
    today = clock.today()
    return _make(
        actor, agreement_id, "notice", key, lambda source, number: later.notice(source, number, partner, today)
    )


def renew(
    actor: Actor, agreement_id: str, year: int, key: str, *, wishes: Sequence[str] = (), offers: Sequence[Offer] = ()
) -> str:
    """The draft of the work programme of a year: unfinished actions with their states, wishes, offered actions."""
    if not 1990 <= year <= 2200:
        raise Invalid("year_unusable")

    def build(source: Source, _: int) -> Agreement:
        t = translator(source.agreement.prevailing_language)
        return later.renewal(source, year, held, wishes, offers, t, labels.action_states(t))

    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        held = entries(session, agreement_id)
    return _make(actor, agreement_id, "renewal", key, build)


def wishes(actor: Actor, agreement_id: str, year: int) -> list[str]:
    """What was wished for after a year."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        row = session.get(YearRow, (agreement_id, year))
        return list(Yearbook.model_validate(row.body).wish_lines()) if row else []


def offered(actor: Actor) -> dict[str, tuple[str, list[Offer]]]:
    """Improvement plans the actor may see that have unfinished actions: title and offers, by plan id."""
    found = {}
    for each in improve.plans(actor):
        offers = offers_of(handover.work_programme(each.document.id, each.plan))
        if offers:
            found[each.document.id] = (each.plan.title, offers)
    return found


def signed_root(session: Session, actor: Actor, agreement_id: str, level: Level = Level.READER) -> SignedText:
    """The signed text of an agreement that stands by itself; Invalid where it is not signed, or belongs to another."""
    rights.require_level(session, actor, KIND, agreement_id, level)
    found = signed_text(session, agreement_id)
    if found is None:
        raise Invalid("later_unsigned")
    if found.text.link.kind:
        raise Invalid("later_of_later")
    return found


def in_force(session: Session, agreement_id: str, root: Agreement) -> Agreement:
    """The signed text with what signed later documents changed and added."""
    signed = [a for a, _ in _signed(session, agreement_id)]
    changed = [a for a in signed if a.link.kind in CHANGING]
    return later.in_force(root, changed[-1] if changed else None, [a for a in signed if a.link.kind == "renewal"])


def signed_changes(session: Session, agreement_id: str) -> list[Change]:
    """What signed later documents did, with the day they take effect, else the day they were signed."""
    return [
        Change(
            kind=a.link.kind,
            number=a.link.number,
            partner=a.partner_label(a.link.partner),
            year=a.link.year,
            day=a.link.effective or a.legal.signed_on or signed_on,
        )
        for a, signed_on in _signed(session, agreement_id)
    ]


def _signed(session: Session, agreement_id: str) -> list[tuple[Agreement, date]]:
    """Texts of signed later documents in the order they were signed, with the day."""
    texts = [text for row, _ in _rows(session, agreement_id) if (text := signed_text(session, row.document_id))]
    return [(each.text, each.signed_at.date()) for each in sorted(texts, key=lambda each: each.signed_at)]


def entries(session: Session, agreement_id: str) -> list[Entry]:
    """Everything reported, oldest first."""
    rows = session.exec(
        select(EntryRow).where(EntryRow.agreement_id == agreement_id).order_by(col(EntryRow.at), col(EntryRow.id))
    )
    return [entry_of(row) for row in rows]


def entry_of(row: EntryRow) -> Entry:
    return Entry(
        id=row.id,
        kind="indicator" if row.kind == "indicator" else "action",
        item=row.item,
        day=row.day,
        value=None if row.value is None else Decimal(row.value),
        state=row.state,  # type: ignore[arg-type]
        source=row.source,
        note=row.note,
        person=row.person_id,
        at=clock.aware(row.at),
        corrects=row.corrects or "",
    )


def _make(actor: Actor, agreement_id: str, kind: str, key: str, build: Callable[[Source, int], Agreement]) -> str:
    """Store what `build` makes of the text in force; the actor owns it."""
    require(actor, "agreement.create")
    with writing() as session:
        root = signed_root(session, actor, agreement_id, Level.EDITOR)
        before = [row.number for row, _ in _rows(session, agreement_id) if row.kind == kind]
        text = in_force(session, agreement_id, root.text)
        source = Source(agreement_id, text, root.revision, root.text_sha256)
        made = build(source, max(before, default=0) + 1)
        document = versioned.create(
            session,
            actor,
            KIND,
            to_body(made),
            title=made.title[:MAX_TITLE],
            schema_number=SCHEMA_NUMBER,
            prefix="agr",
            key=key,
        )
        if session.get(LaterDocument, document.id) is None:
            session.add(
                LaterDocument(
                    document_id=document.id, agreement_id=agreement_id, kind=made.link.kind, number=made.link.number
                )
            )
            audit.record(session, actor, f"agreement:{kind}:drafted", agreement_id, document=document.id)
        return document.id
