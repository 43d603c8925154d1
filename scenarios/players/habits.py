"""How thoroughly somebody works: what makes one colleague differ from another, as values."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.facts import Technique
from scenarios.run import Place

OPEN, CLOSED, PROBE = Technique.OPEN, Technique.CLOSED, Technique.PROBE
REFLECT, PARAPHRASE, AFFIRM, SUMMARISE = (
    Technique.REFLECT,
    Technique.PARAPHRASE,
    Technique.AFFIRM,
    Technique.SUMMARISE,
)

FIRST = ("everyday", "strengths", "hopes", "work_experience", "skills", "job_search")
"""What a first conversation is about: the day, what is strong, what is wished for, work."""
SECOND = ("care_duties", "social_network", "mobility", "digital_language", "income", "housing", "legal_documents")
"""What comes up when people know each other a little."""
DELICATE = ("physical_health", "debt", "discrimination")
PRIVATE = ("family_safety", "mental_health", "substance_use")
"""What is told last: health, money owed, home, substances."""


@dataclass(frozen=True)
class Habits:
    place: Place = Place.PRIVATE_ROOM
    explains: bool = True
    """Explains confidentiality and its limits, and rights, before anything else."""
    meetings: tuple[tuple[str, ...], ...] = (FIRST, SECOND, (*DELICATE, *PRIVATE))
    """Topics of each conversation before the plan."""
    asks: Technique = OPEN
    follows: tuple[Technique, ...] = (REFLECT, PROBE, PARAPHRASE)
    """What follows on something new, each once per topic and conversation."""
    comes_back: bool = True
    """Takes up in a later conversation what was not answered the first time."""
    urgent: bool = True
    """Does not let a crisis wait for the plan: one referral at once, in the conversation in which it is told."""
    affirms: bool = True
    summarises: bool = True
    enquiries: int = 6
    """Partners asked at most."""
    views: int = 6
    """Domains in which the client's own view is asked."""
    priorities: int = 6
    supports: int = 1
    """Most pressing domains that get a second answer of another kind, and a step that builds on the first."""
    measurable: bool = True
    aims: int = 6
    """Aims at most, wishes among them."""
    negotiates: int = 3
    """Rounds of talking about what the client does not agree to, before it is left out."""
    warm: int = 9
    """Referrals made in person."""
    contact_weeks: int = 2
    calls: bool = True
    """Whether every second contact is a call."""
    elements: tuple[str, ...] = ("background", "reason", "observations", "content", "results", "impressions", "plan")
    """Elements of a note that are written."""
    notes_every: int = 1
    """A note after every n-th contact."""
    forward: bool = True
    """Whether a note says when the file comes back."""
    conference: bool = True
    updates: bool = True
    """Changes the plan when something changed, and agrees the change."""
    reviews_every: int = 8
    """Weeks between reviews of needs and plan with the client; 0 never."""
    weeks: int = 26
    """Week from which the case is closed when nothing is under way."""
    latest: int = 40
    follow_up: bool = True
    new_case: bool = True
    """Offers a new case at the follow-up where there is no work."""
