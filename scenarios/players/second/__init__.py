"""Five colleagues of known quality, written from the sources alone by somebody who has not seen the rubric."""

from scenarios.players.second.careless import Beginner, Harmful, Hasty
from scenarios.players.second.expert import Expert
from scenarios.players.second.good import Good

COLLEAGUES = (Expert, Good, Beginner, Hasty, Harmful)

__all__ = ["COLLEAGUES", "Beginner", "Expert", "Good", "Harmful", "Hasty"]
