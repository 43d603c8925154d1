"""Where the reader explains what a finding rests on."""

from __future__ import annotations

import re

from toolkit.reader import topics_on

_SECTIONS = re.compile(r"Guidelines 2017, sections? ((?:[1-5](?:\.[1-9])?(?:, | and )?)+)")


def topic_for(source: str) -> str:
    """The topic on the first section of the guidelines that a finding's source (in English) names, or empty."""
    named = _SECTIONS.search(source)
    for section in re.findall(r"[1-5](?:\.[1-9])?", named.group(1)) if named else ():
        for topic in topics_on("guidelines", [section]):
            return topic
    return ""
