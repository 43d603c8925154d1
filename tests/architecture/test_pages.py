"""Every page × role, every object × stranger, and every string through the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from babel import Locale
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from home import frame
from home.frame import ROOMS
from scenarios.caseload.package import builtin as caseload
from scenarios.caseload.package import library as caseload_library
from scenarios.loader import builtin, library
from scenarios.weeks.evidence import builtin as evidence
from studio import identity
from studio.database import writing
from studio.identity import Actor, Role
from studio.languages import PSEUDO, translator
from studio.settings import ROOT
from studio.widgets.frame import plain
from tests.architecture.objects import SECRET, Held, everything

SHELL = ROOT / "home" / "shell.py"
PAGES = [
    script
    for room in ROOMS
    for script in sorted((ROOT / room / "views").glob("*.py"))
    if "actor, t = begin(" in script.read_text(encoding="utf-8").replace("    actor, t = begin(", "")
]
OBJECT_PAGES = [script for script in PAGES if "requested(" in script.read_text(encoding="utf-8")]
Make = Callable[..., Actor]

# What each role may open, beside what everybody may.
ONLY = {
    "administration.py": {"owner"},
}


def name(script: Path) -> str:
    return f"{script.parent.parent.name}/{script.name}"


class Visitor:
    """Somebody with one browser tab who goes from page to page."""

    def __init__(self, actor: Actor | None) -> None:
        self.tab = AppTest.from_file(SHELL, default_timeout=60)
        self.tab.user = {"session": actor.session_id} if actor else {}
        self.tab.run()
        assert not self.tab.exception

    def opens(self, script: Path, **query: str) -> AppTest:
        """The page as shown; ValueError when it is not among this person's pages."""
        self.tab.switch_page(str(script))
        self.tab.query_params.clear()
        for key, value in query.items():
            self.tab.query_params[key] = value
        return self.tab.run()


SHOWN = {
    "label", "body", "help", "placeholder", "text", "title", "options", "caption", "content", "message", "header",
    "alt", "headline", "tooltip", "question",
}  # fmt: skip


SCRIPT = re.compile("<script>.*?</script>", re.DOTALL)
"""What a browser runs and nobody reads."""


def strings(page: AppTest, values: bool = False) -> Iterator[str]:
    """What a person could read on a page: labels, texts, options, tooltips; on request also what fields hold."""
    keys = SHOWN | {"value", "default"} if values else SHOWN

    def walk(node: Any, key: str = "") -> Iterator[str]:
        if isinstance(node, dict):
            for inner, value in node.items():
                yield from walk(value, inner)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value, key)
        elif isinstance(node, str) and key in keys and (read := SCRIPT.sub("", node)).strip():
            yield read

    def blocks(block: Any) -> Iterator[Any]:
        for child in getattr(block, "children", {}).values():
            yield child
            yield from blocks(child)

    for child in blocks(page._tree):
        proto = getattr(child, "proto", None)
        if proto is not None:
            yield from walk(MessageToDict(proto, preserving_proto_field_name=True))


def dead_ends(page: AppTest, actor: Actor) -> list[str]:
    """Links that lead to no page this person has."""
    there = {each._script_hash for each in frame.pages(actor, translator(actor.locale))}
    links = [link.proto for link in page.get("page_link")]
    return [link.label for link in links if not link.external and link.page_script_hash not in there]


def test_there_are_pages_in_every_room() -> None:
    assert {page.parent.parent.name for page in PAGES} == set(ROOMS)


@pytest.mark.parametrize("role", [str(role) for role in Role])
@pytest.mark.parametrize("script", PAGES, ids=name)
def test_every_page_opens_or_refuses_for_every_role(script: Path, role: str, actor: Make) -> None:
    someone = actor(role, "Somebody", context="wsh_nothing" if role == "participant" else "")
    try:
        page = Visitor(someone).opens(script)
    except ValueError:  # not among this person's pages
        assert role not in ("owner",)
        return
    assert not page.exception, page.exception[0].value
    assert not dead_ends(page, someone)
    allowed = ONLY.get(script.name)
    if allowed is not None:
        assert role in allowed or page.error


def test_without_a_session_there_is_a_way_to_sign_in_and_no_page(fresh_database: Path) -> None:
    tab = Visitor(None).tab
    assert [warning.value for warning in tab.warning] == ["You are signed out, or your session has ended."]
    assert [text for text in strings(tab) if "/sign-in" in text]
    assert not tab.title


@pytest.fixture
def held(actor: Make) -> list[Held]:
    return everything(actor("owner", "Holder"))


@pytest.mark.parametrize("role", ["owner", "manager", "participant"])
def test_no_object_shows_itself_to_a_stranger(held: list[Held], role: str, actor: Make) -> None:
    stranger = actor(role, "Stranger", context="wsh_other" if role == "participant" else "")
    visitor = Visitor(stranger)
    for thing in held:
        for script in OBJECT_PAGES:
            try:
                page = visitor.opens(script, id=thing.id)
            except ValueError:
                continue
            assert not page.exception, f"{name(script)} with {thing.kind}: {page.exception[0].value}"
            told = [text for text in strings(page, values=True) if thing.mark in text]
            assert not told, f"{name(script)} shows {thing.kind} to a stranger: {told[:2]}"


def test_the_holder_sees_every_object(held: list[Held]) -> None:
    visitor = Visitor(held[0].holder)
    for thing in held:
        for script in OBJECT_PAGES:
            page = visitor.opens(script, id=thing.id)
            assert not page.exception, f"{name(script)} with {thing.kind}: {page.exception[0].value}"
            assert not dead_ends(page, thing.holder)
            if any(thing.mark in text for text in strings(page, values=True)):
                break
        else:
            raise AssertionError(f"no page shows {thing.kind}")


# Names and notations that no catalogue translates: languages and time zones in their own lists, dates, codes,
# addresses, section titles of the sources, styles.
LANGUAGES = ("sr_Latn_ME", "sr_Latn", "sq", "bs", "hr", "de", "mk", "sr", "tr", "rom")
NAMES = re.compile(
    r"ICM Studio|\[Pseudo\]|Holder|English"
    "|"
    + "|".join(
        re.escape(Locale.parse(code).get_display_name("en") or code) if code != "rom" else "Romani"
        for code in LANGUAGES
    )
    + "|"
    + "|".join(re.escape(zone) for zone in sorted(available_timezones(), key=len, reverse=True))
)
NOTATIONS = re.compile(
    r"(?s:<style>.*?</style>)|<[^>]*>|:material/\w+:|\([/#][^)\s]*\)|https?://\S+|[\d.\\:]+/join|`[^`]*`"
    r"|\b(?:agr|run|wsp|asm|form|csl)_\w+|\d{1,2} [A-Z][a-z]+ \d{4}|\b[A-Z0-9]{4} [A-Z0-9]{4}\b|(?<=⟧), [^;)⟦]*"
    r"|\band\b"  # between the names of a list, by the locale's own rules
)


def outside(text: str, names: set[str]) -> bool:
    """Whether a string has words that came neither from the catalogue, nor from content, nor from a person."""
    for known in names:
        text = text.replace(known, " ")
    left, depth = "", 0
    for character in NOTATIONS.sub(" ", text):
        depth += (character == "⟦") - (character == "⟧")
        if depth == 0 and character != "⟧":
            left += character
    return bool(re.search(r"[^\W\d_]{3,}", NAMES.sub(" ", left)))


def test_every_string_comes_from_the_catalogue(held: list[Held]) -> None:
    holder = held[0].holder
    identity.set_locale(holder, PSEUDO)
    visitor = Visitor(holder)
    names = {SECRET, *(builtin(one).scenario.client.profile.name for one in library())}
    names.add("Coordination board")  # the name of a body in the agreement, in the agreement's language
    names |= {plain(source.cite) for source in evidence().sources.values()}  # titles stay as published
    for one in caseload_library():
        names |= {
            part
            for person in caseload(one).exercise.people
            for part in (person.profile.name, person.profile.municipality)
        }
    found: dict[str, set[str]] = {}
    for script in PAGES:
        for thing in held if script in OBJECT_PAGES else [None]:
            page = visitor.opens(script, **({"id": thing.id} if thing else {}))
            told = (text for text in strings(page) if "icm-document" not in text)  # in the language of the agreement
            escaped = {text for text in told if outside(text, names)}
            if escaped:
                found.setdefault(name(script), set()).update(escaped)
    assert not found, "\n".join(f"{page}: {text!r}" for page, texts in found.items() for text in sorted(texts)[:8])


def test_a_run_asks_once_who_is_there_and_the_next_run_asks_again(actor: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(actor("owner", "Once"))
    asked: list[str] = []
    resolve = identity.resolve
    monkeypatch.setattr(identity, "resolve", lambda session_id: asked.append(session_id) or resolve(session_id))
    for runs in (1, 2):
        visitor.opens(ROOT / "partnership" / "views" / "list.py")
        assert len(asked) == runs


def test_a_revoked_session_ends_at_the_next_run(actor: Make) -> None:
    someone = actor("owner", "Gone")
    page = Visitor(someone).opens(ROOT / "home" / "views" / "account.py")
    assert not page.warning
    with writing() as session:
        identity._revoke(session, someone.person_id)
    assert page.run().warning
