"""What the review of case files says: criteria, verdicts, the entries they rest on, silences, sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day

from studio.languages import Translator
from toolkit.file_review import CRITERIA, UPDATED, Entry, Judgement, Silence, Tally, review
from toolkit.form_words import FormWords
from toolkit.forms import CaseFile, FormKind, Verdict
from toolkit.loader import cite

SHOWN_ENTRIES = 6
_FORMS = {
    "needs_assessments": FormKind.NEEDS_ASSESSMENT,
    "protocols": FormKind.PROTOCOL,
    "notes": FormKind.CASE_NOTE,
    "referrals": FormKind.REFERRAL,
    "consents": FormKind.CONSENT,
    "conferences": FormKind.CASE_CONFERENCE,
}


@dataclass(frozen=True)
class Row:
    """One criterion as people read it; `rests_on` names what was found, or what is missing and where."""

    criterion: str
    verdict: str
    rests_on: str
    source: str


class ReviewWords:
    def __init__(self, t: Translator) -> None:
        self.t, self.words = t, FormWords(t.locale)

    def criterion(self, name: str) -> str:
        return self.words.label(name, FormKind.FILE_REVIEW)

    def source(self, name: str) -> str:
        return cite(CRITERIA[name], self.t.locale)

    def silence(self, found: Silence) -> str:
        t = self.t
        return t(
            "{days} days without an entry, {since} to {until}",
            days=found.days,
            since=t.date(found.since),
            until=t.date(found.until),
        )

    def row(self, file: CaseFile, judgement: Judgement) -> Row:
        return Row(
            self.criterion(judgement.criterion),
            self.words.choice(judgement.verdict),
            self._rests_on(file, judgement),
            self.source(judgement.criterion),
        )

    def told(self, file: CaseFile, today: Day, plain: Callable[[str], str]) -> tuple[str, str]:
        """The review as two Markdown lists, what needs work and what is well; `plain` disarms what people typed."""
        work: list[str] = []
        well: list[str] = []
        for judgement in review(file, today):
            row = self.row(file, judgement)
            line = f"- **{row.criterion}**: {row.verdict}. {plain(row.rests_on)} *({row.source})*"
            (work if judgement.verdict in (Verdict.PARTLY, Verdict.NOT_MET) else well).append(line)
        return "\n".join(work), "\n".join(well)

    def _rests_on(self, file: CaseFile, judgement: Judgement) -> str:
        t = self.t
        if judgement.criterion == UPDATED:
            return "; ".join(map(self.silence, judgement.silences)) or (
                t("no longer silence") if judgement.verdict is Verdict.MET else t("no dated entry")
            )
        if not judgement.entries:
            return t("nothing of the kind in the file")
        missing = [entry for entry in judgement.entries if not entry.good]
        if not missing:
            return t.n("{count} entry, all right", "{count} entries, all right", len(judgement.entries))
        names = list(dict.fromkeys(self.entry(file, entry) for entry in missing))
        more = len(names) - SHOWN_ENTRIES
        shown = names[:SHOWN_ENTRIES] + ([t("{count} more", count=more)] if more > 0 else [])
        return t("missing in: {entries}", entries=t.list(shown))

    def entry(self, file: CaseFile, entry: Entry) -> str:
        """An entry by its form, its day and, where it has one, its own name."""
        place, *rest = entry.path.split("/")
        if place not in _FORMS:
            name = self.words.label(place)
        else:
            name = self._named(file, place, rest)
        return f"{name}, {self.t.date(entry.day)}" if entry.day else name

    def _named(self, file: CaseFile, place: str, rest: list[str]) -> str:
        form = next(each for each in getattr(file, place) if each.id == rest[0])
        if len(rest) < 3:
            return self.words.title(_FORMS[place])
        item = next(each for each in getattr(form, rest[1]) if each.id == rest[2])
        if rest[1] == "needs":
            return self.words.choice(item.domain)
        own = (
            getattr(item, "title", "")
            or getattr(item, "text", "")
            or getattr(item, "partner", "")
            or getattr(item, "what", "")
        )
        return f"“{own[:80]}”" if own.strip() else self.words.label(rest[1])

    def tally(self, tally: Tally) -> tuple[str, str, str, str, str, str]:
        """Criterion, met, partly, not met, not applicable or open, share."""
        counts = [str(tally.counts[verdict]) for verdict in (Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET)]
        rest = str(tally.counts[Verdict.NOT_APPLICABLE] + tally.open)
        share = "–" if tally.share is None else self.t.percent(tally.share)
        return (self.criterion(tally.criterion), *counts, rest, share)  # type: ignore[return-value]

    def tally_head(self) -> tuple[str, str, str, str, str, str]:
        t, choice = self.t, self.words.choice
        return (
            t("Standard for files"),
            choice(Verdict.MET),
            choice(Verdict.PARTLY),
            choice(Verdict.NOT_MET),
            t("Does not apply or open"),
            t("Met, of those it applies to"),
        )
