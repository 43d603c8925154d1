"""Instruments of one's own: brought as a file, looked at, kept, brought anew, put away. Rounds keep frozen copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from studio import versioned
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import SOURCE_LOCALE
from studio.rights import Level, require
from studio.versioned import Versioned
from toolkit import loader
from toolkit.instrument import Instrument, InstrumentWords
from toolkit.own_instruments import Brought, OwnInstrument
from toolkit.own_reading import read_own

KIND = "own_instrument"
SCHEMA_NUMBER = 1
_STORED, _SHOWN = "ins_", "ins-"
"""How the id begins in the database, and as the id of an instrument."""


@dataclass(frozen=True)
class Kept:
    """An own instrument with the texts of its newest version."""

    own: OwnInstrument
    changed_at: datetime

    @property
    def id(self) -> str:
        return self.own.instrument.id


def look(actor: Actor, content: bytes) -> Brought:
    """What a file holds, without keeping it: XLSX as the studio writes it, an XLSForm, or JSON."""
    require(actor, "assessment.create")
    return read_own(content, actor.locale)


def keep(actor: Actor, content: bytes, key: str) -> str:
    """Keep an instrument and return its id; the same `key` again gives the same one."""
    own = _usable(actor, content)
    with writing() as session:
        made = versioned.create(
            session,
            actor,
            KIND,
            own.model_dump(mode="json"),
            title=own.words.title,
            schema_number=SCHEMA_NUMBER,
            prefix=_STORED.rstrip("_"),
            key=key,
        )
        return _shown(made.id)


def renew(actor: Actor, own_id: str, content: bytes) -> int:
    """Bring a new version; the number it now has. The same file again changes nothing."""
    own = _usable(actor, content)
    body = own.model_dump(mode="json")
    with writing() as session:
        document = versioned.load(session, actor, KIND, _stored(own_id), Level.EDITOR)
        if document.body != body:
            document = versioned.replace(
                session, actor, KIND, document.id, body, title=own.words.title, schema_number=SCHEMA_NUMBER
            )
        return document.revision


def listed(actor: Actor) -> list[Kept]:
    """The actor's own instruments, newest change first."""
    with reading() as session:
        return [_kept(document) for document in versioned.listed(session, actor, KIND)]


def find(actor: Actor, instrument_id: str) -> tuple[Instrument, InstrumentWords]:
    """An instrument of the studio, or one of the actor's own, with its texts to read; NotFound otherwise."""
    return _found(actor, instrument_id, actor.locale)


def source(actor: Actor, instrument_id: str) -> tuple[Instrument, InstrumentWords]:
    """The same with the texts a round freezes, which for those of the studio are in its source language."""
    return _found(actor, instrument_id, SOURCE_LOCALE)


def _found(actor: Actor, instrument_id: str, locale: str) -> tuple[Instrument, InstrumentWords]:
    builtin = loader.instruments().get(instrument_id)
    if builtin is not None:
        return builtin, loader.instrument_words(builtin, locale)
    if not instrument_id.startswith(_SHOWN):
        raise NotFound("instrument_unknown", instrument=instrument_id)
    with reading() as session:
        own = _kept(versioned.load(session, actor, KIND, _stored(instrument_id))).own
    return own.instrument, own.words


def put_away(actor: Actor, own_id: str) -> None:
    """Out of the library; rounds that use it keep their copy."""
    with writing() as session:
        versioned.delete(session, actor, KIND, _stored(own_id))


def _usable(actor: Actor, content: bytes) -> OwnInstrument:
    found = look(actor, content)
    if not found.usable or found.own is None:
        raise Invalid("instrument_with_flaws")
    return found.own.named("brought", "1")


def _kept(document: Versioned) -> Kept:
    own = OwnInstrument.model_validate(document.body)
    return Kept(own.named(_shown(document.id), str(document.revision)), document.changed_at)


def _shown(stored_id: str) -> str:
    return _SHOWN + stored_id.removeprefix(_STORED)


def _stored(own_id: str) -> str:
    return _STORED + own_id.removeprefix(_SHOWN)
