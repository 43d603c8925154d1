"""Why something could not be done in a practice run, in words: refusals of the engine and errors of the service."""

from __future__ import annotations

from studio.messages import Wording, register

WORDS: dict[str, Wording] = {
    "run_unknown": lambda t, p: t(
        "This practice run does not exist, or it is not yours. Look in the list of your runs."
    ),
    "scenario_unknown": lambda t, p: t("There is no scenario of this name. Choose one from the gallery."),
    "scenario_unusable": lambda t, p: t("This scenario cannot be used: {problem}", **p),
    "client_code_unusable": lambda t, p: t(
        "{typed} is not a client code. A code has three parts, like MK-3-20417: territory, difficulty, number.", **p
    ),
    "client_unknown": lambda t, p: t("Choose one of the territories, and a difficulty from 1 to 5."),
    "assumptions_unnamed": lambda t, p: t("Give the copy a name, so that you find it again."),
    "assumptions_too_many": lambda t, p: t("You have {limit} copies. Delete one that you no longer use.", **p),
    "assumptions_unknown": lambda t, p: t("This copy of the assumptions does not exist, or it is not yours."),
    "assumption_unusable": lambda t, p: t("This number cannot be moved there. It stays within its interval."),
    "run_too_long": lambda t, p: t("This run has reached its longest possible log. Finish it and begin another one."),
    "run_unusable": lambda t, p: t("This file is not a practice run: {problem}", **p),
    "snapshot_missing": lambda t, p: t(
        "The scenario that this run was played with is not in the file and not in this studio."
    ),
    "deed_unusable": lambda t, p: t("This cannot be done: {problem}", **p),
    "text_too_long": lambda t, p: t("A text holds at most {maximum} characters. Please shorten it.", **p),
    "text_missing": lambda t, p: t("A text of this step is missing. Please type it again."),
    "run_moved_on": lambda t, p: t("This run went on in another window. What you see now is its newest state."),
    "run_held": lambda t, p: t(
        "The trainer has closed this activity: nothing more can be decided. Your debrief is there to be read."
    ),
    "what_if_line": lambda t, p: t("This line cannot be changed. Choose a decision; weeks pass as they did."),
    "no_second_seat": lambda t, p: t("This case has one seat only. Choose another one for pairs."),
    "pair_full": lambda t, p: t("Somebody else has sat down here meanwhile."),
    "trainer_only": lambda t, p: t("Only the trainer can do this."),
    "not_for_trainer": lambda t, p: t("The trainer has no seat in this run and cannot decide here."),
    "seat_unknown": lambda t, p: t("This seat is not played in this run."),
    "run_finished": lambda t, p: t("This run is finished. Look at its debrief, or begin another one."),
    "case_closed": lambda t, p: t("The case is closed. What is left is the follow-up and the debrief."),
    "time_spent": lambda t, p: t(
        "This takes {needed} minutes, and {left} are left this week. Go on to the next week first.", **p
    ),
    "no_meeting": lambda t, p: t("You are not in a conversation. Begin one first: choose where you meet."),
    "answer_awaited": lambda t, p: t("The client is still answering."),
    "domain_unknown": lambda t, p: t("There is no such area of life."),
    "fact_not_known": lambda t, p: t("You can only pass on what you know yourself."),
    "fact_unknown": lambda t, p: t("There is no such fact in this scenario."),
    "nothing_to_answer": lambda t, p: t("Nobody waits for an answer."),
    "partner_unknown": lambda t, p: t("This institution does not take part in this scenario."),
    "own_partner": lambda t, p: t("This is your own institution; its file is in your notebook already."),
    "enquiry_waiting": lambda t, p: t("You have asked already and the answer is on its way."),
    "service_unknown": lambda t, p: t("There is no such service here."),
    "service_open": lambda t, p: t("The client is referred, waits for it or is in it already."),
    "service_not_open": lambda t, p: t("The client neither waits for it nor is in it."),
    "consent_missing": lambda t, p: t(
        "The client has not consented to an exchange with this partner. Ask for consent in a conversation."
    ),
    "client_objects": lambda t, p: t(
        "The client does not want this. Talk about it: propose the plan, find out what would make it acceptable."
    ),
    "client_objects_plan": lambda t, p: t.n(
        "The client does not agree to {count} activity. Change it, or find out what would make it acceptable.",
        "The client does not agree to {count} activities. Change them, or find out what would make them acceptable.",
        int(str(p["count"])),
    ),
    "event_unknown": lambda t, p: t("There is no such event in this scenario."),
    "event_happened": lambda t, p: t("This has happened already."),
    "event_not_open": lambda t, p: t("This is answered already, or it is too late."),
    "response_unknown": lambda t, p: t("This is no possible answer."),
    "note_empty": lambda t, p: t("The note is empty. Write at least one of its elements."),
    "week_past": lambda t, p: t("Choose a week that is still ahead."),
    "hope_not_known": lambda t, p: t("You do not know this hope of the client."),
    "too_many_aims": lambda t, p: t("A plan holds at most {maximum} aims.", **p),
    "too_many_activities": lambda t, p: t("A plan holds at most {maximum} activities.", **p),
    "aim_unknown": lambda t, p: t("This aim is not in the plan."),
    "activity_unknown": lambda t, p: t("This activity is not in the plan."),
    "plan_empty": lambda t, p: t("The plan has no activity yet."),
    "plan_not_proposed": lambda t, p: t("Go through the plan, as it stands now, with the client first."),
    "plan_agreed_already": lambda t, p: t("The plan is in force as it stands."),
    "last_week": lambda t, p: t("This is the last week of casework. Close the case now."),
    "not_closed": lambda t, p: t("Close the case first; the follow-up comes twelve weeks later."),
    "caseload_unknown": lambda t, p: t("This caseload does not exist, or it is not yours. Look in the list of yours."),
    "caseload_undrawable": lambda t, p: t(
        "Such a caseload cannot be drawn. Choose 8 to 40 clients, and the rest from the lists."
    ),
    "caseload_finished": lambda t, p: t("This caseload is finished. Look at its debrief, or begin another one."),
    "person_unknown": lambda t, p: t("There is no such client in this caseload."),
    "client_closed": lambda t, p: t("This case is closed. What may be left is the follow-up after twelve weeks."),
    "tried_this_week": lambda t, p: t(
        "You tried this way this week already. Choose another one, or try again next week."
    ),
    "not_assessed": lambda t, p: t("Hold an assessment meeting first."),
    "speak_first": lambda t, p: t("A plan is agreed in conversation. Get in touch with the client this week first."),
    "conference_this_week": lambda t, p: t("There was a case conference for this client this week already."),
    "nobody_involved": lambda t, p: t(
        "No partner is involved yet, so there is nobody to confer with. Refer the client first."
    ),
    "no_follow_up": lambda t, p: t("No follow-up is due for this client."),
    "too_early": lambda t, p: t("The follow-up is due in week {week}.", **p),
}
register(WORDS)
