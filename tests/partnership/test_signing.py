"""A round of signing, from the text to the last signature."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from partnership import service
from partnership.composition import compose
from partnership.composition.record import compose_record, compose_signed
from partnership.consensus import Stance
from partnership.examples import example
from partnership.export import ExportedFile
from partnership.services import comment, invite, position, propose, sign, signing, version
from partnership.signatures import formalities, same_name, text_of, turns_fit
from partnership.transfer import write_json
from studio import clock, files
from studio.changes import SetField
from studio.database import writing
from studio.documents import markdown
from studio.errors import Conflicted, Forbidden, Invalid, NotFound, StudioError
from studio.identity import Actor
from studio.rights import Level, grant
from studio.tables import StoredFile
from tests.partnership.drafts import HOSTILE, changed
from tests.partnership.signed import PAGE, open_round, signed_by_all
from tests.partnership.test_partners import guest, link, reword

People = Callable[..., Actor]
EVERYBODY = [partner.id for partner in example().partners]
FIRST, SECOND = EVERYBODY[:2], EVERYBODY[2:]
NAMES = {partner.id: partner.representative for partner in example().partners}


@pytest.fixture
def manager(actor: People) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def asked(manager: Actor, draft: str, partner: str, *, key: str = "", days: int = 7) -> Actor:
    """The signatory of a partner, come in by a personal link."""
    return guest(sign.ask(manager, draft, partner, days=days, key=key or f"{draft}/{partner}/sign"), NAMES[partner])


def signs(who: Actor, draft: str, partner: str, **options: Any) -> None:
    found = signing.rounds(who, draft)[0]
    sign.confirm(
        who,
        draft,
        partner,
        **{"typed": NAMES.get(partner, ""), "text_sha256": found.text_sha256, "language": "en"} | options,
    )


def state(manager: Actor, draft: str) -> str:
    return service.load(manager, draft).agreement.status


def scan(manager: Actor, draft: str, partners: list[str], content: bytes = PAGE) -> None:
    sign.bring_scan(manager, draft, partners, "page.pdf", content, clock.today())


# -- from the first turn to the last ----------------------------------------------------------------------------


def test_turns_come_one_after_the_other_and_the_last_signature_fixes_the_text(manager: Actor, draft: str) -> None:
    open_round(manager, draft, [FIRST, SECOND])
    with pytest.raises(Invalid, match="signing_not_their_turn"):
        sign.ask(manager, draft, SECOND[0], days=7, key="early")
    with pytest.raises(Invalid, match="signing_not_their_turn"):
        scan(manager, draft, [FIRST[0], SECOND[0]])
    for partner in FIRST:
        signs(asked(manager, draft, partner), draft, partner)
    assert state(manager, draft) == "signing"
    assert signing.signed(manager, draft) is None
    for partner in SECOND:
        signs(asked(manager, draft, partner), draft, partner)
    assert state(manager, draft) == "signed"
    found = signing.signed(manager, draft)
    assert found is not None
    assert found.text == example().model_copy(update={"status": "signed"})
    assert found.text_sha256 == hashlib.sha256(signing.stored(manager, draft, found.text_sha256).content).hexdigest()
    assert {seat.way for seat in signing.rounds(manager, draft)[0].seats} == {"typed"}


def test_a_scan_stands_for_several_partners_and_may_be_taken_back_before_the_next_turn(
    manager: Actor, draft: str
) -> None:
    open_round(manager, draft, [FIRST, SECOND])
    scan(manager, draft, FIRST)
    scan(manager, draft, FIRST)  # the second click
    sign.undo_scan(manager, draft, FIRST[0])
    seat = signing.rounds(manager, draft)[0].seat(FIRST[0])
    assert seat is not None
    assert (seat.state, seat.scan) == ("waiting", "")
    scan(manager, draft, FIRST[:1], PAGE + b"2")
    scan(manager, draft, SECOND[:1])
    with pytest.raises(Invalid, match="signing_later_signed"):
        sign.undo_scan(manager, draft, FIRST[0])
    with pytest.raises(Invalid, match="signing_done"):
        scan(manager, draft, FIRST, PAGE + b"3")
    scan(manager, draft, SECOND[1:])
    assert state(manager, draft) == "signed"


@pytest.mark.parametrize("content", [b"", b"MZ no page", b"{}", b"PK\x03\x04"])
def test_only_pages_count_as_scans(manager: Actor, draft: str, content: bytes) -> None:
    open_round(manager, draft)
    with pytest.raises(Invalid):
        scan(manager, draft, EVERYBODY, content)
    with pytest.raises(Invalid, match="signing_day_ahead"):
        sign.bring_scan(manager, draft, EVERYBODY, "a.pdf", PAGE, clock.today() + timedelta(days=1))
    assert not any(seat.state == "signed" for seat in signing.rounds(manager, draft)[0].seats)


def test_declining_stops_everybody_until_asked_again(manager: Actor, draft: str) -> None:
    open_round(manager, draft)
    arben, sanja = asked(manager, draft, "p_csw"), asked(manager, draft, "p_town")
    with pytest.raises(Invalid, match="signing_without_reason"):
        sign.decline(arben, draft, "p_csw", " \x00 ")
    with pytest.raises(Invalid, match="answer_too_long"):  # nothing is cut off without a word
        sign.decline(arben, draft, "p_csw", "x" * (sign.MAX_REASON + 1))
    sign.decline(arben, draft, "p_csw", "The money is not ours to promise.")
    sign.decline(arben, draft, "p_csw", "again")  # the second click
    [declined] = signing.rounds(manager, draft)[0].declined
    assert declined.reason == "The money is not ours to promise."
    with pytest.raises(Invalid, match="signing_stands_still"):
        signs(sanja, draft, "p_town")
    arben = asked(manager, draft, "p_csw", key="again")
    signs(arben, draft, "p_csw")
    signs(sanja, draft, "p_town")
    assert sum(seat.state == "signed" for seat in signing.rounds(manager, draft)[0].seats) == 2


def test_a_withdrawn_text_can_be_changed_and_is_signed_anew(manager: Actor, draft: str) -> None:
    open_round(manager, draft)
    arben = asked(manager, draft, "p_csw")
    signs(arben, draft, "p_csw")
    with pytest.raises(Invalid, match="signing_without_reason"):
        sign.withdraw(manager, draft, "")
    sign.withdraw(manager, draft, "Budget corrected.")
    assert state(manager, draft) == "draft"
    assert signing.rounds(arben, draft)[0].reason == "Budget corrected."
    with pytest.raises(Invalid, match="signing_closed"):
        sign.decline(arben, draft, "p_csw", "late")
    reword(manager, draft, "legal/place", "Kalina", "r")
    open_round(manager, draft, name="Second try")
    newer, older = signing.rounds(manager, draft)
    assert newer.text_sha256 != older.text_sha256
    assert {seat.state for seat in newer.seats} == {"waiting"}
    with pytest.raises(Forbidden, match="signing_not_asked"):  # the link was for the text before
        signs(arben, draft, "p_csw")


# -- who may do what --------------------------------------------------------------------------------------------


def test_a_name_counts_with_other_capitals_spaces_and_accents_only() -> None:
    assert same_name("  petar  ZORIC ", "Petar Zorić")
    assert same_name("Djordje", "Djordje")
    assert same_name("Đorđe Šćepanović", "Dorde Scepanovic")
    for typed in ("", "Petar", "Petar Zorić Jr", "Petar Zorič".replace("č", "k"), "x" * 100_000, *HOSTILE):
        assert not same_name(typed, "Petar Zorić")
    assert not same_name("", " . ")


def test_only_the_holder_of_the_personal_link_signs(manager: Actor, draft: str) -> None:
    open_round(manager, draft)
    voice = guest(link(manager, draft, "p_csw"), "Denis")  # takes positions for the same partner
    arben, sanja = asked(manager, draft, "p_csw"), asked(manager, draft, "p_town")
    for who, partner in ((manager, "p_csw"), (voice, "p_csw"), (sanja, "p_csw"), (arben, "p_town")):
        with pytest.raises(Forbidden, match="signing_not_asked"):
            signs(who, draft, partner)
        with pytest.raises(Forbidden, match="signing_not_asked"):
            sign.decline(who, draft, partner, "no")
    assert (signing.asked(arben, draft), signing.asked(voice, draft)) == (["p_csw"], [])
    with pytest.raises(Invalid, match="signing_other_name"):
        signs(arben, draft, "p_csw", typed="Sanja Dimova")
    with pytest.raises(Conflicted, match="signing_text_moved"):
        signs(arben, draft, "p_csw", text_sha256="0" * 64)
    with pytest.raises(NotFound):
        signs(arben, draft, "p_csw' or 1=1", typed="x")
    signs(arben, draft, "p_csw", language="../../etc")
    signs(arben, draft, "p_csw")  # the second click
    seat = signing.rounds(manager, draft)[0].seat("p_csw")
    assert seat is not None
    assert (seat.state, seat.language, seat.by) == ("signed", "en", "Arben Luca")


@pytest.mark.parametrize("how", ["taken back", "expired", "replaced", "revoked as invitation"])
def test_a_link_that_ended_signs_nothing(manager: Actor, draft: str, how: str) -> None:
    open_round(manager, draft)
    arben = asked(manager, draft, "p_csw")
    later = timedelta(0)
    if how == "taken back":
        sign.take_back_link(manager, draft, "p_csw")
    elif how == "expired":
        later = timedelta(days=8)
    elif how == "replaced":
        sign.ask(manager, draft, "p_csw", days=7, key="another")
    else:
        invite.revoke(manager, draft, invite.invitations(manager, draft)[0].id)
    with time_machine.travel(clock.now() + later, tick=False), pytest.raises((Forbidden, NotFound)):
        signs(arben, draft, "p_csw")
    assert not any(seat.state == "signed" for seat in signing.rounds(manager, draft)[0].seats)


def test_a_link_of_another_agreement_opens_no_seat_here(manager: Actor, draft: str) -> None:
    other = service.import_json(manager, write_json(example()).encode(), key="other")
    open_round(manager, draft)
    open_round(manager, other)
    arben = asked(manager, other, "p_csw")
    with pytest.raises(NotFound):
        sign.confirm(arben, draft, "p_csw", typed=NAMES["p_csw"], text_sha256="x", language="en")
    found = signing.rounds(manager, draft)[0]
    for call in (
        lambda: signing.rounds(arben, draft),
        lambda: signing.asked(arben, draft),
        lambda: signing.signed(arben, draft),
        lambda: signing.stored(arben, draft, found.text_sha256),
        lambda: signing.export(arben, draft, found.id, "record", "pdf"),
    ):
        with pytest.raises(NotFound):
            call()
    with pytest.raises(NotFound):
        signing.export(arben, other, found.id, "record", "pdf")


def test_only_owners_open_ask_scan_and_withdraw(actor: People, manager: Actor, draft: str) -> None:
    editor, stranger = actor("manager", "Edita"), actor("manager", "Stran")
    with writing() as session:
        grant(session, editor.person_id, service.KIND, draft, Level.EDITOR)
    for who, refusal in ((editor, Forbidden), (stranger, NotFound)):
        with pytest.raises(refusal):
            open_round(who, draft)
    open_round(manager, draft)
    arben = asked(manager, draft, "p_csw")
    calls: list[Callable[[Actor], object]] = [
        lambda a: sign.ask(a, draft, "p_csw", days=7, key="k"),
        lambda a: sign.take_back_link(a, draft, "p_csw"),
        lambda a: scan(a, draft, ["p_csw"]),
        lambda a: sign.undo_scan(a, draft, "p_csw"),
        lambda a: sign.withdraw(a, draft, "why"),
    ]
    for call in calls:
        for who, refusal in ((editor, Forbidden), (arben, Forbidden), (stranger, NotFound)):
            with pytest.raises(refusal):
                call(who)
    assert state(manager, draft) == "signing"


def test_an_owner_who_is_a_signatory_comes_in_by_the_personal_link(manager: Actor, draft: str) -> None:
    open_round(manager, draft)
    secret = sign.ask(manager, draft, "p_pes", days=7, key="own")
    assert invite.offer(secret).signs
    invite.enter(manager, secret, "")
    signs(manager, draft, "p_pes")
    ordinary = link(manager, draft, "p_csw")
    assert not invite.offer(ordinary).signs
    with pytest.raises(Forbidden, match="agreement_invitation_own"):
        invite.enter(manager, ordinary, "")


# -- the text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["signing", "signed"])
def test_no_service_changes_a_text_that_is_signed_or_being_signed(manager: Actor, draft: str, how: str) -> None:
    voice = guest(link(manager, draft))
    earlier = service.load(manager, draft).revision
    reword(manager, draft, "legal/place", "Kalina", "r")
    if how == "signed":
        signed_by_all(manager, draft)
    else:
        open_round(manager, draft)
    loaded = service.load(manager, draft)
    assert not loaded.editable
    title = SetField(path="title", base=loaded.agreement.title, value="Another")
    calls: list[Callable[[], object]] = [
        lambda: service.save(manager, draft, [title], "k"),
        lambda: service.save(manager, draft, [SetField(path="status", base=how, value="draft")], "k2"),
        lambda: version.restore(manager, draft, earlier),
        lambda: comment.comment(voice, draft, "aims", "x", key="k"),
        lambda: propose.propose(voice, draft, [title], "why", key="k"),
        lambda: position.take(
            voice, draft, "p_csw", "aims", Stance.AGREE, revision=loaded.revision, reason="", counter="", key="k"
        ),
        lambda: open_round(manager, draft),
        lambda: service.delete(manager, draft),
    ]
    for call in calls:
        with pytest.raises(StudioError) as refused:
            call()
        assert refused.value.code in (f"agreement_{how}", "agreement_stays"), refused.value
    now = service.load(manager, draft)
    assert now.body == loaded.body


def test_signed_is_nothing_one_writes(manager: Actor, draft: str) -> None:
    for value in ("signed", "signing"):
        with pytest.raises(Invalid, match="status_by_signing"):
            service.save(manager, draft, [SetField(path="status", base="draft", value=value)], value)
    file = write_json(example().model_copy(update={"status": "signed"})).encode()
    brought = service.import_json(manager, file, key="brought")
    assert state(manager, brought) == "final"
    assert signing.signed(manager, brought) is None


@pytest.mark.parametrize(
    ("edits", "refusal"),
    [
        ({"title": ""}, "signing_not_ready"),
        ({"partners__p_csw__representative": " - "}, "signing_not_ready"),
        ({"sections__aims__blocks__t_aims__text__en": "In [year] all."}, "signing_not_ready"),
        ({"status": "template"}, "signing_template"),
    ],
)
def test_a_text_with_gaps_is_not_put_up(manager: Actor, edits: dict[str, Any], refusal: str) -> None:
    unready = service.import_json(manager, write_json(changed(**edits)).encode())
    with pytest.raises(Invalid, match=refusal):
        open_round(manager, unready)
    assert signing.rounds(manager, unready) == []


def test_a_round_binds_the_text_its_opener_read(manager: Actor, draft: str) -> None:
    seen = service.load(manager, draft).revision
    reword(manager, draft, "legal/place", "Kalina", "r")
    with pytest.raises(Conflicted, match="signing_text_moved"):
        sign.open_round(manager, draft, revision=seen, name="x", turns=[EVERYBODY], key="k")
    for turns in ([], [[]], [EVERYBODY, []], [EVERYBODY[1:]], [EVERYBODY, ["p_pes"]], [[*EVERYBODY, "p_nobody"]]):
        with pytest.raises(Invalid, match="signing_turns_incomplete"):
            sign.open_round(manager, draft, revision=seen + 1, name="x", turns=turns, key="k")
    options: dict[str, Any] = {"revision": seen + 1, "name": "Signed in May", "turns": [EVERYBODY], "key": "k"}
    made = sign.open_round(manager, draft, **options)
    assert sign.open_round(manager, draft, **options) == made  # the second click
    assert [named.name for named in version.history(manager, draft).named] == ["Signed in May"]
    assert signing.rounds(manager, draft)[0].version == "Signed in May"


def test_the_hash_is_of_the_text_and_not_of_its_state() -> None:
    text = text_of(example())
    assert text_of(example().model_copy(update={"status": "signing"})) == text
    assert text_of(changed(legal__place="Kalina")) != text
    assert turns_fit(example(), [FIRST, SECOND])


def test_a_stored_text_that_was_tampered_with_is_not_shown(manager: Actor, draft: str) -> None:
    open_round(manager, draft)
    found = signing.rounds(manager, draft)[0]
    with writing() as session:
        row = session.get(StoredFile, found.text_sha256)
        assert row is not None
        row.content = row.content.replace(b"Vrbena", b"Verona")
    with pytest.raises(NotFound, match="attachment_damaged"):
        signing.stored(manager, draft, found.text_sha256)


def test_files_are_those_of_the_round_alone(manager: Actor, draft: str) -> None:
    signed_by_all(manager, draft)
    found = signing.rounds(manager, draft)[0]
    for digest in (found.text_sha256, found.pages["en"], found.seats[0].scan):
        assert hashlib.sha256(signing.stored(manager, draft, digest).content).hexdigest() == digest
    with writing() as session:
        foreign = files.put(session, b"%PDF-1.7 of somebody else")
    with pytest.raises(NotFound):
        signing.stored(manager, draft, foreign)


def test_what_is_open_before_signing_is_named_with_its_partner() -> None:
    assert formalities(example()) == {}
    found = formalities(
        changed(
            legal__originals=None,
            partners__p_csw__authority=" ",
            partners__p_town__registration_number="",
            answers={"partners.p_town.registration_number": "not_applicable"},
        )
    )
    assert found == {"legal/originals": ["legal/originals"], "partners/authority": ["partners/p_csw/authority"]}


# -- two at once ------------------------------------------------------------------------------------------------


def test_the_last_two_sign_at_once_and_the_agreement_is_signed_once(manager: Actor, draft: str) -> None:
    open_round(manager, draft)
    people = [asked(manager, draft, partner) for partner in ("p_csw", "p_town")]
    scan(manager, draft, [partner for partner in EVERYBODY if partner not in ("p_csw", "p_town")])
    start = threading.Barrier(2)

    def one(pair: tuple[Actor, str]) -> None:
        start.wait()
        signs(pair[0], draft, pair[1])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, zip(people, ("p_csw", "p_town"), strict=True)))
    assert state(manager, draft) == "signed"
    assert all(seat.state == "signed" for seat in signing.rounds(manager, draft)[0].seats)


def test_an_edit_beside_the_opening_is_in_the_text_or_refused(manager: Actor, draft: str) -> None:
    start = threading.Barrier(2)

    def edit() -> bool:
        start.wait()
        try:
            service.save(manager, draft, [SetField(path="legal/place", base="Vrbena", value="Kalina")], "edit")
        except Invalid:
            return False
        return True

    def opening() -> bool:
        start.wait()
        try:
            open_round(manager, draft)
        except Conflicted:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        edited, opened = pool.submit(edit), pool.submit(opening)
        assert edited.result() or opened.result()
        if opened.result():
            text = service.load(manager, draft).agreement
            assert hashlib.sha256(text_of(text)).hexdigest() == signing.rounds(manager, draft)[0].text_sha256


# -- documents --------------------------------------------------------------------------------------------------


def test_the_record_says_which_text_who_how_and_when(manager: Actor, draft: str) -> None:
    open_round(manager, draft, [["p_csw"], [each for each in EVERYBODY if each != "p_csw"]], name="Of May")
    signs(asked(manager, draft, "p_csw"), draft, "p_csw")
    said = markdown.render(compose_record(signing.rounds(manager, draft)[0], "en"))
    assert "1 of 7 partners have signed" in said
    assert "Not signed" in said
    scan(manager, draft, [each for each in EVERYBODY if each != "p_csw"])
    found = signing.rounds(manager, draft)[0]
    document = compose_signed(found, "en")
    said = markdown.render(document)
    for wanted in (found.text_sha256, found.pages["en"], found.seats[-1].scan, "Of May", "Mirela", *NAMES.values()):
        assert wanted in said
    assert "Name typed through a personal link by Arben Luca" in said
    assert document.title == example().title


def test_signed_documents_exist_when_all_have_signed(manager: Actor, draft: str) -> None:
    round_id = open_round(manager, draft)

    def made(kind: str, format_: str = "pdf") -> ExportedFile:
        return signing.export(manager, draft, round_id, kind, format_)

    with pytest.raises(Invalid, match="signing_not_complete"):
        made("signed")
    assert made("record").content.startswith(b"%PDF-")
    scan(manager, draft, EVERYBODY)
    assert made("signed").content.startswith(b"%PDF-")
    assert made("signed", "docx").media_type == files.DOCX
    for kind, format_ in (("invented", "pdf"), ("signed", "exe")):
        with pytest.raises(NotFound, match="signing_unknown"):
            made(kind, format_)


def test_the_text_to_be_signed_carries_no_word_about_its_state() -> None:
    assert ("Status", "Final") in compose(changed(status="final"), "en").facts
    for status in ("signing", "signed"):
        document = compose(changed(status=status, legal__protocol_number=""), "en")
        assert "Status" not in dict(document.facts)
        assert document.footer == ""
