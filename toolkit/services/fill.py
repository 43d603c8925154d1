"""Fill forms outside any simulation: they are versioned documents, so that several people may fill one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from studio import versioned
from studio.changes import Change
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.rights import Level, require
from studio.versioned import Saved, Versioned
from toolkit.forms import FORMS, AnyForm, FormKind

KIND = "form"
SCHEMA_NUMBER = 1

_READ: TypeAdapter[AnyForm] = TypeAdapter(Annotated[AnyForm, Field(discriminator="kind")])


@dataclass(frozen=True)
class LoadedForm:
    document: Versioned
    form: AnyForm


def create(actor: Actor, kind: str, key: str) -> str:
    """An empty form and its id; the same `key` again gives the same form."""
    require(actor, "form.create")
    try:
        model = FORMS[FormKind(kind)]
    except ValueError as error:
        raise Invalid("form_kind_unknown") from error
    form = model(id=key, case_manager=actor.name)
    with writing() as session:
        for document in versioned.listed(session, actor, KIND):
            if document.body["id"] == key:
                return document.id
        document = versioned.create(
            session, actor, KIND, _body(form), title="", schema_number=SCHEMA_NUMBER, prefix="form"
        )
        return document.id


def listed(actor: Actor) -> list[LoadedForm]:
    """The actor's forms, newest change first."""
    with reading() as session:
        return [LoadedForm(d, read(d.body)) for d in versioned.listed(session, actor, KIND)]


def load(actor: Actor, form_id: str) -> LoadedForm:
    with reading() as session:
        document = versioned.load(session, actor, KIND, form_id)
    return LoadedForm(document, read(document.body))


def save(actor: Actor, form_id: str, changes: Sequence[Change], key: str) -> Saved:
    with writing() as session:
        return versioned.save(session, actor, KIND, form_id, changes, key=key, check=_check, title=_title)


def delete(actor: Actor, form_id: str) -> None:
    with writing() as session:
        versioned.load(session, actor, KIND, form_id, Level.OWNER)
        versioned.delete(session, actor, KIND, form_id)


def read(body: dict[str, Any]) -> AnyForm:
    return _READ.validate_python(body)


def _body(form: AnyForm) -> dict[str, Any]:
    return form.model_dump(mode="json")


def _title(body: dict[str, Any]) -> str:
    return str(body["client_name"])


def _check(body: dict[str, Any]) -> None:
    try:
        read(body)
    except ValidationError as error:
        place = "/".join(str(step) for step in error.errors()[0]["loc"][1:])
        raise Invalid("form_unusable", place=place) from error
