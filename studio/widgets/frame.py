"""Every page and every fragment begins here: who is asking, in which language.

A page starts with `actor, t = begin()`. Fragments rerun without the page script, so they begin again themselves.
"""

from __future__ import annotations

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from studio import identity
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator, translator
from studio.messages import explain
from studio.rights import allowed
from studio.web import USER_FIELD
from studio.widgets.links import page_link


class _Asking(threading.local):
    """Who asks in the run of this thread, while its page is drawn."""

    actor: Actor | None = None


_asking = _Asking()


@contextmanager
def asked_by(actor: Actor) -> Iterator[None]:
    """Let everything within this run take the actor that the run began with, instead of asking the database again."""
    _asking.actor = actor
    try:
        yield
    finally:
        _asking.actor = None


def current_actor() -> Actor | None:
    """Who is asking, read when this run began; callbacks use it instead of an actor kept from an earlier run."""
    if _asking.actor is not None:
        return _asking.actor
    session_id = st.user.get(USER_FIELD)
    return identity.resolve(str(session_id)) if session_id else None


def begin(right: str = "") -> tuple[Actor, Translator]:
    """The actor and the translator, or a page that says how to sign in, or that the role does not include this."""
    actor = current_actor()
    if actor is None:
        t = translator("en")
        st.warning(t("You are signed out, or your session has ended."))
        leave(t("Sign in"), "/sign-in")
        leave(t("Join a workshop"), "/join")
        st.stop()
    t = translator(actor.locale)
    if right and not allowed(actor, right):
        st.error(t("Your role does not include this page. Ask the owner of this studio if you need it."))
        st.stop()
    return actor, t


def header(title: str, lead: str = "", *, back: tuple[str, Path] | None = None, back_to: str = "") -> None:
    """Title and one sentence; `back` is label and script of the page above, `back_to` the id of its object."""
    if back:
        query = {"id": back_to} if back_to else None
        page_link(back[1], label=plain(back[0]), icon=":material/arrow_back:", query_params=query)
    st.title(plain(title), anchor=False)
    if lead:
        st.markdown(lead)


def leave(label: str, address: str) -> None:
    """A link to a plain page outside the application, in the same tab (Markdown links open a new one)."""
    st.html(f'<a href="{html.escape(address)}" target="_self" style="color: inherit">{html.escape(label)}</a>')


def plain(text: str) -> str:
    """Text people typed, made harmless inside Streamlit's Markdown (labels, titles, captions)."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~$:" else c for c in text)


def requested(name: str = "id") -> str:
    """The object a page's address names (`?id=…`), or empty."""
    return st.query_params.get(name, "")


@contextmanager
def explained(t: Translator) -> Iterator[None]:
    """Show a service's refusal as a sentence and end the page there."""
    try:
        yield
    except StudioError as error:
        st.error(explain(error, t))
        st.stop()


def said(t: Translator, error: StudioError) -> None:
    """Show a refusal without ending the page or moving a control."""
    st.toast(explain(error, t), icon=":material/error:", duration="long")


def empty(title: str, text: str, icon: str = ":material/inbox:") -> None:
    """What stands where nothing is yet: what this place is for and how to begin."""
    with st.container(border=True):
        st.markdown(f"#### {icon} {title}")
        st.markdown(text)
