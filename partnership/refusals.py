"""Refusals of invitations, positions, comments, proposals, votes and versions in words."""

from __future__ import annotations

from partnership import labels
from partnership.position_sheet import Problem
from studio.languages import Translator
from studio.messages import Wording


def explain_row(problem: Problem, t: Translator) -> str:
    """What is wrong with a row of a position sheet, where, and how it is mended."""
    words = t.list(list(labels.stances(t).values()))
    said = {
        "position_unknown": t("“{found}” is not a position. Write one of: {words}.", found=problem.found, words=words),
        "position_missing": t("There is a reason but no position. Write one of: {words}.", words=words),
        "position_twice": t("This section has a second position. Keep one of the two rows."),
        "objection_incomplete": t(
            "An objection needs two things: why you cannot accept the text, and what should stand instead."
        ),
    }
    return f"{problem.place}: {said[problem.code]}"


WORDS: dict[str, Wording] = {
    "agreement_invitation_days": lambda t, p: t("An invitation is valid for 1 to {maximum} days.", **p),
    "agreement_invitation_told": lambda t, p: t(
        "This link was made already and shown once. Make a new one if it got lost."
    ),
    "agreement_invitation_unknown": lambda t, p: t("There is no such invitation to this agreement."),
    "agreement_invitation_unusable": lambda t, p: t(
        "This invitation cannot be used: it has expired or was taken back, or the link is not complete. "
        "Ask the partnership manager for a new one."
    ),
    "agreement_invitation_own": lambda t, p: t(
        "You own this agreement, so you need no invitation. To see what partners see, open the link in a private "
        "window."
    ),
    "agreement_partner_unknown": lambda t, p: t("This partner is not in the agreement any more. Reload the page."),
    "voice_missing": lambda t, p: t(
        "Your invitation does not say that you decide for this partner. You can comment and propose changes; "
        "ask the partnership manager for an invitation that lets you take positions."
    ),
    "position_text_moved": lambda t, p: t(
        "The text of this section was changed while you were reading. Read it again below, then take your position."
    ),
    "objection_incomplete": lambda t, p: t(
        "An objection needs two things: why you cannot accept the text, and what should stand instead."
    ),
    "section_unknown": lambda t, p: t("This does not belong to a section of the agreement. Reload the page."),
    "agreement_text_too_long": lambda t, p: t("A text here has at most {maximum} characters. Please shorten it.", **p),
    "comment_empty": lambda t, p: t("Write something first."),
    "comment_unknown": lambda t, p: t("This comment is not there any more."),
    "comment_foreign": lambda t, p: t("Only its author or the people who edit the agreement settle a comment."),
    "proposal_unusable": lambda t, p: t(
        "This proposal does not fit the text. Change fields of one section, and reload the page if it is old."
    ),
    "proposal_changes_nothing": lambda t, p: t("The proposed text is the same as the present one. Change it first."),
    "proposal_unknown": lambda t, p: t("This proposal is not there any more."),
    "proposal_foreign": lambda t, p: t("Only its author takes a proposal back."),
    "proposal_decided": lambda t, p: t("This proposal was decided already."),
    "proposal_stale": lambda t, p: t(
        "The text has changed since this was proposed. Compare the two, then take the proposal over all the same or "
        "decline it."
    ),
    "decline_without_reason": lambda t, p: t("Say why the proposal is not taken over; its author will read it."),
    "version_name_taken": lambda t, p: t(
        "“{name}” is the name of revision {revision} already. Choose another one.", **p
    ),
    "question_missing": lambda t, p: t("Write the question that is put to the vote."),
    "body_unknown": lambda t, p: t("This body is not in the agreement any more. Reload the page."),
    "body_cannot_vote": lambda t, p: t(
        "This body has no members or no voting rule yet. Add them in section 8, Structure and decision-making."
    ),
    "vote_seat_unknown": lambda t, p: t("This seat is not among the members of the body."),
    "vote_unknown": lambda t, p: t("There is no such vote in this agreement."),
    "vote_closed": lambda t, p: t("This vote is closed. Its ballots stay as they are."),
    "sheet_unreadable": lambda t, p: t(
        "This file has no table of positions. Use the position sheet that was exported here, and keep its table."
    ),
    "sheet_without_code": lambda t, p: t(
        "The code of the sheet is missing. It stands above the table and begins with “agr_”; copy it back from the "
        "sheet you sent out."
    ),
    "sheet_other_agreement": lambda t, p: t(
        "This sheet belongs to another agreement. Open that one and upload it there."
    ),
    "sheet_has_problems": lambda t, p: t(
        "The sheet has places that cannot be read, so nothing was taken over. Mend them and upload it again."
    ),
    "sheet_empty": lambda t, p: t("No position is filled in on this sheet."),
    "signing_unknown": lambda t, p: t("There is no such round of signing in this agreement."),
    "seal_unavailable": lambda t, p: t(
        "This studio has no part that seals. Whoever runs it installs it with “uv sync --extra signing”."
    ),
    "seal_of_another_text": lambda t, p: t("This PDF is not the signed one, nor the signed one with seals of others."),
    "certificate_unusable": lambda t, p: t(
        "The certificate could not be used. Check the file (.p12 or .pfx) and its password."
    ),
    "signing_not_complete": lambda t, p: t("Not all partners have signed yet, so there is no signed document."),
    "signing_template": lambda t, p: t("A template is not signed. Start an agreement from it first."),
    "signing_text_moved": lambda t, p: t(
        "The text was changed while you were reading. Reload the page and read it again."
    ),
    "signing_not_ready": lambda t, p: t(
        "The text is not ready to be signed: mend the errors below, or accept them with a reason."
    ),
    "signing_turns_incomplete": lambda t, p: t(
        "Every partner signs exactly once, and no turn is empty. Give each partner a turn."
    ),
    "signing_closed": lambda t, p: t("No round of signing is open here. Reload the page."),
    "signing_seat_unknown": lambda t, p: t("This partner has no signature in this round. Reload the page."),
    "signing_not_their_turn": lambda t, p: t("Others sign first. This partner is asked when all of them have signed."),
    "signing_done": lambda t, p: t("This partner has signed already."),
    "signing_not_asked": lambda t, p: t(
        "Only who came in by the personal link of this signatory may answer, and the link must still work. "
        "Ask the partnership manager for a new one."
    ),
    "signing_stands_still": lambda t, p: t(
        "Another partner has declined, so nobody signs until the partnership manager has asked again or withdrawn "
        "the text."
    ),
    "signing_other_name": lambda t, p: t(
        "The name you typed is not the name of the signatory above. Type it as it stands there."
    ),
    "signing_day_ahead": lambda t, p: t("The day on the paper lies ahead. Choose the day it was signed on."),
    "signing_no_scan": lambda t, p: t("This signature was not brought as a scan, so it stays."),
    "signing_later_signed": lambda t, p: t(
        "Partners of a later turn have signed since. To begin anew, withdraw the round."
    ),
    "signing_without_reason": lambda t, p: t("Write why; the others will read it."),
    "sender_missing": lambda t, p: t("Write who sent the sheet and how it came, for example by e-mail on which day."),
}
