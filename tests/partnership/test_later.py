"""Documents after signing: linked to the text they rest on, made from its differences, seen from both sides."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

import docx
import pytest

from partnership import service
from partnership.agreement import Agreement
from partnership.composition import compose
from partnership.examples import example
from partnership.export import export
from partnership.later import months_later
from partnership.link import Link, digest
from partnership.offers import Offer, read_offers
from partnership.services import later, monitor, reflect, reuse, signing
from partnership.services.hand_out import hand_out
from partnership.signatures import obstacles
from partnership.transfer import from_body, read_json, to_body, write_json
from studio import clock, ids
from studio.changes import SetField
from studio.database import writing
from studio.documents import markdown
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant, withdraw
from tests.partnership.signed import signed_by_all
from toolkit import handover
from toolkit.improvement import Action as PlannedAction
from toolkit.improvement import Plan

Make = Callable[..., Actor]


@pytest.fixture
def held(actor: Make) -> tuple[Actor, str]:
    manager = actor("manager")
    return manager, signed_by_all(manager, service.import_json(manager, write_json(example()).encode()))


def change(who: Actor, document: str, path: str, value: object, base: object) -> None:
    saved = service.save(who, document, [SetField(path=path, base=base, value=value)], ids.new("key"))
    assert not saved.conflicts


def said(agreement: Agreement) -> str:
    return markdown.render(compose(agreement, "en"))


def test_an_amendment_rests_on_the_signed_text_and_says_what_changes(held: tuple[Actor, str]) -> None:
    manager, root = held
    document = later.amend(manager, root, "click")
    assert later.amend(manager, root, "click") == document
    loaded = service.load(manager, document)
    signed = signing.signed(manager, root)
    assert signed
    link = loaded.agreement.link
    assert (link.kind, link.number, link.of) == ("amendment", 1, root)
    assert (link.revision, link.text_sha256) == (signed.revision, signed.text_sha256)
    assert loaded.agreement.status == "draft"
    assert "Nothing is changed yet" in said(loaded.agreement)
    change(manager, document, "aims/a_work/target", "170", "150")
    text = said(service.load(manager, document).agreement)
    assert "Amendment No. 1" in text
    assert example().title in text
    assert signed.text_sha256[:12] in text
    assert "150" in text
    assert "170" in text
    assert "Section 3" in text
    assert "Section 4" not in text
    assert later.amend(manager, root, "another") != document


def test_the_word_file_names_the_agreement_it_amends(held: tuple[Actor, str]) -> None:
    manager, root = held
    document = later.amend(manager, root, "k")
    file = docx.Document(io.BytesIO(hand_out(manager, document).content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])
    assert f"to: {example().title}" in text
    assert "06-112/1-2026" in text


def test_the_signed_text_stays(held: tuple[Actor, str]) -> None:
    manager, root = held
    before = to_body(service.load(manager, root).agreement)
    document = later.amend(manager, root, "k")
    change(manager, document, "title", "Another title", example().title)
    assert to_body(service.load(manager, root).agreement) == before
    for path in ("link/of", "link/base", "link/text_sha256", "link"):
        with pytest.raises(Invalid, match="change_unusable"):
            service.save(manager, document, [SetField(path=path, base=None, value="x")], ids.new("key"))
    change(manager, document, "link/effective", "2028-01-01", None)


def test_a_base_that_was_tampered_with_is_refused(held: tuple[Actor, str]) -> None:
    manager, root = held
    file = json.loads(service.export(manager, later.amend(manager, root, "k"), "json").content)
    read_json(json.dumps(file).encode())
    file["link"]["base"]["title"] = "Something nobody signed"
    with pytest.raises(Invalid, match="agreement_field_wrong"):
        read_json(json.dumps(file).encode())


def test_both_sides_show_the_other_and_strangers_see_neither(held: tuple[Actor, str], actor: Make) -> None:
    manager, root = held
    document = later.amend(manager, root, "k")
    assert [each.id for each in later.around(manager, root).after] == [document]
    assert later.around(manager, document).above == root
    reader = actor("manager", "Reader")
    with pytest.raises(NotFound):
        later.around(reader, root)
    with pytest.raises(NotFound):
        later.amend(reader, root, "z")
    with writing() as session:
        grant(session, reader.person_id, service.KIND, root, Level.READER)
    assert later.around(reader, root).after == ()  # a draft that nobody shared
    with pytest.raises(Forbidden):
        later.amend(reader, root, "z")
    signed_by_all(manager, document)
    seen = later.around(reader, root).after
    assert [(each.level, each.status) for each in seen] == [(None, "signed")]
    with writing() as session:
        grant(session, reader.person_id, service.KIND, document, Level.READER)
        withdraw(session, reader.person_id, service.KIND, root)
    assert later.around(reader, document).above is None


def test_only_a_signed_agreement_that_stands_by_itself_has_later_documents(actor: Make) -> None:
    manager = actor("manager")
    draft = service.import_json(manager, write_json(example()).encode())
    for make in (
        lambda: later.amend(manager, draft, "a"),
        lambda: later.accede(manager, draft, "House", "b"),
        lambda: later.give_notice(manager, draft, "p_csw", "c"),
        lambda: later.renew(manager, draft, 2028, "d"),
    ):
        with pytest.raises(Invalid, match="later_unsigned"):
            make()
    signed_by_all(manager, draft)
    amended = signed_by_all(manager, later.amend(manager, draft, "a"))
    with pytest.raises(Invalid, match="later_of_later"):
        later.amend(manager, amended, "e")


def test_a_second_amendment_rests_on_the_first_once_it_is_signed(held: tuple[Actor, str]) -> None:
    manager, root = held
    first = later.amend(manager, root, "a")
    change(manager, first, "aims/a_work/target", "170", "150")
    beside = service.load(manager, later.amend(manager, root, "b")).agreement
    assert next(aim.target for aim in beside.aims if aim.id == "a_work") == 150
    signed_by_all(manager, first)
    second = service.load(manager, later.amend(manager, root, "c")).agreement
    assert next(aim.target for aim in second.aims if aim.id == "a_work") == 170
    assert second.link.number == 3
    assert "Nothing is changed yet" in said(second)
    assert second.link.protocol_number == "06-112/1-2026"
    assert next(aim.target for aim in monitor.overview(manager, root).agreement.aims if aim.id == "a_work") == 170


def test_a_partner_joins(held: tuple[Actor, str]) -> None:
    manager, root = held
    with pytest.raises(Invalid, match="joiner_without_name"):
        later.accede(manager, root, " \n", "k")
    name = "<script>alert(1)</script> Library of Arbor"
    document = later.accede(manager, root, name, "k")
    made = service.load(manager, document).agreement
    assert made.partners[-1].name == name
    assert made.link.partner == made.partners[-1].id
    text = said(made)
    assert "joins the partnership" in text
    assert "<script>" not in text.replace("\\<script>", "")
    assert len(made.partners) == len(example().partners) + 1


def test_a_partner_leaves_and_the_notice_names_what_it_has_in_hand(held: tuple[Actor, str]) -> None:
    manager, root = held
    with pytest.raises(Invalid, match="agreement_partner_unknown"):
        later.give_notice(manager, root, "p_nobody", "k")
    made = service.load(manager, later.give_notice(manager, root, "p_chamber", "k")).agreement
    months = example().term.notice_months or 0
    assert made.link.effective == months_later(clock.today(), months)
    text = said(made)
    assert "Chamber of Crafts of the Valley gives notice" in text
    assert "Wins workshops, names a mentor" in text
    assert "Leads the assessment" not in text
    assert "Not written yet" in text


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 5, 15), 0, date(2027, 5, 15)),
        (date(2027, 12, 31), 12, date(2028, 12, 31)),
    ],
)
def test_months_of_notice(day: date, months: int, wanted: date) -> None:
    assert months_later(day, months) == wanted


def test_a_programme_carries_on_what_is_not_finished(held: tuple[Actor, str]) -> None:
    manager, root = held
    today = clock.today()
    monitor.report_state(manager, root, "c_assess", today, "done", "", "a")
    monitor.report_state(manager, root, "c_case", today, "late", "two case managers are missing", "b")
    question = "demand-which"
    reflect.save(
        manager, root, 2027, [SetField(path=f"wishes/{question}", base=None, value="- A bus at nine\n\nA quiet room")]
    )
    offer = Offer("urn:x:1", "Supervision for all", "Every month.", "CSW", date(2028, 5, 1), "List of sessions")
    wishes = later.wishes(manager, root, 2027)
    assert wishes == ["A bus at nine", "A quiet room"]
    document = later.renew(manager, root, 2028, "c", wishes=wishes, offers=[offer])
    made = service.load(manager, document).agreement
    titles = [action.title for action in made.actions]
    assert "Joint needs assessment" not in titles
    assert titles[-3:] == ["A bus at nine", "A quiet room", "Supervision for all"]
    case = next(action for action in made.actions if action.id == "c_case")
    assert (case.start, case.end) == (date(2028, 1, 1), date(2028, 12, 31))
    assert "Late" in case.description
    assert "two case managers are missing" in case.description
    assert {given.year for given in case.contributions} == {2028}
    assert made.actions[-1].roles == {"p_csw": "AR"}
    assert (made.term.start, made.term.end) == (date(2028, 1, 1), date(2028, 12, 31))
    assert made.link.year == 2028
    assert "belongs to the agreement" in said(made)
    assert service.export(manager, document, "docx").content


def test_signed_programmes_add_their_actions_to_what_is_monitored(held: tuple[Actor, str]) -> None:
    manager, root = held
    document = later.renew(manager, root, 2028, "k", wishes=["A bus at nine"])
    made = service.load(manager, document).agreement
    added = made.actions[-1].id
    # what only people can settle: who is accountable, and the gaps of the three sections that say something new
    assert {each.code for each in obstacles(made)} == {"gap_left", "content_missing", "action_without_accountable"}
    assert {each.section for each in obstacles(made)} == {"introduction", "work_programme", "budget"}
    change(manager, document, f"actions/{added}/roles/p_town", "AR", None)
    for section in made.sections:
        for block in section.blocks:
            if section.id in ("introduction", "work_programme", "budget"):
                path = f"sections/{section.id}/blocks/{block.id}/text/en"
                change(manager, document, path, "Settled by all partners in December.", block.text["en"])
    assert added not in {each.id for each in monitor.overview(manager, root).agreement.actions}
    signed_by_all(manager, document)
    assert added in {each.id for each in monitor.overview(manager, root).agreement.actions}
    monitor.report_state(manager, root, added, clock.today(), "under_way", "", "s")


def test_the_toolkit_offer_file_is_read_back() -> None:
    plan = Plan(
        assessment_id="asm",
        title="Plan",
        actions=(PlannedAction(id="a1", title="Train case managers", owner="PES", due=date(2028, 3, 1)),),
    )
    content = json.dumps(handover.work_programme("plan", plan)).encode()
    assert [(each.title, each.responsible, each.due) for each in read_offers(content)] == [
        ("Train case managers", "PES", date(2028, 3, 1))
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff\xfe", b'{"schema": "urn:icm-studio:schema:work-programme-offer:1", "actions": [1]}'],
)
def test_a_file_that_offers_nothing_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="offer_not_one"):
        read_offers(content)


def test_links_survive_export_and_templates_forget_them(held: tuple[Actor, str]) -> None:
    manager, root = held
    document = later.amend(manager, root, "k")
    loaded = service.load(manager, document).agreement
    again = from_body(json.loads(export(loaded, "json").content))
    assert again.link == loaded.link
    template = reuse.keep_agreement(manager, document, "Ours", "", "t")
    assert service.load(manager, template).agreement.link == Link()


def test_the_digest_is_of_the_text() -> None:
    body = to_body(example())
    assert digest(body) == digest(json.loads(json.dumps(body)) | {"status": "signed"})
    assert digest(body) != digest(body | {"title": "x"})
