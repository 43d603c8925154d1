"""The standard for case files, applied: to a file kept here by its entries, to a sample of paper files by verdicts.

Every criterion has a source; every judgement on a file kept here names the entries it rests on.
Sources: TAA practices 2012 (minimum standard for files, updated at least every 30 days); brief of 2011 (seven elements
of a note, dated actions for both sides); guidelines 5.4 to 5.6 (assessment, plan, consent); case managing activities.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from typing import Final

from toolkit.completeness import blank
from toolkit.forms import (
    NOTE_ELEMENTS,
    ActivityState,
    AgreementState,
    CaseFile,
    ConsentState,
    Protocol,
    ReferralState,
    ReviewedFile,
    Side,
    Verdict,
)
from toolkit.noted_dates import dates
from toolkit.sources import Source

LONGEST_SILENCE: Final = timedelta(days=30)
UPDATED: Final = "updated"
"""The criterion that is computed from dates, for paper files too."""

_ACTIONS = Source(document="brief", section="Systems for Tracking and Documenting Services and Outcomes")
_ELEMENTS = Source(document="brief", section="Additional resources, Tracking and Documentation")

CRITERIA: Final[dict[str, Source]] = {
    UPDATED: Source(document="taa", section="VII, Documenting Participant Progress"),
    "assessed": Source(document="guidelines", section="5.4, step 1"),
    "aims_dated": Source(document="brief", section="Career Planning"),
    "activities_owned": Source(document="guidelines", section="5.5, template"),
    "plan_agreed": Source(document="guidelines", section="5.5"),
    "consent_recorded": Source(document="guidelines", section="5.6, principle 1"),
    **{f"note_{element}": _ELEMENTS for element in NOTE_ELEMENTS},
    "both_sides": _ACTIONS,
    "decisions_owned": Source(document="brief", section="Cross-Organization and Cross-Program Partnerships"),
    "bring_forward_set": Source(document="activities", section="Confirm commitment"),
    "services_recorded": _ACTIONS,
    "closed_properly": Source(document="activities", section="12 week follow-up"),
}


@dataclass(frozen=True)
class Silence:
    """Two entries that follow each other, more than 30 days apart; `until` may be the day of the review."""

    since: Day
    until: Day

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@dataclass(frozen=True)
class Entry:
    """A line of a file that a judgement rests on: `path` in the form, its day if it has one, whether it is right."""

    path: str
    day: Day | None
    good: bool


@dataclass(frozen=True)
class Judgement:
    """A criterion held against one file; `entries` are what was looked at, `silences` for `updated` alone."""

    criterion: str
    verdict: Verdict
    entries: tuple[Entry, ...] = ()
    silences: tuple[Silence, ...] = ()


def silences(days: Iterable[Day], until: Day | None) -> tuple[Silence, ...]:
    """Stretches of more than 30 days without an entry, up to `until` where it is given."""
    line = sorted(set(days))
    if line and until is not None and until > line[-1]:
        line.append(until)
    return tuple(Silence(since, then) for since, then in itertools.pairwise(line) if then - since > LONGEST_SILENCE)


# --- files kept here ---------------------------------------------------------------------------------------------


def entry_days(file: CaseFile) -> list[Day]:
    """The days on which something was written into a file."""
    found = [
        form.date
        for forms in (file.needs_assessments, file.protocols, file.notes, file.conferences, file.referrals)
        for form in forms
    ]
    found += [update.date for protocol in file.protocols for update in protocol.updates]
    found += [item.decided_on for consent in file.consents for item in consent.items]
    found += [step.date for referral in file.referrals for step in referral.steps]
    found += [part.date for part in (file.closure,) if part is not None]
    return [day for day in found if day is not None]


def review(file: CaseFile, today: Day) -> tuple[Judgement, ...]:
    """Every criterion, in the order of `CRITERIA`."""
    days, until = entry_days(file), file.closure.date if file.closure else today
    lapses = silences(days, until)
    updated = Verdict.NOT_MET if not days or len(lapses) > 1 else Verdict.PARTLY if lapses else Verdict.MET
    found = [Judgement(UPDATED, updated, silences=lapses)]
    for criterion in CRITERIA:
        if criterion != UPDATED:
            found.append(_judged(criterion, tuple(_LOOK[criterion](file, today))))
    return tuple(found)


def _judged(criterion: str, entries: tuple[Entry, ...]) -> Judgement:
    """Met where every entry is as it should be, partly where some are; what never happened does not apply."""
    good = sum(entry.good for entry in entries)
    if not entries:
        needless = criterion in ("decisions_owned", "services_recorded", "closed_properly")
        return Judgement(criterion, Verdict.NOT_APPLICABLE if needless else Verdict.NOT_MET)
    verdict = Verdict.MET if good == len(entries) else Verdict.PARTLY if good else Verdict.NOT_MET
    return Judgement(criterion, verdict, entries)


def _last(file: CaseFile) -> Protocol | None:
    return file.protocols[-1] if file.protocols else None


def _assessed(file: CaseFile, _: Day) -> Iterator[Entry]:
    for form in file.needs_assessments:
        for need in form.needs:
            good = need.level is not None and need.client_level is not None
            yield Entry(f"needs_assessments/{form.id}/needs/{need.id}", form.date, good)


def _aims(file: CaseFile, _: Day) -> Iterator[Entry]:
    plan = _last(file)
    for aim in plan.aims if plan else ():
        good = not blank(aim, "measure") and aim.target_date is not None
        yield Entry(f"protocols/{plan.id if plan else ''}/aims/{aim.id}", aim.target_date, good)


def _activities(file: CaseFile, _: Day) -> Iterator[Entry]:
    plan = _last(file)
    for one in plan.activities if plan else ():
        timed = one.start is not None or one.end is not None or not blank(one, "time_line")
        good = timed and not blank(one, "responsible_partner")
        yield Entry(f"protocols/{plan.id if plan else ''}/activities/{one.id}", one.start, good)


def _agreed(file: CaseFile, _: Day) -> Iterator[Entry]:
    for plan in file.protocols:
        answer = plan.client_agreement
        yield Entry(
            f"protocols/{plan.id}", plan.date, answer.state is not AgreementState.OPEN and answer.date is not None
        )


def _consent(file: CaseFile, _: Day) -> Iterator[Entry]:
    for form in file.consents:
        for item in form.items:
            decided = item.state is not ConsentState.NOT_ASKED and item.decided_on is not None
            good = decided and form.confidentiality_explained
            yield Entry(f"consents/{form.id}/items/{item.id}", item.decided_on, good)


def _element(element: str) -> Callable[[CaseFile, Day], Iterator[Entry]]:
    def look(file: CaseFile, _: Day) -> Iterator[Entry]:
        for note in file.notes:
            yield Entry(f"notes/{note.id}/{element}", note.date, not blank(note, element))

    return look


def _both_sides(file: CaseFile, _: Day) -> Iterator[Entry]:
    for note in file.notes:
        sides = {action.side for action in note.actions if action.due is not None and not blank(action, "what")}
        yield Entry(f"notes/{note.id}/actions", note.date, {Side.CLIENT, Side.CASE_MANAGER} <= sides)


def _decisions(file: CaseFile, _: Day) -> Iterator[Entry]:
    for form in file.conferences:
        for decision in form.decisions:
            good = not blank(decision, "who") and decision.due is not None
            yield Entry(f"conferences/{form.id}/decisions/{decision.id}", form.date, good)


def _bring_forward(file: CaseFile, _: Day) -> Iterator[Entry]:
    for note in file.notes:
        yield Entry(f"notes/{note.id}/bring_forward", note.date, note.bring_forward is not None)


def _services(file: CaseFile, today: Day) -> Iterator[Entry]:
    for referral in file.referrals:
        waiting = referral.answer_due is not None and referral.answer_due >= today
        known = referral.state is not ReferralState.IN_PROGRESS
        yield Entry(f"referrals/{referral.id}", referral.date, known or waiting)
    plan = _last(file)
    for one in plan.activities if plan else ():
        if one.state is not ActivityState.PLANNED:
            yield Entry(f"protocols/{plan.id if plan else ''}/activities/{one.id}", one.start, not blank(one, "result"))


def _closed(file: CaseFile, today: Day) -> Iterator[Entry]:
    if file.closure is None:
        return
    good = file.closure.confirmed_with_client and not blank(file.closure, "summary")
    yield Entry("closure", file.closure.date, good)
    due = file.follow_up_due()
    if due is not None and (due <= today or file.follow_up is not None):
        yield Entry("follow_up", file.follow_up.date if file.follow_up else due, file.follow_up is not None)


_LOOK: dict[str, Callable[[CaseFile, Day], Iterator[Entry]]] = {
    "assessed": _assessed,
    "aims_dated": _aims,
    "activities_owned": _activities,
    "plan_agreed": _agreed,
    "consent_recorded": _consent,
    **{f"note_{element}": _element(element) for element in NOTE_ELEMENTS},
    "both_sides": _both_sides,
    "decisions_owned": _decisions,
    "bring_forward_set": _bring_forward,
    "services_recorded": _services,
    "closed_properly": _closed,
}


# --- a sample of paper files -----------------------------------------------------------------------------------------


def paper_silences(file: ReviewedFile, reviewed_on: Day | None) -> tuple[Silence, ...]:
    """More than 30 days without an entry, from opening to closing, or to the day of the review."""
    days = [*dates(file.entries).days, *(day for day in (file.opened_on, file.closed_on) if day is not None)]
    return silences(days, file.closed_on or reviewed_on)


def paper_updated(file: ReviewedFile, reviewed_on: Day | None) -> Verdict | None:
    """The computed criterion; nothing can be said where no entry has a date."""
    if not dates(file.entries).days:
        return None
    found = len(paper_silences(file, reviewed_on))
    return Verdict.MET if not found else Verdict.PARTLY if found == 1 else Verdict.NOT_MET


@dataclass(frozen=True)
class Tally:
    """How one criterion stands over a sample."""

    criterion: str
    counts: dict[Verdict, int]
    open: int
    """Files in which it is not judged yet."""

    @property
    def applicable(self) -> int:
        return sum(count for verdict, count in self.counts.items() if verdict is not Verdict.NOT_APPLICABLE)

    @property
    def share(self) -> float | None:
        """Share of files that meet it among those it applies to; none where it applies to no file."""
        return self.counts[Verdict.MET] / self.applicable if self.applicable else None


def tallies(files: Sequence[ReviewedFile], reviewed_on: Day | None) -> tuple[Tally, ...]:
    """Every criterion over the sample, in the order of `CRITERIA`."""
    found = []
    for criterion in CRITERIA:
        given = [
            paper_updated(file, reviewed_on) if criterion == UPDATED else getattr(file, criterion) for file in files
        ]
        counts = {verdict: given.count(verdict) for verdict in Verdict}
        found.append(Tally(criterion, counts, given.count(None)))
    return tuple(found)


def draw(total: int, count: int, seed: int) -> tuple[int, ...]:
    """Which files of a register of `total` to take out: `count` running numbers, the same for the same seed."""
    return tuple(sorted(random.Random(seed).sample(range(1, total + 1), min(count, total))))
