"""Fill forms outside any simulation: they are versioned documents, so that several people may fill one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from studio import clock, versioned
from studio.changes import AddItem, Change, SetField
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import translator
from studio.refused import problem_of
from studio.rights import Level, require
from studio.versioned import Saved, Versioned
from toolkit.file_review import draw
from toolkit.forms import FORMS, AnyForm, CaseFile, FileReview, FormKind, Referral, ReferralState, ReviewedFile

KIND = "form"
SCHEMA_NUMBER = 1
MAX_REGISTER = 100_000
MAX_DRAWN = 30
"""More files than a team reads in a day."""

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


def step_referral(
    actor: Actor, form_id: str, referral_id: str, state: ReferralState, step_id: str, note: str = ""
) -> Saved:
    """Note what became of a referral, a form of its own or one in a file; `step_id` makes a second click harmless."""
    loaded = load(actor, form_id)
    prefix, referral = _referral(loaded.form, referral_id)
    if any(step.id == step_id for step in referral.steps):
        return Saved(loaded.document)
    if not referral.may_become(state):
        raise Invalid("referral_step", state=state)
    stepped = referral.become(state, step_id, clock.today(), note)
    changes: list[Change] = [
        AddItem(path=f"{prefix}steps", item=stepped.steps[-1].model_dump(mode="json")),
        SetField(path=f"{prefix}state", base=referral.state.value, value=state.value),
    ]
    return save(actor, form_id, changes, step_id)


def draw_files(actor: Actor, form_id: str, total: int, count: int, seed: int, key: str) -> Saved:
    """Draw files of a register by lot into a review; they come after the ones that are there, `key` makes it once."""
    loaded = load(actor, form_id)
    form, t = loaded.form, translator(actor.locale)
    if not isinstance(form, FileReview):
        raise Invalid("form_kind_unknown")
    if not 1 <= count <= min(total, MAX_DRAWN) or total > MAX_REGISTER:
        raise Invalid("draw_out_of_range", most=min(total, MAX_DRAWN))
    told = t("{count} of {total} files, by lot with the number {seed}.", count=count, total=total, seed=seed)
    how = f"{form.how_drawn}\n{told}".strip()
    changes: list[Change] = [SetField(path="how_drawn", base=form.how_drawn, value=how)]
    for number in draw(total, count, seed):
        item = ReviewedFile(id=f"{key}-{number}", reference=t("No. {number} of the register", number=number))
        changes.append(AddItem(path="files", item=item.model_dump(mode="json")))
    return save(actor, form_id, changes, key)


def _referral(form: AnyForm, referral_id: str) -> tuple[str, Referral]:
    """The referral with its path in the form."""
    if isinstance(form, Referral):
        return "", form
    for referral in form.referrals if isinstance(form, CaseFile) else ():
        if referral.id == referral_id:
            return f"referrals/{referral.id}/", referral
    raise NotFound("form_unknown")


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
        form = read(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        kind, *steps = map(str, first["loc"] or ("",))  # without a known kind there is no place
        raise Invalid("form_unusable", kind=kind, place="/".join(steps), **problem_of(first)) from error
    referrals = form.referrals if isinstance(form, CaseFile) else (form,) if isinstance(form, Referral) else ()
    for referral in referrals:
        if not referral.consistent():
            raise Invalid("referral_step", state=referral.state)
