"""Codes of the agreement in words: what documents, findings and pages call them."""

from __future__ import annotations

from partnership.agreement import Agreement
from studio.languages import Translator, language_names


def partner_name(agreement: Agreement, partner_id: str, t: Translator) -> str:
    """Name of a partner on a page, its number where it has none yet; empty when there is no such partner."""
    for number, partner in enumerate(agreement.partners, 1):
        if partner.id == partner_id:
            return partner.label() or t("Partner {number} (without name)", number=number)
    return ""


def partner_names(agreement: Agreement, t: Translator) -> dict[str, str]:
    return {partner.id: partner_name(agreement, partner.id, t) for partner in agreement.partners}


def sections(t: Translator) -> dict[str, str]:
    """Titles of the twelve sections."""
    return {
        "introduction": t("General introduction"),
        "partners": t("Partners"),
        "aims": t("Aims and objectives"),
        "strategy": t("Strategy of the partnership"),
        "target_groups": t("Target groups"),
        "work_programme": t("Work programme of the partnership"),
        "budget": t("Partnership budget"),
        "structure": t("Structure and decision-making"),
        "impact": t("Expected impact"),
        "monitoring": t("Monitoring and evaluation"),
        "additional_documents": t("Additional documents"),
        "duration": t("Duration, validity and termination"),
    }


def contents(t: Translator) -> dict[str, str]:
    """The seventeen contents of an agreement."""
    return {
        "partners": t("the partners"),
        "geographical_scale": t("geographical scale"),
        "legal_and_policy_frame": t("legal and policy frame"),
        "problems_and_context": t("analysis of problems and context"),
        "rationale": t("rationale of working together"),
        "aims": t("aims and objectives"),
        "legal_status": t("legal status of the partnership"),
        "strategy": t("strategy for short, middle and long term"),
        "time_frame": t("time-frame"),
        "target_groups": t("target groups"),
        "work_programme": t("work programme with the ICM model"),
        "part_of_each_partner": t("role and contribution of each partner"),
        "overall_budget": t("overall budget"),
        "indicators": t("jointly defined indicators"),
        "rules_of_procedure": t("rules of procedure"),
        "monitoring_and_evaluation": t("monitoring and evaluation"),
        "additional_documents": t("additional documents"),
    }


def partner_kinds(t: Translator) -> dict[str, str]:
    return {
        "pes": t("Public employment service"),
        "csw": t("Centre for social work"),
        "municipality": t("Municipality"),
        "ngo": t("Civil society organisation"),
        "employer": t("Employer"),
        "chamber": t("Chamber"),
        "social_partner": t("Social partner"),
        "training_provider": t("Training provider"),
        "health": t("Health institution"),
        "other": t("Other institution"),
    }


def scales(t: Translator) -> dict[str, str]:
    return {
        "municipality": t("One municipality"),
        "municipalities": t("Several municipalities"),
        "region": t("Region"),
        "canton": t("Canton"),
        "country": t("Whole territory"),
    }


def statuses(t: Translator) -> dict[str, str]:
    return {
        "draft": t("Draft"),
        "circulated": t("Circulated"),
        "final": t("Final"),
        "signing": t("Being signed"),
        "signed": t("Signed"),
        "template": t("Template"),
    }


def roles(t: Translator) -> dict[str, str]:
    return {
        "R": t("Responsible"),
        "A": t("Accountable"),
        "AR": t("Accountable and responsible"),
        "C": t("Consulted"),
        "I": t("Informed"),
    }


def contribution_kinds(t: Translator) -> dict[str, str]:
    return {"cash": t("Money"), "in_kind": t("In kind"), "staff": t("Staff time")}


def purposes(t: Translator) -> dict[str, str]:
    return {
        "action": t("Action"),
        "coordination": t("Coordination"),
        "monitoring": t("Monitoring and evaluation"),
        "communication": t("Public relations"),
        "other": t("Other"),
    }


def body_kinds(t: Translator) -> dict[str, str]:
    return {
        "board": t("Decision-making board"),
        "coordination_board": t("Coordination board"),
        "working_group": t("Working group"),
        "forum": t("Open forum"),
    }


def voting_rules(t: Translator) -> dict[str, str]:
    return {
        "consensus": t("Consensus"),
        "unanimity": t("Unanimity"),
        "simple_majority": t("Simple majority"),
        "qualified_majority": t("Qualified majority"),
        "weighted": t("Weighted votes"),
    }


def majorities(t: Translator) -> dict[str, str]:
    return {"present": t("of those present"), "members": t("of all members")}


def indicator_levels(t: Translator) -> dict[str, str]:
    return {"output": t("Output"), "outcome": t("Outcome"), "impact": t("Impact")}


def frequencies(t: Translator) -> dict[str, str]:
    return {
        "monthly": t("Monthly"),
        "quarterly": t("Quarterly"),
        "half_yearly": t("Twice a year"),
        "yearly": t("Yearly"),
        "once": t("Once"),
    }


def annex_kinds(t: Translator) -> dict[str, str]:
    return {
        "principles": t("Partnership principles"),
        "code_of_cooperation": t("Code of cooperation"),
        "icm_standards": t("Standards of integrated case management"),
        "data_sharing": t("Sharing of client data"),
        "terms_of_reference": t("Terms of reference of a body"),
        "other": t("Other document"),
    }


def annex_states(t: Translator) -> dict[str, str]:
    return {"attached": t("Attached"), "planned": t("Planned")}


def deviations(t: Translator) -> dict[str, str]:
    """How far a passage has moved from its model text."""
    return {
        "unchanged": t("Model text, unchanged"),
        "completed": t("Model text, filled in"),
        "changed": t("Model text, changed"),
        "own": t("Own text"),
    }


def clarification_states(t: Translator) -> dict[str, str]:
    return {
        "open": t("Not begun"),
        "under_way": t("Under way"),
        "settled": t("Settled"),
        "not_needed": t("Not needed here"),
    }


def severities(t: Translator) -> dict[str, str]:
    return {"ERROR": t("Error"), "WARNING": t("Warning"), "HINT": t("Hint")}


def lists(t: Translator) -> dict[str, str]:
    """What the lists of an agreement hold."""
    return {
        "partners": t("partners"),
        "aims": t("aims"),
        "target_groups": t("target groups"),
        "actions": t("actions"),
    }


languages = language_names


def stances(t: Translator) -> dict[str, str]:
    """What a partner may say to a section."""
    return {
        "agree": t("Agree"),
        "reservation": t("Agree with reservation"),
        "stand_aside": t("Stand aside"),
        "abstain": t("Abstain"),
        "object": t("Object"),
    }


def standings(t: Translator) -> dict[str, str]:
    """Where a section stands among all partners."""
    return {
        "agreed": t("agreed"),
        "carried": t("carried, not everybody agrees"),
        "open": t("open"),
        "blocked": t("objection"),
    }


def ballots(t: Translator) -> dict[str, str]:
    return {"yes": t("Yes"), "no": t("No"), "abstain": t("Abstains")}


def outcomes(t: Translator) -> dict[str, str]:
    """What a vote comes to."""
    return {
        "carried": t("carried"),
        "rejected": t("not carried"),
        "no_quorum": t("no quorum"),
        "no_rule": t("cannot be counted"),
    }


def later_kinds(t: Translator) -> dict[str, str]:
    """Documents that come after a signed agreement."""
    return {
        "amendment": t("Amendment"),
        "accession": t("A partner joins"),
        "notice": t("A partner leaves"),
        "renewal": t("Annual work programme"),
    }


def action_states(t: Translator) -> dict[str, str]:
    return {
        "planned": t("Planned"),
        "under_way": t("Under way"),
        "late": t("Late"),
        "done": t("Done"),
        "stopped": t("Stopped"),
    }


def courses(t: Translator) -> dict[str, str]:
    """Where an indicator stands against baseline and target."""
    return {
        "unmeasured": t("no figure yet"),
        "no_target": t("no target agreed"),
        "reached": t("target reached"),
        "on_course": t("on course"),
        "behind": t("behind the plan"),
        "worse": t("worse than at the start"),
    }
