"""Every rule on a draft that fails it and on a near miss that must not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given

from partnership.agreement import SECTION_IDS, Agreement
from partnership.examples import example
from partnership.review import RULES, Severity, review
from partnership.wording import explain_finding
from studio.changes import find
from studio.content import texts
from studio.languages import PSEUDO, translator
from tests.partnership.drafts import body, changed, edited


class Case(NamedTuple):
    """`fails` makes the example fail the rule, `passes` comes close without failing."""

    code: str
    fails: dict[str, Any]
    passes: dict[str, Any]


def partners(count: int) -> list[dict[str, Any]]:
    return [{"id": f"q{n}", "name": f"Institution {n}"} for n in range(count)]


def without(name: str, item_id: str) -> list[dict[str, Any]]:
    return [item for item in body()[name] if item["id"] != item_id]


NOT_APPLICABLE = "not_applicable"
FEW = {f"partners__{p}": None for p in ("p_csw", "p_town", "p_steps", "p_chamber", "p_school", "p_health")}
NO_VOICE = {f"target_groups__{g}__voice": "" for g in ("g_long", "g_young", "g_care")} | {
    f"bodies__{b}__client_members": None for b in ("b_board", "b_cases", "b_forum")
}
GIVEN = "actions__c_assess__contributions__k1__"
BOARD = "bodies__b_board__"
MEMBERS = ["p_pes", "p_csw", "p_town", "p_chamber", "p_health"]
EVEN = dict.fromkeys(MEMBERS, 1)
WEIGHTED = {BOARD + "voting": "weighted", BOARD + "majority_of": "members", BOARD + "weights": EVEN}
ANNEX = body()["annexes"][0]["id"]
TEXT = "sections__aims__blocks__t_aims__text__en"

CASES = [
    Case("partners_too_few", FEW, {k: v for k, v in FEW.items() if "csw" not in k}),
    Case("partners_too_many", {"partners": partners(21)}, {"partners": partners(20)}),
    Case("partner_without_name", {"partners__p_pes__name": " "}, {"partners__p_pes__short_name": ""}),
    Case(
        "partner_twice",
        {"partners__p_csw__name": "employment service,  Vrbena branch"},
        {"partners__p_csw__name": "Employment Service, Kalina Branch"},
    ),
    Case(
        "registration_number_twice",
        {"partners__p_csw__registration_number": "4021 1873"},
        {"partners__p_csw__registration_number": "", "partners__p_pes__registration_number": ""},
    ),
    Case("primary_partner_missing", {"partners__p_csw__kind": "ngo"}, {"partners__p_town__kind": "csw"}),
    Case(
        "partner_without_signatory",
        {"partners__p_pes__representative_function": ""},
        {
            "partners__p_pes__representative": "",
            "answers": {"partners.p_pes.representative": NOT_APPLICABLE},
        },
    ),
    Case(
        "partner_without_registration",
        {"partners__p_steps__registration_number": "", "answers": {"partners.p_steps.registration_number": "unknown"}},
        {
            "partners__p_steps__registration_number": "",
            "answers": {"partners.p_steps.registration_number": NOT_APPLICABLE},
        },
    ),
    Case(
        "partner_without_role",
        {"actions__c_assess__roles__p_town": None, "actions__c_skills__roles__p_town": None},
        {"actions__c_skills__roles__p_town": None},
    ),
    Case(
        "partner_without_contribution",
        {"actions__c_place__contributions": []},
        {"actions__c_place__contributions__k19": None},
    ),
    Case(
        "only_public_bodies",
        {f"partners__{p}__kind": "municipality" for p in ("p_steps", "p_chamber", "p_school")},
        {f"partners__{p}__kind": "municipality" for p in ("p_steps", "p_chamber")},
    ),
    Case("target_group_without_profile", {"target_groups__g_care__profile": ""}, {"target_groups": []}),
    Case("target_group_without_size", {"target_groups__g_care__size": None}, {"target_groups__g_care__size": 0}),
    Case(
        "target_group_not_served",
        {f"actions__{c}__target_groups": ["g_long", "g_young"] for c in ("c_assess", "c_case", "c_skills")},
        {f"actions__{c}__target_groups": ["g_long", "g_young"] for c in ("c_assess", "c_case")},
    ),
    Case("outreach_missing", {"target_groups__g_care__outreach": ""}, {"target_groups__g_care__voice": ""}),
    Case("clients_not_heard", NO_VOICE | {"monitoring__client_voice": ""}, NO_VOICE),
    Case("aim_without_figure", {"aims__a_work__target": None}, {"aims__a_work__target": "0"}),
    Case("aim_without_measure", {"aims__a_work__measure": "\n"}, {"aims__a_work__unit": ""}),
    Case("aim_without_baseline", {"aims__a_work__baseline": None}, {"aims__a_work__baseline": 0}),
    Case("aim_changes_nothing", {"aims__a_work__target": "38.00"}, {"aims__a_work__target": "37.99"}),
    Case("aim_without_date", {"aims__a_work__due": None}, {"aims": []}),
    Case("aim_outside_term", {"aims__a_work__due": "2029-01-01"}, {"aims__a_work__due": "2028-12-31"}),
    Case(
        "aim_without_action",
        {"actions__c_assess__aims": ["a_needs"]},
        {"actions__c_assess__aims": ["a_needs"], "actions__c_place__aims": ["a_once"]},
    ),
    Case(
        "action_without_accountable",
        {"actions__c_place__roles__p_chamber": "R"},
        {"actions__c_place__roles__p_chamber": "A"},
    ),
    Case(
        "action_with_several_accountable",
        {"actions__c_place__roles__p_pes": "A"},
        {"actions__c_place__roles__p_pes": "A", "actions__c_place__roles__p_chamber": "R"},
    ),
    Case(
        "action_without_responsible",
        {"actions__c_place__roles__p_chamber": "A", "actions__c_place__roles__p_pes": "C"},
        {"actions__c_place__roles__p_chamber": "A"},
    ),
    Case(
        "partner_without_task",
        {"actions__c_assess__tasks__p_pes": ""},
        {"actions__c_assess__tasks__p_health": ""},
    ),
    Case("action_without_dates", {"actions__c_assess__end": None}, {"actions__c_assess__end": "2027-01-15"}),
    Case(
        "action_ends_before_start",
        {"actions__c_assess__end": "2027-01-14"},
        {"actions__c_assess__end": "2027-01-15"},
    ),
    Case(
        "action_outside_term",
        {"actions__c_assess__start": "2026-12-31"},
        {"actions__c_assess__start": "2027-01-01"},
    ),
    Case(
        "action_without_milestone",
        {"actions__c_skills__milestones": []},
        {"actions__c_skills__milestones": [], "answers": {"actions.c_skills.milestones": NOT_APPLICABLE}},
    ),
    Case(
        "milestone_outside_term",
        {"actions__c_skills__milestones__m_course__due": "2029-06-15"},
        {"actions__c_skills__milestones__m_course__due": "2027-01-01"},
    ),
    Case(
        "milestone_outside_action",
        {"actions__c_skills__milestones__m_course__due": "2027-02-28"},
        {"actions__c_skills__milestones__m_course__due": "2027-03-01"},
    ),
    Case("action_without_aim", {"actions__c_skills__aims": []}, {"actions__c_skills__aims": ["a_once"]}),
    Case(
        "action_without_money",
        {"actions__c_skills__contributions": []},
        {"actions__c_skills__contributions": [], "budget__lines__l3__action": "c_skills"},
    ),
    Case(
        "action_without_indicator",
        {"indicators__i_work__actions": ["c_case", "c_place"]},
        {"indicators__i_work__actions": ["c_skills", "c_place"]},
    ),
    Case("case_manager_missing", {"icm__case_manager_partners": []}, {"icm__case_manager_partners": ["p_csw"]}),
    Case("icm_definition_missing", {"icm__definition": ""}, {"icm__case_manager_profile": ""}),
    Case("caseload_missing", {"icm__caseload": None}, {"icm__case_managers": None}),
    Case("contact_rule_missing", {"icm__contact_weeks": None}, {"icm__contact_weeks": 52}),
    Case(
        "case_conference_missing",
        {"icm__conference_weeks": None, "icm__conference_rule": ""},
        {"icm__conference_weeks": None},
    ),
    Case("crisis_rule_missing", {"icm__crisis_rule": ""}, {"icm__plan_rule": ""}),
    Case("services_missing", {"services": []}, {"services": [body()["services"][0]]}),
    Case(
        "service_without_capacity",
        {"services__s_debt__weekly_capacity": None},
        {"services__s_debt__weekly_capacity": "0.25"},
    ),
    Case(
        "service_without_need",
        {"services__s_debt__domains": ["no_such_domain"]},
        {"services__s_debt__domains": ["no_such_domain", "debt"]},
    ),
    Case("budget_total_missing", {"budget__stated_total": None}, {"budget__stated_total": "0"}),
    Case("budget_does_not_add_up", {GIVEN + "amount": "7200.01"}, {GIVEN + "amount": "7200.00"}),
    Case(
        "currency_without_rate",
        {GIVEN + "currency": "ALL", "budget__rates": {"MKD": "0.016"}},
        {GIVEN + "currency": "ALL", "budget__rates": {"ALL": "0.01"}},
    ),
    Case(
        "cost_without_bearer",
        {"budget__lines__l3__source": " "},
        {"budget__lines__l3__source": "", "budget__lines__l3__amount": None},
    ),
    Case(
        "amount_without_year",
        {GIVEN + "year": None},
        {GIVEN + "year": None, "term__end": "2027-12-31"},
    ),
    Case("amount_outside_term", {GIVEN + "year": 2029}, {GIVEN + "year": 2028}),
    Case("year_without_budget", {"term__end": "2029-01-01"}, {"term__end": "2028-12-31"}),
    Case(
        "coordination_not_funded",
        {"budget__lines__l1__purpose": "other", "budget__lines__l2__purpose": "other"},
        {"budget__lines__l1__purpose": "other"},
    ),
    Case("no_deciding_body", {BOARD + "kind": "working_group"}, {BOARD + "kind": "board"}),
    Case("voting_rule_missing", {BOARD + "voting": ""}, {"bodies__b_cases__voting": ""}),
    Case("quorum_missing", {BOARD + "quorum": None}, {"bodies__b_forum__quorum": None}),
    Case("quorum_out_of_reach", {BOARD + "quorum": 7}, {BOARD + "quorum": 6}),
    Case(
        "majority_missing",
        {BOARD + "voting": "qualified_majority"},
        {BOARD + "voting": "qualified_majority", BOARD + "majority": 60},
    ),
    Case(
        "majority_without_use",
        {BOARD + "voting": "consensus", BOARD + "majority": 60},
        {BOARD + "voting": "qualified_majority", BOARD + "majority": 60},
    ),
    Case(
        "majority_not_qualified",
        {BOARD + "voting": "qualified_majority", BOARD + "majority": 50},
        {BOARD + "voting": "qualified_majority", BOARD + "majority": "50.01"},
    ),
    Case(
        "quorum_cannot_decide",
        {BOARD + "voting": "qualified_majority", BOARD + "majority": "66.7", BOARD + "majority_of": "members"},
        {BOARD + "voting": "qualified_majority", BOARD + "majority": "66.6", BOARD + "majority_of": "members"},
    ),
    Case(
        "quorum_cannot_decide",
        WEIGHTED | {BOARD + "majority": 61, BOARD + "quorum": 3},
        WEIGHTED | {BOARD + "majority": 60, BOARD + "quorum": 3},
    ),
    Case(
        "weights_missing",
        {BOARD + "voting": "weighted", BOARD + "majority": 60, BOARD + "weights": EVEN | {"p_csw": 0}},
        {BOARD + "voting": "weighted", BOARD + "majority": 60, BOARD + "weights": EVEN},
    ),
    Case(
        "one_partner_decides_alone",
        {BOARD + "voting": "weighted", BOARD + "majority": 60, BOARD + "weights": EVEN | {"p_csw": 7}},
        {BOARD + "voting": "weighted", BOARD + "majority": 60, BOARD + "weights": EVEN | {"p_csw": 6}},
    ),
    Case("chair_missing", {BOARD + "chair": ""}, {"bodies__b_forum__chair": ""}),
    Case("chair_not_member", {BOARD + "chair": "p_steps"}, {BOARD + "chair": "p_pes"}),
    Case(
        "meetings_missing",
        {"bodies__b_forum__meetings_per_year": 0},
        {
            "bodies__b_forum__meetings_per_year": None,
            "answers": {"bodies.b_forum.meetings_per_year": NOT_APPLICABLE},
        },
    ),
    Case(
        "body_without_members",
        {BOARD + "members": ["p_town"], BOARD + "client_members": 0},
        {BOARD + "members": ["p_town"], BOARD + "client_members": 1},
    ),
    Case(
        "funded_partner_decides",
        {BOARD + "members": [*MEMBERS, "p_steps"]},
        {BOARD + "members": [*MEMBERS, "p_steps"], "partners__p_steps__funded": False},
    ),
    Case(
        "partner_without_seat",
        {"bodies__b_cases__members": ["p_csw", "p_steps", "p_health"]},
        {"bodies__b_cases__members": ["p_csw", "p_school"]},
    ),
    Case(
        "nobody_coordinates",
        {"manager__partner": ""},
        {"manager__partner": "", "manager__neutral_body": "Regional development agency"},
    ),
    Case("manager_without_time", {"manager__weekly_hours": 0}, {"manager__weekly_hours": "0.5"}),
    Case("indicator_without_target", {"indicators__i_once__target": None}, {"indicators__i_once__target": 0}),
    Case("indicator_without_baseline", {"indicators__i_once__baseline": None}, {"indicators__i_once__baseline": 0}),
    Case("indicator_without_source", {"indicators__i_once__source": ""}, {"indicators__i_once__unit": ""}),
    Case("indicator_without_owner", {"indicators__i_once__owner": ""}, {"indicators__i_once__owner": "p_pes"}),
    Case(
        "indicator_without_frequency",
        {"indicators__i_once__frequency": ""},
        {"indicators__i_once__frequency": "once"},
    ),
    Case(
        "aim_without_indicator",
        {"indicators__i_once__aims": ["a_work"]},
        {"indicators__i_once__aims": ["a_work"], "indicators__i_trust__aims": ["a_needs", "a_once"]},
    ),
    Case(
        "only_output_indicators",
        {f"indicators__{i}__level": "output" for i in ("i_work", "i_need", "i_trust")},
        {f"indicators__{i}__level": "output" for i in ("i_work", "i_need")},
    ),
    Case("reports_missing", {"monitoring__reports": []}, {"monitoring__reports__r_quarter": None}),
    Case("report_without_owner", {"monitoring__reports__r_year__owner": ""}, {"monitoring__reports": []}),
    Case("evaluation_missing", {"monitoring__evaluation": ""}, {"monitoring__evaluator": ""}),
    Case(
        "evaluation_outside_term",
        {"monitoring__evaluation_due": "2029-01-01"},
        {"monitoring__evaluation_due": None},
    ),
    Case("lessons_lead_nowhere", {"monitoring__learning": ""}, {"monitoring__learning": "Yearly reflection"}),
    Case("results_not_shared", {"monitoring__publication": ""}, {"monitoring__publication": "Website"}),
    Case(
        "authority_open",
        {"partners__p_pes__authority": " "},
        {"partners__p_pes__authority": "", "answers": {"partners.p_pes.authority": NOT_APPLICABLE}},
    ),
    Case(
        "signatory_twice",
        {"partners__p_csw__representative": " mirela  KOSTAN "},
        {"partners__p_csw__representative": "", "partners__p_pes__representative": ""},
    ),
    Case("annex_not_attached", {f"annexes__{ANNEX}__state": "planned"}, {f"annexes__{ANNEX}__state": ""}),
    Case("originals_open", {"legal__originals": 0}, {"legal__originals": 7}),
    Case(
        "signing_place_open",
        {"legal__place": ""},
        {"legal__place": "", "answers": {"legal.place": NOT_APPLICABLE}},
    ),
    Case(
        "protocol_number_open",
        {"legal__protocol_number": " "},
        {"legal__protocol_number": "", "answers": {"legal.protocol_number": NOT_APPLICABLE}},
    ),
    Case("signed_after_start", {"legal__signed_on": "2027-01-02"}, {"legal__signed_on": "2027-01-01"}),
    Case("title_missing", {"title": "  "}, {"title": "<script>"}),
    Case("content_missing", {"legal__status": ""}, {"legal__protocol_number": ""}),
    Case("gap_left", {TEXT: "In [year] all."}, {TEXT: "See [our page](https://example.org) and [1]."}),
    Case(
        "section_without_prose",
        {TEXT: ""},
        {TEXT: "", "answers": {"sections.aims.blocks": NOT_APPLICABLE}},
    ),
    Case(
        "translation_missing",
        {"languages": ["en", "sq"]},
        {"languages": ["en"], "sections__aims__blocks__t_aims__text": {"en": "Aims", "sq": ""}},
    ),
    Case(
        "unknown_left",
        {"legal__disputes": "", "answers": {"legal.disputes": "unknown"}},
        {"answers": {"legal.disputes": "unknown"}},
    ),
    Case(
        "client_data_without_annex",
        {"annexes__x_data": None},
        {"annexes__x_data": None, "data_sharing__client_data_shared": False},
    ),
    Case(
        "client_data_without_basis",
        {"data_sharing__consent": ""},
        {"data_sharing__consent": "", "data_sharing__client_data_shared": False},
    ),
    Case(
        "client_data_without_limits",
        {"data_sharing__retention": ""},
        {"data_sharing__retention": "", "data_sharing__client_data_shared": None},
    ),
    Case(
        "client_data_undecided",
        {"data_sharing__client_data_shared": None},
        {"data_sharing__client_data_shared": False},
    ),
    Case("golden_rules_missing", {"annexes__x_rules": None}, {"annexes__x_rules__kind": "principles"}),
    Case(
        "icm_standards_missing", {"annexes__x_standards": None}, {"annexes": [], "answers": {"annexes": NOT_APPLICABLE}}
    ),
    Case("term_ends_before_start", {"term__end": "2026-12-31"}, {"term__end": "2027-01-01"}),
    Case("term_very_long", {"term__end": "2030-06-30"}, {"term__end": "2029-12-31"}),
    Case(
        "no_annual_programmes",
        {"term__annual_programmes": None},
        {"term__annual_programmes": None, "term__start": "2027-07-01", "term__end": "2028-06-30"},
    ),
    Case("no_rule_for_joining", {"term__joining": ""}, {"term__joining": "The board decides."}),
    Case("no_rule_for_leaving", {"term__leaving": ""}, {"term__notice_months": None}),
    Case("no_rule_for_changes", {"term__amendment": ""}, {"term__amendment": "In writing."}),
    Case(
        "no_rule_for_ending",
        {"term__termination": ""},
        {"term__termination": "", "answers": {"term.termination": NOT_APPLICABLE}},
    ),
    Case("disputes_open", {"legal__disputes": ""}, {"legal__disputes": "Court of Vrbena"}),
    Case("too_few_originals", {"legal__originals": 6}, {"legal__originals": 7}),
    Case("reference_lost", {"manager__partner": "p_gone"}, {"actions__c_place__roles__p_gone": None}),
]


def codes(agreement: Agreement) -> set[str]:
    return {finding.code for finding in review(agreement)}


def test_every_rule_has_a_case() -> None:
    assert {case.code for case in CASES} == set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_rule_finds_what_it_is_for_and_nothing_near(case: Case) -> None:
    assert case.code not in codes(changed())
    assert case.code in codes(changed(**case.fails))
    assert case.code not in codes(changed(**case.passes))


def test_a_careful_complete_agreement_raises_nothing() -> None:
    assert review(example()) == []


def test_an_empty_draft_is_far_from_complete() -> None:
    findings = review(Agreement())
    assert {"partners_too_few", "no_deciding_body", "nobody_coordinates"} <= {finding.code for finding in findings}
    assert sum(finding.code == "content_missing" for finding in findings) == 17


@given(edited())
def test_any_draft_can_be_reviewed_and_every_finding_explained(agreement: Agreement) -> None:
    for finding in review(agreement):
        for locale in ("en", PSEUDO):
            said = explain_finding(finding, translator(locale))
            assert all((said.message, said.why, said.remedy, said.source))
            assert len(said.message) < 700
        assert finding.section in SECTION_IDS


def test_a_finding_leads_to_its_field() -> None:
    """Paths of findings exist in the document, or their parent does where the finding is about something absent."""
    for case in CASES:
        agreement = changed(**case.fails)
        data = agreement.model_dump(mode="json")
        for finding in review(agreement):
            parent = finding.path.rpartition("/")[0]
            try:
                find(data, finding.path)
            except KeyError:
                find(data, parent)


def test_findings_come_by_section_and_the_serious_ones_first() -> None:
    findings = review(changed(title="", term__joining="", term__end="2026-01-01"))
    order = [(SECTION_IDS.index(finding.section), -finding.severity) for finding in findings]
    assert order == sorted(order)
    assert findings[0].severity is Severity.ERROR


def test_texts_and_rules_agree() -> None:
    words = texts(Path("partnership/content/findings").resolve(), "en")
    keys = set(words.keys())
    assert keys == {f"{code}.{part}" for code in RULES for part in ("message", "why", "remedy", "source")}
