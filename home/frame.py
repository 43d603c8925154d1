"""The frame around every page: navigation by room, language, who is signed in."""

from __future__ import annotations

import importlib
from base64 import b64encode
from copy import copy

import streamlit as st
from streamlit.navigation.page import StreamlitPage

import home.onward  # noqa: F401 - registers where gaps lead to
from studio import identity
from studio.addresses import pages_are
from studio.identity import Actor, Role
from studio.languages import PSEUDO, Translator, available
from studio.settings import ROOT, settings
from studio.widgets.away import tell_when_away
from studio.widgets.frame import asked_by, begin, leave, plain
from studio.widgets.links import lead_to

PICTURES = ROOT / "studio" / "pages"


def _embedded(name: str, kind: str) -> str:
    """A small picture as an address that holds it, because Streamlit reads a file anew at every rerun."""
    return f"data:image/{kind};base64,{b64encode((PICTURES / name).read_bytes()).decode()}"


ICON, LOGO = _embedded("icon.png", "png"), _embedded("logo.svg", "svg+xml")
ROOMS = ("home", "partnership", "toolkit", "scenarios", "workshop")
"""In the order of the navigation."""


_MADE: dict[tuple[Role, str], list[StreamlitPage]] = {}


def pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    """Every page this person may open, visible or reached by links.

    Made once for a role and language: looking up every script costs more than the rest of the frame. A run gets copies,
    because Streamlit marks the page it chose.
    """
    key = (actor.role, t.locale)
    if key not in _MADE:
        _MADE[key] = _make(actor, t)
    return [copy(page) for page in _MADE[key]]


def _make(actor: Actor, t: Translator) -> list[StreamlitPage]:
    found: list[StreamlitPage] = []
    last: list[StreamlitPage] = []
    for room in ROOMS:
        nav = importlib.import_module(f"{room}.views.nav")
        found += nav.pages(actor, t)
        last += getattr(nav, "last_pages", lambda *_: [])(actor, t)
    lead_to(found + last)
    pages_are(actor.role, (page.url_path for page in found + last))
    return found + last


def show() -> None:
    """Draw the frame and the page that was chosen."""
    st.set_page_config(page_title="ICM Studio", page_icon=ICON, layout="wide")
    st.logo(LOGO, size="large", icon_image=ICON)
    actor, t = begin()
    chosen = st.navigation(pages(actor, t), position="sidebar")
    with st.sidebar:
        _about_me(actor, t)
    with asked_by(actor):
        chosen.run()


def _about_me(actor: Actor, t: Translator) -> None:
    roles = {
        Role.OWNER: t("owner"),
        Role.TRAINER: t("trainer"),
        Role.MANAGER: t("partnership manager"),
        Role.TRAINEE: t("trainee"),
        Role.PARTICIPANT: t("participant"),
        Role.PARTNER: t("invited partner"),
    }
    st.markdown(f"{t('Signed in:')} {plain(actor.name)} ({roles[actor.role]})")
    offered = available() | ({PSEUDO: "[Pseudo]"} if settings().pseudo_language else {})
    if len(offered) > 1:
        key = "frame_locale"
        st.session_state.setdefault(key, actor.locale)

        def switched() -> None:
            identity.set_locale(actor, st.session_state[key])

        st.selectbox(t("Language"), list(offered), format_func=offered.__getitem__, key=key, on_change=switched)
    leave(t("Sign out"), "/sign-out")
    tell_when_away(t)
