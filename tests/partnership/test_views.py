"""The pages of the room, run without a browser."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from partnership import service
from partnership.agreement import SECTION_IDS
from partnership.examples import example
from partnership.services import note, reuse
from partnership.templates import template_ids, template_of
from partnership.transfer import write_json
from studio import identity
from studio.changes import SetField, find
from studio.database import writing
from studio.identity import Actor
from studio.rights import Level, grant
from studio.settings import ROOT
from studio.widgets import filled
from studio.widgets.frame import plain
from tests.partnership.drafts import HOSTILE

Make = Callable[..., Actor]


def opened(actor: Actor, view: str, on_screen: AppTest | None = None, **query: str) -> AppTest:
    """A page in a new session, where `on_screen` comes back in it."""
    at = AppTest.from_file(ROOT / "home/shell.py", default_timeout=30)
    at.user = {"session": actor.session_id}
    if on_screen:
        at.session_state[filled.SENT] = filled.carried(one.proto.id for one in on_screen.button_group)
    at.run()
    at.switch_page(f"../partnership/views/{view}.py")
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    fine(at)
    return at


def fine(at: AppTest) -> None:
    assert [error.value for error in at.exception] == []


def turn(at: AppTest, section: str) -> None:
    """Choose a section on the map."""
    next(each for each in at.radio if each.label == "Section").set_value(section).run()


def texts(at: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown")
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))


def written(actor: Actor, draft: str, place: str, text: str) -> None:
    """What the writing component saves while somebody types."""
    turn = note.kept(actor, draft).get(place, note.Kept()).turn
    assert not note.save(actor, draft, turn, [SetField(path=place, base="", value=text)]).conflicts


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def full(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


@pytest.fixture
def new(manager: Actor) -> str:
    return service.create(manager, "multi-partner", "Valley")


def test_a_draft_is_started_from_the_list(manager: Actor) -> None:
    at = opened(manager, "list")
    assert "No agreement yet" in texts(at)
    at.text_input(key="agreement_title").set_value("Valley <b>2027</b>")
    at.button(key="agreement_start").click().run()
    fine(at)
    assert [line.title for line in service.listed(manager)] == ["Valley <b>2027</b>"]
    assert at.title[0].value == r"Valley \<b\>2027\</b\>"


def test_people_without_the_right_see_no_form(actor: Make) -> None:
    at = opened(actor("trainee", "Denis"), "list")
    assert len(at.button) == 0


@pytest.mark.parametrize("kind", ["new", "full"])
def test_every_section_opens(manager: Actor, kind: str, request: pytest.FixtureRequest) -> None:
    agreement_id = request.getfixturevalue(kind)
    at = opened(manager, "draft", id=agreement_id)
    at.toggle(key=f"{agreement_id}/look").set_value(True).run()
    for number, section in enumerate(SECTION_IDS, 1):
        turn(at, section)
        fine(at)
        assert at.header[0].value.startswith(f"{number} ")


@pytest.mark.parametrize(
    "item",
    [
        "partners/p_pes", "aims/a_work", "target_groups/g_long", "actions/c_case", "services/s_debt",
        "budget/lines/l1", "bodies/b_board", "indicators/i_work", "monitoring/reports/r_year", "annexes/x_data",
    ],
)  # fmt: skip
def test_a_link_opens_the_editor_of_an_item(manager: Actor, full: str, item: str) -> None:
    sections = {
        "partners": "partners", "aims": "aims", "target_groups": "target_groups", "actions": "work_programme",
        "services": "work_programme", "budget": "budget", "bodies": "structure", "indicators": "impact",
        "monitoring": "monitoring", "annexes": "additional_documents",
    }  # fmt: skip
    at = opened(manager, "draft", id=full, section=sections[item.split("/")[0]], item=item)
    assert at.button(key=f"{full}/{item}=close")


def test_a_field_is_saved_when_it_is_left(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="introduction")
    at.text_input(key=f"{full}/title").set_value("New title").run()
    fine(at)
    assert service.load(manager, full).agreement.title == "New title"
    assert at.title[0].value == "New title"


def test_partners_without_a_name_are_told_apart_by_their_number(manager: Actor, full: str) -> None:
    body = service.load(manager, full).agreement
    blank = [
        SetField(path=f"partners/{each.id}/{name}", base=getattr(each, name), value="")
        for each in body.partners[1:3]
        for name in ("name", "short_name")
    ]
    service.save(manager, full, blank, "blank")
    second, third = (f"Partner {number} (without name)" for number in (2, 3))
    at = opened(manager, "draft", id=full, section="work_programme", item="actions/c_case")
    asked = {box.label for box in at.selectbox}
    assert {f"Role of {plain(second)}", f"Role of {plain(third)}"} <= asked
    at = opened(manager, "invitations", id=full)
    assert at.selectbox(key=f"{full}/invite/partner").options[:3] == ["PES", second, third]


def test_an_item_is_added_filled_and_removed(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="partners")
    at.button(key=f"{full}/partners+").click().run()
    fine(at)
    [added] = {p.id for p in service.load(manager, full).agreement.partners} - {p.id for p in example().partners}
    at.text_input(key=f"{full}/partners/{added}/name").set_value("Workshop for All").run()
    at.selectbox(key=f"{full}/partners/{added}/kind").set_value("employer").run()
    partner = service.load(manager, full).agreement.partner(added)
    assert partner is not None
    assert (partner.name, partner.kind) == ("Workshop for All", "employer")
    at.button(key=f"{full}/partners/{added}-").click().run()
    fine(at)
    assert service.load(manager, full).agreement.partner(added) is None


def test_a_new_action_takes_roles_milestones_and_contributions(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="work_programme")
    at.button(key=f"{full}/actions+").click().run()
    [added] = {a.id for a in service.load(manager, full).agreement.actions} - {a.id for a in example().actions}
    path = f"{full}/actions/{added}"
    at.selectbox(key=f"{path}/roles/p_pes").set_value("AR").run()
    at.text_input(key=f"{path}/tasks/p_pes").set_value("Opens the door").run()
    at.button(key=f"{path}/milestones+").click().run()
    at.button(key=f"{path}/contributions+").click().run()
    fine(at)
    action = next(a for a in service.load(manager, full).agreement.actions if a.id == added)
    assert (action.roles, action.tasks) == ({"p_pes": "AR"}, {"p_pes": "Opens the door"})
    assert (len(action.milestones), len(action.contributions)) == (1, 1)


def test_roles_tasks_and_contributions_of_an_action(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="work_programme", item="actions/c_case")
    at.selectbox(key=f"{full}/actions/c_case/roles/p_town").set_value("C").run()
    at.text_input(key=f"{full}/actions/c_case/tasks/p_town").set_value("Lends the hall").run()
    at.button(key=f"{full}/actions/c_case/contributions/k7=row").click().run()
    at.text_input(key=f"{full}/actions/c_case/contributions/k7/amount").set_value("11.500,50").run()
    fine(at)
    action = next(a for a in service.load(manager, full).agreement.actions if a.id == "c_case")
    assert (action.roles["p_town"], action.tasks["p_town"]) == ("C", "Lends the hall")
    assert str(action.contributions[0].amount) == "11500.50"
    turn(at, "budget")
    assert "158,900.5 EUR" in texts(at)
    assert "The stated total is 158,400 EUR" in texts(at).replace("\\", "")


def test_a_wrong_value_is_refused_and_the_page_stays(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="partners", item="partners/p_pes")
    at.text_input(key=f"{full}/partners/p_pes/name").set_value("x" * 20_001).run()
    fine(at)
    assert at.toast
    partner = service.load(manager, full).agreement.partner("p_pes")
    assert partner is not None
    assert partner.name == "Employment Service, Vrbena Branch"


def test_somebody_elses_change_becomes_a_question_not_a_loss(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="introduction")
    service.save(manager, full, [SetField(path="title", base=example().title, value="Theirs")], "other")
    at.text_input(key=f"{full}/title").set_value("Mine").run()
    fine(at)
    assert service.load(manager, full).agreement.title == "Theirs"
    at.button[-2].click().run()  # the dialog's first button: take my version
    assert service.load(manager, full).agreement.title == "Mine"


def test_a_point_is_marked_not_applicable_and_back(manager: Actor, full: str) -> None:
    place = "bodies/b_forum/voting"
    at = opened(manager, "draft", id=full, section="structure")
    key = f"{full}/structure/answers/not_applicable"
    assert at.multiselect(key=key).value == [place]
    at.multiselect(key=key).set_value([]).run()
    fine(at)
    assert service.load(manager, full).agreement.answer(place) is None
    at.multiselect(key=key).set_value([place]).run()
    assert service.load(manager, full).agreement.answer(place) == "not_applicable"


def test_the_state_of_the_text_is_chosen(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="duration")
    at.selectbox(key=f"{full}/status").set_value("final").run()
    fine(at)
    assert service.load(manager, full).agreement.status == "final"


def test_passages_are_added_from_the_model_text_and_removed(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="introduction")
    at.button(key=f"{full}/introduction+introduction.frame=do").click().run()
    fine(at)
    [added] = [
        b
        for b in service.load(manager, full).agreement.section("introduction").blocks
        if b.clause == "introduction.frame"
    ]
    assert "[laws, by-laws and decisions]" in added.text["en"]
    at.button(key=f"{full}/sections/introduction/blocks/{added.id}-").click().run()
    assert len(service.load(manager, full).agreement.section("introduction").blocks) == 3


def test_next_section_and_back(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full)
    at.button(key=f"{full}/go/:material/arrow_forward:").click().run()
    assert at.header[0].value == "2 Partners"
    at.button(key=f"{full}/go/:material/arrow_back:").click().run()
    assert at.header[0].value == "1 General introduction"


def test_findings_name_reason_remedy_and_source(manager: Actor, new: str, full: str) -> None:
    said = texts(opened(manager, "findings", id=new)).replace("\\", "")
    assert "Nobody coordinates the partnership." in said
    assert "Source: Guidelines 2017" in said
    assert "Nothing found" in texts(opened(manager, "findings", id=full))


def test_a_finding_leads_to_its_field_and_back(manager: Actor, full: str) -> None:
    service.save(manager, full, [SetField(path="partners/p_pes/representative", base="Mirela Kostan", value="")], "k")
    at = opened(manager, "findings", id=full)
    [link] = [each.proto for each in at.get("page_link") if each.proto.label.startswith("Go to")]
    assert "Legal representative" in link.label
    query = {name: value[0] for name, value in parse_qs(link.query_string).items()}
    draft = opened(manager, "draft", **query)
    assert draft.text_input(key=f"{full}/partners/p_pes/representative")
    assert any(each.proto.label == "Back to the findings" for each in draft.get("page_link"))
    draft.query_params["section"], draft.query_params["item"] = "aims", "aims/a_work"
    draft.run()  # a link while another section is open
    assert draft.header[0].value.startswith("3 ")
    assert draft.button(key=f"{full}/aims/a_work=close")


def test_a_finding_is_accepted_with_a_reason_and_taken_back(manager: Actor, full: str) -> None:
    service.save(manager, full, [SetField(path="icm/crisis_rule", base=example().icm.crisis_rule, value="")], "k")
    at = opened(manager, "findings", id=full)
    next(each for each in at.button if each.label == "Accept with a reason").click().run()
    next(each for each in at.button if each.label == "Accept").click().run()
    assert at.error, "a reason is needed"
    [place] = [each.proto.id for each in at.get("bidi_component") if "accept/" in each.proto.id]
    written(manager, full, place.split("/notes/0/")[1].split("/writing")[0], "The hospital next door decides.")
    next(each for each in at.button if each.label == "Accept").click().run()
    fine(at)
    assert {one.text for one in note.kept(manager, full).values()} == {""}
    [given] = service.load(manager, full).agreement.accepted
    assert (given.because, given.by) == ("The hospital next door decides.", "Mirela")
    at = opened(manager, "findings", id=full)
    assert "Nothing found" in texts(at)
    at.toggle(key=f"{full}/findings/accepted").set_value(True).run()
    assert "The hospital next door decides" in texts(at)
    next(each for each in at.button if each.label == "Take the answer back").click().run()
    assert service.load(manager, full).agreement.accepted == []
    # the same answer once more, after second thoughts, is an answer again
    at = opened(manager, "findings", id=full)
    next(each for each in at.button if each.label == "Accept with a reason").click().run()
    written(manager, full, place.split("/notes/0/")[1].split("/writing")[0], "The hospital next door decides.")
    next(each for each in at.button if each.label == "Accept").click().run()
    fine(at)
    assert [each.because for each in service.load(manager, full).agreement.accepted] == [given.because]


def test_findings_are_narrowed_by_severity_and_section(manager: Actor, new: str) -> None:
    at = opened(manager, "findings", id=new)
    at.selectbox(key=f"{new}/findings/section").set_value("structure").run()
    assert [each.value for each in at.header] == ["8 Structure and decision-making"]
    at.button_group[0].set_value([]).run()
    assert "No finding fits" in texts(at)


def test_the_preview_shows_the_document_and_its_files(manager: Actor, full: str) -> None:
    at = opened(manager, "preview", id=full)
    page = "".join(str(element.proto.body) for element in at.get("html"))
    assert "Mirela Kostan" in page
    links = [element.proto.url for element in at.get("link_button")]
    assert [link.split("?")[0].rsplit(".")[-1] for link in links] == [
        "docx",
        "pdf",
        "html",
        "md",
        "json",
        "xlsx",
        "ics",
        "docx",
    ]


def test_hostile_names_break_no_page(manager: Actor, full: str) -> None:
    body = service.load(manager, full).body
    places = (
        "title", "partners/p_pes/short_name", "partners/p_csw/name", "aims/a_work/statement", "actions/c_case/title",
        "target_groups/g_long/name", "bodies/b_board/name", "indicators/i_work/name",
    )  # fmt: skip
    changes = [
        SetField(path=path, base=find(body, path), value=text) for path, text in zip(places, HOSTILE, strict=True)
    ]
    service.save(manager, full, changes, "k")
    for view in ("list", "findings", "preview", "word", "people"):
        opened(manager, view, id=full)
    at = opened(manager, "draft", id=full)
    for section in SECTION_IDS:
        turn(at, section)
        fine(at)


def test_a_reader_can_change_nothing(actor: Make, manager: Actor, full: str) -> None:
    reader = actor("trainee", "Denis")
    with writing() as session:
        grant(session, reader.person_id, "agreement", full, Level.READER)
    at = opened(reader, "draft", id=full, section="aims", item="aims/a_work")
    assert all(field.disabled for field in [*at.text_input, *at.multiselect, *at.date_input])
    at = opened(reader, "people", id=full)
    assert len(at.text_input) == 0


def test_access_is_given_and_taken_back(actor: Make, manager: Actor, full: str) -> None:
    identity.create_account(
        actor("owner", "Owner"), name="Goran", login="goran", password="three plain words", role=identity.Role.MANAGER
    )
    at = opened(manager, "people", id=full)
    at.text_input(key="agreement_share_login").set_value("goran")
    at.button(key="agreement_share_do").click().run()
    fine(at)
    assert "**Goran** may edit" in texts(at)
    [goran] = [p.person_id for p in service.people(manager, full) if p.name == "Goran"]
    at.button(key=f"{full}/unshare/{goran}").click().run()
    assert "Goran" not in texts(at)


def test_the_plan_at_a_glance_has_a_table_beside_each_drawing(manager: Actor, full: str, new: str) -> None:
    at = opened(manager, "overview", id=full)
    assert [each.value for each in at.header] == ["Time plan", "Who does what", "Budget", "Structure"]
    assert len(at.get("vega_lite_chart")) == 2
    assert len(at.get("graphviz_chart")) == 1
    page = "".join(str(element.proto.body) for element in at.get("html"))
    assert "Q1 2027" in page
    assert "A/R" in page
    assert "What each partner gives" in page
    assert "Nothing to draw yet" in texts(opened(manager, "overview", id=new))


def test_a_question_is_settled_on_the_board_and_goes_into_the_draft(manager: Actor, new: str) -> None:
    at = opened(manager, "preparation", id=new)
    path = f"{new}/clarifications/client_profile"
    at.button(key=f"{path}=row").click().run()
    fine(at)
    assert at.button(key=f"{path}/take").disabled
    at.selectbox(key=f"{path}/state").set_value("settled").run()
    outcome = SetField(path="clarifications/client_profile/outcome", base="", value="Two needs or more.")
    service.save(manager, new, [outcome], "o")
    at.run()
    at.button(key=f"{path}/take").click().run()
    fine(at)
    assert at.button(key=f"{path}/take").disabled
    assert any(
        "Two needs or more." in b.text["en"]
        for b in service.load(manager, new).agreement.section("target_groups").blocks
    )
    at = opened(manager, "draft", id=new, section="target_groups")
    assert "From the preparation" in texts(at)


def test_the_approach_is_chosen_and_its_consequence_told(manager: Actor, new: str) -> None:
    at = opened(manager, "preparation", id=new)
    at.selectbox(key=f"{new}/approach").set_value("formal").run()
    fine(at)
    assert service.load(manager, new).agreement.approach == "formal"
    assert "Draft all twelve sections" in at.info[0].value


def test_a_meeting_and_an_own_question_are_added(manager: Actor, full: str) -> None:
    at = opened(manager, "preparation", id=full)
    at.button(key=f"{full}/meetings+").click().run()
    at.button(key=f"{full}/clarifications+").click().run()
    fine(at)
    found = service.load(manager, full).agreement
    assert len(found.meetings) == len(example().meetings) + 1
    assert len(found.clarifications) == len(example().clarifications) + 1


def test_an_annex_is_begun_and_rules_are_ticked(manager: Actor, new: str) -> None:
    at = opened(manager, "draft", id=new, section="additional_documents", item="annexes/x_rules")
    path = f"{new}/annexes/x_rules"
    at.button(key=f"{path}/blocks+all=do").click().run()
    fine(at)
    for rule in ("limits", "balance"):
        at.checkbox(key=f"{path}/tick/code_of_cooperation.{rule}").check().run()
    at.button(key=f"{path}/blocks+roles=do").click().run()
    fine(at)
    [annex] = [each for each in service.load(manager, new).agreement.annexes if each.id == "x_rules"]
    assert [block.clause.split(".")[1] for block in annex.blocks] == ["purpose", "limits", "balance"]
    at.button(key=f"{path}/blocks/{annex.blocks[2].id}^=do").click().run()
    [annex] = [each for each in service.load(manager, new).agreement.annexes if each.id == "x_rules"]
    assert [block.clause.split(".")[1] for block in annex.blocks] == ["purpose", "balance", "limits"]


def test_an_annex_with_model_text_is_added_from_the_list(manager: Actor, new: str) -> None:
    at = opened(manager, "draft", id=new, section="additional_documents")
    at.button(key=f"{new}/annexes+principles=do").click().run()
    fine(at)
    annex = service.load(manager, new).agreement.annexes[-1]
    assert (annex.kind, len(annex.blocks)) == ("principles", 8)
    assert at.button(key=f"{new}/annexes/{annex.id}=close")


def test_what_differs_from_the_model_text_is_shown_on_demand(manager: Actor, full: str) -> None:
    at = opened(manager, "draft", id=full, section="introduction")
    assert "Model text, changed" in texts(at)
    at.toggle(key=f"{full}/sections/introduction/blocks/t_setting/differs").set_value(True).run()
    fine(at)
    shown = "".join(str(element.proto.body) for element in at.get("html"))
    assert "<ins>" in shown
    assert "<del>" in shown


def test_an_agreement_is_kept_as_a_template_and_started_from(manager: Actor, full: str) -> None:
    at = opened(manager, "preview", id=full)
    at.text_input(key=f"{full}//keep/name").set_value("My valley").run()
    at.button(key=f"{full}//keep/do").click().run()
    fine(at)
    [kept] = reuse.templates(manager)
    at = opened(manager, "templates")
    assert "My valley" in "".join(element.proto.label for element in at.get("page_link"))
    at.toggle(key=f"{kept.id}/offer").set_value(True).run()
    fine(at)
    assert reuse.templates(manager)[0].offered
    at = opened(manager, "list")
    at.radio(key="agreement_template").set_value(kept.id)
    at.text_input(key="agreement_title").set_value("Second valley")
    at.button(key="agreement_start").click().run()
    fine(at)
    assert "Second valley" in [line.title for line in service.listed(manager)]


@pytest.mark.parametrize("template", template_ids())
def test_every_template_is_started_from_the_list(manager: Actor, template: str) -> None:
    at = opened(manager, "list")
    at.radio(key="agreement_template").set_value(template)
    at.text_input(key="agreement_title").set_value("Valley")
    at.button(key="agreement_start").click().run()
    fine(at)
    [made] = service.listed(manager)
    assert template_of(service.load(manager, made.id).agreement, "en").id == template
