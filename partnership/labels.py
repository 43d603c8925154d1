"""Codes of the agreement in words: what documents, findings and pages call them."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from studio.languages import PSEUDO, SOURCE_LOCALE, Translator, translator


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
        "signed": t("Signed"),
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
        "other": t("Other document"),
    }


def annex_states(t: Translator) -> dict[str, str]:
    return {"attached": t("Attached"), "planned": t("Planned")}


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


def languages(codes: list[str], locale: str) -> dict[str, str]:
    """Names of languages in another language; a code without a name stays a code."""
    t = translator(locale)
    # Babel knows the first as a kind of Serbian, and the second under a name the region does not use
    own = {"cnr": t("Montenegrin"), "rom": t("Romani")}
    display = Locale.parse(SOURCE_LOCALE if locale == PSEUDO else locale)
    return {code: own.get(code) or _display_name(code, display) for code in codes}


def _display_name(code: str, display: Locale) -> str:
    try:
        return Locale.parse(code).get_display_name(display) or code
    except (UnknownLocaleError, ValueError):
        return str(display.languages.get(code, code))
