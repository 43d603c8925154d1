"""Home: what is mine and what waits for me."""

from studio.widgets.frame import begin, header

actor, t = begin()
header(t("Welcome"), t("Choose a room on the left."))
