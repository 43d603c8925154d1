"""How a caseload was run, judged against the standards: criteria, checks, the people and lines each rests on.

Pure functions of log and cards. What was not known counts against nobody, except where asking was the task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from scenarios.caseload.agenda import known_track
from scenarios.caseload.cards import Card
from scenarios.caseload.deeds import Track
from scenarios.caseload.replay import Caseload
from scenarios.client import Frozen
from scenarios.criteria import Criterion as Meaning
from scenarios.scoring.check import Check, check, part, read_until
from studio.content import Texts, read_yaml_file, texts
from toolkit.forms import ClosureReason

CONTENT = Path(__file__).parents[1] / "content" / "caseload_criteria"
_POINTS = 4
_CHANGES = frozenset({"job_lost", "dropped", "refused"})
_QUALITY = {"good": 2, "fair": 1}
_GROUNDLESS = frozenset({ClosureReason.OTHER, ClosureReason.PLAN_COMPLETED, ClosureReason.AIMS_REACHED})


class Judged(Frozen):
    """One criterion with its checks; `share` is earned of possible points in thousandths, None where nothing arose."""

    id: str
    share: int | None
    checks: tuple[Check, ...]


class Practice(Frozen):
    share: int
    """Mean of the criteria in thousandths."""
    criteria: tuple[Judged, ...]


@lru_cache(maxsize=1)
def criteria() -> dict[str, Meaning]:
    """All criteria in the order of the debrief."""
    rows = read_yaml_file(CONTENT.with_name(f"{CONTENT.name}.yaml"))
    return {row["id"]: Meaning.model_validate(row) for row in rows}


def criterion_words(locale: str) -> Texts:
    """`<criterion>.title`, `<criterion>.why`, `checks.<code>.expected`, `checks.<code>.next`."""
    return texts(CONTENT, locale)


def judged(load: Caseload) -> Practice:
    """The practice of a caseload so far."""
    found = []
    for name in criteria():
        checks = tuple(read_until(one, load.sequence) for one in RULES[name](load) if one.of)
        possible = sum(one.of for one in checks)
        share = 1000 * sum(one.earned for one in checks) // possible if possible else None
        found.append(Judged(id=name, share=share, checks=checks))
    shares = [one.share for one in found if one.share is not None]
    return Practice(share=sum(shares) // len(shares) if shares else 0, criteria=tuple(found))


def _share(code: str, wanted: list[str], missing: list[str], lines: list[int] | None = None) -> Check:
    """Points for those who are not missing, naming those who are."""
    found = len(wanted) - len(missing)
    of = _POINTS if wanted else 0
    return check(
        code, part(of, found, len(wanted)), of, lines or (), subject=" ".join(missing), found=found, wanted=len(wanted)
    )


def _present(load: Caseload, until: int) -> list[Card]:
    """Cards that were open for at least so many weeks, once so many have passed."""
    if load.week < until:
        return []
    return [card for card in load.cards.values() if card.ended is None or card.ended.week >= until]


def assessment(load: Caseload) -> Iterator[Check]:
    cards = _present(load, load.rules.assess_weeks)
    late = [one.person for one in cards if one.assessed is None or one.assessed >= load.rules.assess_weeks]
    lines = [one.line for card in cards for one in card.contacts if one.rated]
    yield _share("assessed_in_time", [one.person for one in cards], late, lines)


def triage(load: Caseload) -> Iterator[Check]:
    cards = _present(load, load.rules.assess_weeks)
    late = [one.person for one in cards if not one.tracks or one.tracks[0].week > load.rules.assess_weeks]
    lines = [one.line for card in cards for one in card.tracks[:1]]
    yield _share("track_chosen", [one.person for one in cards], late, lines)
    tracked = [card for card in load.cards.values() if card.track is not None and card.ended is None]
    wrong = [card for card in tracked if card.track is not known_track(load, card)]
    lines = [card.tracks[-1].line for card in wrong or tracked]
    yield _share("track_fits", [card.person for card in tracked], [card.person for card in wrong], lines)


def plan(load: Caseload) -> Iterator[Check]:
    followed = [
        card
        for card in _present(load, load.rules.assess_weeks + 2)
        if card.track in (Track.INTENSIVE, Track.REGULAR) and not load.employed(card.person)
    ]
    without = [card.person for card in followed if card.agreed is None]
    lines = [one.line for card in followed for one in card.told if one.code == "agreed"]
    yield _share("plan_agreed", [card.person for card in followed], without, lines)
    wanted, missing, lines = [], [], list[int]()
    for card in load.cards.values():
        if card.assessed is None or load.week - card.assessed < load.rules.change_weeks:
            continue
        answerable = _answerable(load, card)
        if not answerable:
            continue
        wanted.append(card.person)
        tried = {one.subject for one in card.told if one.code.startswith("referred")}
        lines += [one.line for one in card.told if one.code.startswith("referred")]
        answered = {service.domains[0] for service in load.exercise.services if service.id in tried}
        if len(answerable & answered) * 2 < min(len(answerable), 4):
            missing.append(card.person)
    yield _share("need_answered", wanted, missing, lines)


def _answerable(load: Caseload, card: Card) -> set[str]:
    """Known needs for which there is a service here that takes this person."""
    formal, row = load.formal(), load.row(card.person)
    offered = {
        service.domains[0] for position, service in enumerate(load.exercise.services) if not formal[row, position]
    }
    return offered & set(card.needs())


def contact(load: Caseload) -> Iterator[Check]:
    wanted, broken, lines = [], [], []
    for card in _present(load, load.rules.contact_weeks["new"]):
        wanted.append(card.person)
        if _rule_broken(load, card):
            broken.append(card.person)
        lines += [one.line for one in card.contacts[:1]]
    yield _share("rule_kept", wanted, broken, lines)
    cards = _present(load, load.rules.forgotten_weeks)
    forgotten = []
    for card in cards:
        end = card.ended.week if card.ended else load.week
        stops = [0, *card.touched, end]
        if max(later - earlier for earlier, later in pairwise(stops)) >= load.rules.forgotten_weeks:
            forgotten.append(card.person)
    lines = [one.line for card in cards for one in card.contacts[-1:]]
    yield _share("nobody_forgotten", [card.person for card in cards], forgotten, lines)


def _rule_broken(load: Caseload, card: Card) -> bool:
    """Whether a silence outlasted the track that held then by more than a week; attempts count as contact."""
    end = card.ended.week if card.ended else load.week
    weeks = [0, *(one.week for one in card.contacts), end]
    for earlier, later in pairwise(weeks):
        track = next((one.track for one in reversed(card.tracks) if one.week <= max(later - 1, earlier)), None)
        if later - earlier > load.rules.contact_weeks[track or "new"] + 1:
            return True
    return False


def bring_forward(load: Caseload) -> Iterator[Check]:
    open_ = [card for card in _present(load, load.rules.assess_weeks) if card.ended is None]
    without = [card.person for card in open_ if not card.dates]
    yield _share("date_set", [card.person for card in open_], without, [one.line for c in open_ for one in c.dates[:1]])
    came, kept, good, lines, late = 0, 0, list[int](), list[int](), list[str]()
    for card in load.cards.values():
        for position, date in enumerate(card.dates):
            moved = position + 1 < len(card.dates) and card.dates[position + 1].set_in < date.week
            if date.week + 1 > load.week or moved:
                continue  # not yet come, or replaced in good time
            came += 1
            if date.done is not None and date.done <= date.week + 1:
                kept += 1
                good.append(date.line)
            else:
                late.append(card.person)
                lines.append(date.line)
    of = _POINTS if came else 0
    people = " ".join(dict.fromkeys(late))
    yield check("date_kept", part(of, kept, came), of, lines or good, subject=people, found=kept, wanted=came)


def crises(load: Caseload) -> Iterator[Check]:
    """Judged is what the desk knew; what nobody knew shows under attention."""
    wanted = in_time = 0
    late, lines = [], []
    quality = possible = 0
    poor, answers = list[str](), list[int]()
    for card in load.cards.values():
        authored = load.exercise.person(card.person).event_by_id
        for event in card.events.values():
            if event.state in ("answered", "late") or (event.state == "open" and card.ended is not None):
                wanted += 1
                in_time += event.state == "answered"
                lines += [event.line] if event.line else []
                if event.state != "answered":
                    late.append(card.person)
            if event.response:
                response = next(one for one in authored[event.id].responses if one.id == event.response)
                possible += 2
                answers.append(event.line)
                quality += _QUALITY.get(response.quality, 0)
                if response.quality not in _QUALITY:
                    poor.append(card.person)
    of = 2 * _POINTS if wanted else 0
    people = " ".join(dict.fromkeys(late))
    yield check("crisis_in_time", part(of, in_time, wanted), of, lines, subject=people, found=in_time, wanted=wanted)
    of = _POINTS if possible else 0
    yield check("answer_good", part(of, quality, possible), of, answers, subject=" ".join(dict.fromkeys(poor)))


def changes(load: Caseload) -> Iterator[Check]:
    seen = wanted = reviewed = turns = 0
    missed, unreviewed = list[str](), list[str]()
    talks, decisions = list[int](), list[int]()
    pause = load.rules.change_weeks
    for card in load.cards.values():
        for news in card.news:
            if news.code in _CHANGES and news.week + pause <= load.week and not _closed_before(card, news.week):
                wanted += 1
                spoken = [one.line for one in card.contacts if news.week <= one.week <= news.week + pause]
                talks += spoken[:1]
                seen += bool(spoken)
                missed += [] if spoken else [card.person]
        weeks = [news.week for news in card.news if news.code in ("job_found", "job_lost")]
        weeks += [event.answered for event in card.events.values() if event.answered is not None and event.crisis]
        for week in weeks:
            if week + pause <= load.week and not _closed_before(card, week):
                turns += 1
                anew = [one.line for one in card.tracks if week <= one.week <= week + pause]
                anew += [card.ended.line] if card.ended is not None and card.ended.week <= week + pause else []
                decisions += anew[:1]
                reviewed += bool(anew)
                unreviewed += [] if anew else [card.person]
    of = _POINTS if wanted else 0
    people = " ".join(dict.fromkeys(missed))
    yield check("change_seen", part(of, seen, wanted), of, talks, subject=people, found=seen, wanted=wanted)
    of = _POINTS if turns else 0
    people = " ".join(dict.fromkeys(unreviewed))
    yield check(
        "track_reviewed", part(of, reviewed, turns), of, decisions, subject=people, found=reviewed, wanted=turns
    )


def _closed_before(card: Card, week: int) -> bool:
    return card.ended is not None and card.ended.week <= week


def attention(load: Caseload) -> Iterator[Check]:
    """Minutes a week of those who write and those who do not, of those in need and those who manage."""
    if load.week < load.rules.assess_weeks:
        return
    rates = {name: card.minutes / max(1, _open_weeks(load, card)) for name, card in load.cards.items()}
    quiet = [name for name, card in load.cards.items() if not card.messages]
    loud = [name for name in load.cards if name not in quiet]
    if quiet and loud:
        ratio = _ratio(rates, quiet, loud)
        starved = [name for name in quiet if rates[name] * 3 < _mean(rates, loud)]
        points, people, ratio = part(_POINTS, ratio, 67), " ".join(starved), min(ratio, 999)
        yield check("quiet_seen", points, _POINTS, _contacts(load, quiet), subject=people, found=ratio, wanted=67)
    needy = [name for name, card in load.cards.items() if len(card.needs()) >= 3]
    others = [name for name in load.cards if name not in needy]
    if needy and others:
        ratio = _ratio(rates, needy, others)
        points, lines = part(_POINTS, ratio, 120), _contacts(load, needy)
        yield check("need_first", points, _POINTS, lines, found=min(ratio, 999), wanted=120)
    kept = load.week - _wasted(load)
    yield check("hours_used", part(_POINTS, kept, load.week), _POINTS, load.week_lines, found=kept, wanted=load.week)


def _contacts(load: Caseload, people: list[str]) -> list[int]:
    """The line of each one's last contact."""
    return [one.line for name in people for one in load.cards[name].contacts[-1:]]


def _open_weeks(load: Caseload, card: Card) -> int:
    return card.ended.week + 1 if card.ended else load.week


def _mean(rates: dict[str, float], names: list[str]) -> float:
    return sum(rates[name] for name in names) / len(names)


def _ratio(rates: dict[str, float], some: list[str], others: list[str]) -> int:
    """Mean of some in per cent of the mean of others."""
    below = _mean(rates, others)
    return int(100 * _mean(rates, some) / below) if below else (999 if _mean(rates, some) else 0)


def _wasted(load: Caseload) -> int:
    """Weeks in which an hour was left over while somebody waited beyond the rule of the track."""
    count = 0
    for week, left in enumerate(load.left_over):
        if left >= 60 and any(_waits(load, card, week) for card in load.cards.values()):
            count += 1
    return count


def _waits(load: Caseload, card: Card, week: int) -> bool:
    if card.ended is not None and card.ended.week <= week:
        return False
    last = max((one.week for one in card.contacts if one.week <= week), default=0)
    track = next((one.track for one in reversed(card.tracks) if one.week <= week), None)
    return week - last > load.rules.contact_weeks[track or "new"]


def closure(load: Caseload) -> Iterator[Check]:
    ended = {name: card.ended for name, card in load.cards.items() if card.ended is not None}
    groundless = [name for name, end in ended.items() if end.reason in _GROUNDLESS and not _reached(load, name)]
    groundless += [
        name for name, end in ended.items() if end.reason is ClosureReason.WORK_FOUND_EARLIER and not end.employed
    ]
    lines = [end.line for end in ended.values()]
    yield _share("closed_with_ground", list(ended), groundless, lines)
    trouble = [name for name in ended if _in_trouble(load, load.cards[name])]
    yield _share("not_closed_in_trouble", list(ended), trouble, lines)
    due = [
        name
        for name, end in ended.items()
        if end.follow_up_due is not None and end.follow_up_due + load.rules.change_weeks <= load.week
    ]
    undone = [name for name in due if ended[name].followed_up is None]
    yield _share("followed_up", due, undone, [ended[name].line for name in due])


def _reached(load: Caseload, name: str) -> bool:
    """Whether something was completed or work was found, so that there is something to close on."""
    card = load.cards[name]
    end = card.ended
    if end is None or end.employed:
        return end is not None
    return any(news.code == "completed" and news.week <= end.week for news in card.news)


def _in_trouble(load: Caseload, card: Card) -> bool:
    end = card.ended
    if end is None or end.reason in (ClosureReason.MOVED_AWAY, ClosureReason.HANDED_OVER):
        return False
    return any(event.crisis for event in card.open_events) or (not end.employed and 0 in card.ratings.values())


RULES: dict[str, Callable[[Caseload], Iterator[Check]]] = {
    "assessment": assessment,
    "triage": triage,
    "plan": plan,
    "contact": contact,
    "bring_forward": bring_forward,
    "crises": crises,
    "changes": changes,
    "attention": attention,
    "closure": closure,
}
