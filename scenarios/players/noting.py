"""Case notes as a colleague writes them: from what was said and seen since the last one, never a pasted text."""

from __future__ import annotations

from scenarios.players.habits import Habits
from scenarios.players.play import Play
from scenarios.players.seen import Seen
from scenarios.run import Action, Note
from toolkit.forms import Side

LAST = 104


def written(seen: Seen, element: str, forward: int) -> str:
    """One element of a note (brief 2011: background, reason, observations, content, results, impressions, plan)."""
    since = seen.notes[-1] if seen.notes else 0
    heard = [one for one in seen.heard if one.week >= since] or list(seen.heard)
    new = [fact for fact in seen.facts if fact.week >= since and fact.source != "file"]
    news = [one for one in seen.news if one.week >= since]
    open_ = [name for name, one in seen.states.items() if one.state in ("referred", "waiting", "active")]
    name, week = seen.profile.name, seen.week
    topics = ", ".join(dict.fromkeys(one.topic.replace("_", " ") for one in heard[-8:])) or "how the weeks went"
    said = heard[-1].reply if heard else "nothing was said this time"
    plan = f"plan agreed in week {seen.agreed_week}" if seen.agreed_week is not None else "plan not agreed yet"
    match element:
        case "background":
            under_way = ", ".join(open_) or "nothing yet"
            return f"{name}, {seen.profile.age}, week {week} of the case, {plan}, under way: {under_way}."
        case "reason":
            why = "as agreed" if seen.notes else "first appointment"
            return f"Contact number {len(seen.notes) + 1} in week {week}, {why}."
        case "observations":
            return f"Seen and heard in week {week}: “{said[:160]}”"
        case "content":
            return f"We spoke about {topics} in week {week}."
        case "results":
            lines = [fact.text for fact in new[-3:]] or [f"{one.code} {one.subject}" for one in news[-3:]]
            return f"Result of week {week}: {'; '.join(lines)[:300] or 'contact kept, nothing new to record'}."
        case "impressions":
            low = ", ".join(domain.replace("_", " ") for domain, one in seen.ratings.items() if one.priority)
            return (
                f"My reading in week {week}, to be checked with {name}: what weighs most is {low or 'not clear yet'}."
            )
        case _:
            first = ", ".join(open_[:3]) or "the first steps"
            return f"Next: contact in week {forward}, look at {first} with {name.split()[0]}."


def note(play: Play, habits: Habits, every: int) -> None:
    """Write a note with the elements that are usual for this colleague; the file comes back after `every` weeks."""
    seen = play.seen
    if not play.affords("note") and seen.stage == "open":
        return
    forward = min(LAST, seen.week + every)
    elements = {element: play.wording(written(seen, element, forward)) for element in habits.elements}
    actions: tuple[Action, ...] = ()
    if "plan" in habits.elements and habits.forward:
        first = seen.profile.name.split()[0]
        running = [name for name, one in seen.states.items() if one.state in ("waiting", "active")]
        step = running[0] if running else "the next appointment"
        theirs = play.wording(f"{first} comes back with what {step} brought by week {forward}")
        mine = play.wording(f"Ask how {step} goes, and tell {first} by week {forward}")
        actions = (
            Action(side=Side.CLIENT, text=theirs, week=forward),
            Action(side=Side.CASE_MANAGER, text=mine, week=forward),
        )
    back = forward if habits.forward and forward > seen.week and seen.stage == "open" else None
    play.do(Note(elements=elements, actions=actions, bring_forward=back))
