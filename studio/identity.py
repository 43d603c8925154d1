"""Who is asking: people, accounts, sessions.

Passwords are hashed with argon2id (19 MiB, 2 passes, 1 lane), at most two at a time, so that a room signing in
together neither freezes the others nor fills the memory. Cookies hold a secret, rows its hash.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import bindparam
from sqlmodel import Session, select

from studio import audit, clock, ids, throttle
from studio.database import leave_no_trace, reading, writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.settings import settings
from studio.tables import Account, LoginSession, OneTimeLink, Person

MIN_PASSWORD = 10
MAX_PASSWORD = 200
MAX_NAME = 80
MAX_DEVICE = 300
"""What a browser says of itself; some name themselves last."""
OWNER_LINK = timedelta(hours=12)
LINK_PROVES = timedelta(minutes=30)
"""How long somebody who came by the link of a start may choose a password without knowing the one before."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_two_at_a_time = threading.BoundedSemaphore(2)


class Role(StrEnum):
    OWNER = "owner"
    TRAINER = "trainer"
    MANAGER = "manager"
    TRAINEE = "trainee"
    PARTICIPANT = "participant"
    PARTNER = "partner"
    """Somebody at a partner institution, let in by an invitation to an agreement."""


ACCOUNT_ROLES = (Role.OWNER, Role.TRAINER, Role.MANAGER, Role.TRAINEE)


@dataclass(frozen=True)
class Actor:
    """A person doing something now."""

    person_id: str
    name: str
    role: Role
    session_id: str = ""
    context: str = ""
    """Workshop a participant joined, or agreement a partner was invited to; empty for account holders."""
    locale: str = "en"


SYSTEM = Actor("system", "ICM Studio", Role.OWNER)
"""The command line of the computer the studio runs on."""


def clean_name(name: str) -> str:
    """A name people typed, on one line, without control characters; Invalid when nothing is left."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:MAX_NAME]
    if not tidy:
        raise Invalid("name_missing")
    return tidy


def add_person(session: Session, name: str) -> Person:
    person = Person(id=ids.new("per"), name=clean_name(name))
    session.add(person)
    session.flush()
    return person


def create_account(actor: Actor, *, name: str, login: str, password: str, role: Role) -> str:
    """Create an account and return the person's id; only the owner may."""
    _require_owner(actor)
    login = login.strip().lower()
    if not 2 <= len(login) <= 80 or any(c.isspace() or not c.isprintable() for c in login):
        raise Invalid("login_unusable")
    if role not in ACCOUNT_ROLES:
        raise Invalid("role_unknown", role=role)
    hashed = hash_password(password)
    with writing() as session:
        if session.exec(select(Account).where(Account.login == login)).first():
            raise Invalid("login_taken", login=login)
        person = add_person(session, name)
        session.add(Account(person_id=person.id, login=login, password_hash=hashed, role=role))
        audit.record(session, actor, "account::created", person.id, role=str(role))
        return person.id


def set_password(actor: Actor, person_id: str, password: str) -> None:
    """The owner gives somebody else a new password; the person's sessions end."""
    _require_owner(actor)
    if person_id == actor.person_id:
        raise Invalid("password_own")
    _store_password(actor, person_id, hash_password(password))


def knows_by_link(actor: Actor) -> bool:
    """Whether the actor has just come by the link of a start, which proves as much as a password does.

    The owner's account begins with a password that nobody knows, and an owner may forget one. Only for a while: a
    browser that is left open must not be enough to take an account over.
    """
    with reading() as session:
        row = session.get(LoginSession, actor.session_id)
        return row is not None and row.by_link and clock.now() - clock.aware(row.created_at) <= LINK_PROVES


def change_password(actor: Actor, present: str, password: str) -> None:
    """Change one's own password, knowing the present one; all other sessions end.

    A wrong one is slowed down together with wrong ones at sign-in.
    """
    with reading() as session:
        account = session.get(Account, actor.person_id)
    if account is None:
        raise NotFound("account_unknown")
    hashed = hash_password(password)
    bucket = _bucket(account.login)
    if not knows_by_link(actor):
        throttle.check(bucket)
        if not _fits(account.password_hash, present):
            throttle.failed(bucket)
            raise Invalid("password_present_wrong")
    _store_password(actor, actor.person_id, hashed)


def _store_password(actor: Actor, person_id: str, hashed: str) -> None:
    with writing() as session:
        account = session.get(Account, person_id)
        if account is None:
            raise NotFound("account_unknown")
        account.password_hash = hashed
        throttle.forget(session, _bucket(account.login))  # who knew the old one has nothing left to guess at
        _revoke(session, person_id, keep=actor.session_id)
        audit.record(session, actor, "account:password:changed", person_id)


def set_active(actor: Actor, person_id: str, active: bool) -> None:
    """Close an account (its sessions end at once) or open it again."""
    _require_owner(actor)
    if person_id == actor.person_id:
        raise Invalid("account_own")
    with writing() as session:
        account = session.get(Account, person_id)
        if account is None:
            raise NotFound("account_unknown")
        account.active = active
        if not active:
            _revoke(session, person_id)
        audit.record(session, actor, "account::opened" if active else "account::closed", person_id)


@dataclass(frozen=True)
class AccountInfo:
    person_id: str
    name: str
    login: str
    role: Role
    active: bool


def accounts(actor: Actor) -> list[AccountInfo]:
    _require_owner(actor)
    with reading() as session:
        rows = session.exec(select(Account, Person).where(Account.person_id == Person.id).order_by(Person.name)).all()
        return [AccountInfo(p.id, p.name, a.login, Role(a.role), a.active) for a, p in rows]


def hash_password(password: str) -> str:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise Invalid("password_length", minimum=MIN_PASSWORD, maximum=MAX_PASSWORD)
    with _two_at_a_time:
        return _hasher.hash(password)


_NOBODY = _hasher.hash("nobody has this password")


def _bucket(login: str) -> str:
    return f"password:{login}"


def _fits(stored: str, password: str) -> bool:
    try:
        with _two_at_a_time:
            return _hasher.verify(stored, password[:MAX_PASSWORD])
    except (VerifyMismatchError, InvalidHashError):
        return False


def sign_in(login: str, password: str, device: str = "") -> str:
    """Check a password and return the secret of a new session; a wrong one is slowed down per sign-in name."""
    login = login.strip().lower()[:80]
    bucket = _bucket(login)
    throttle.check(bucket)
    with reading() as session:
        account = session.exec(select(Account).where(Account.login == login)).first()
    # an unknown name costs the same time as a wrong password
    fits = _fits(account.password_hash if account else _NOBODY, password)
    if account is None or not fits or not account.active:
        throttle.failed(bucket)
        raise Invalid("sign_in_wrong")
    with writing() as session:
        throttle.forget(session, bucket)
        secret = open_session(session, account.person_id, Role(account.role), locale=account.locale, device=device)
        audit.record(session, _actor_of(session, account.person_id, Role(account.role)), "session::opened")
        return secret


def open_session(
    session: Session,
    person_id: str,
    role: Role,
    *,
    context: str = "",
    locale: str = "en",
    device: str = "",
    by_link: bool = False,
) -> str:
    """A new session row; returns the secret for the cookie."""
    secret = ids.token()
    session.add(
        LoginSession(
            id=ids.new("ses"),
            token_hash=ids.token_hash(secret),
            person_id=person_id,
            role=role,
            context=context,
            locale=locale,
            device=device[:MAX_DEVICE],
            by_link=by_link,
            expires_at=clock.now() + timedelta(days=settings().session_days),
        )
    )
    session.flush()
    return secret


def session_of_secret(secret: str) -> str | None:
    """Id of the valid session a cookie belongs to; renews it once a day."""
    with reading() as session:
        row = session.exec(select(LoginSession).where(LoginSession.token_hash == ids.token_hash(secret))).first()
        if row is None or not _valid(row):
            return None
        stale = clock.now() - clock.aware(row.seen_at) > timedelta(days=1)
    if stale:
        with writing() as session:
            current = session.get(LoginSession, row.id)
            if current is not None:
                current.seen_at = clock.now()
                current.expires_at = clock.now() + timedelta(days=settings().session_days)
    return row.id


# Every run of every page asks this: columns instead of rows, put together once.
_WHO_ASKS = (
    select(Person.id, Person.name, LoginSession.role, LoginSession.context, LoginSession.locale)  # type: ignore[call-overload]
    .where(LoginSession.id == bindparam("id"), LoginSession.revoked_at == None)  # noqa: E711
    .where(LoginSession.expires_at > bindparam("now"), Person.id == LoginSession.person_id, Person.erased_at == None)  # noqa: E711
)


def resolve(session_id: str) -> Actor | None:
    """The actor behind a session id, or None when it ended; asked at every run and every fragment."""
    with reading() as session:
        found = session.connection().execute(_WHO_ASKS, {"id": session_id, "now": clock.now()}).first()
    if found is None:
        return None
    person_id, name, role, context, locale = found
    return Actor(person_id, name, Role(role), session_id, context, locale)


def _valid(row: LoginSession) -> bool:
    return row.revoked_at is None and clock.aware(row.expires_at) > clock.now()


def sign_out(session_id: str) -> None:
    with writing() as session:
        row = session.get(LoginSession, session_id)
        if row is not None:
            row.revoked_at = clock.now()


def set_locale(actor: Actor, locale: str) -> None:
    with writing() as session:
        row = session.get(LoginSession, actor.session_id)
        account = session.get(Account, actor.person_id)
        for keeper in (row, account):
            if keeper is not None:
                keeper.locale = locale


@dataclass(frozen=True)
class SessionInfo:
    id: str
    device: str
    created_at: str
    current: bool


def sessions(actor: Actor) -> list[SessionInfo]:
    """The actor's own signed-in devices."""
    with reading() as session:
        rows = session.exec(
            select(LoginSession)
            .where(LoginSession.person_id == actor.person_id, LoginSession.revoked_at == None)  # noqa: E711
            .order_by(LoginSession.created_at)  # type: ignore[arg-type]
        ).all()
        return [
            SessionInfo(r.id, r.device, clock.aware(r.created_at).isoformat(), r.id == actor.session_id)
            for r in rows
            if _valid(r)
        ]


def revoke_session(actor: Actor, session_id: str) -> None:
    """End one of one's own sessions; the owner may end anybody's."""
    with writing() as session:
        row = session.get(LoginSession, session_id)
        if row is None or (row.person_id != actor.person_id and actor.role is not Role.OWNER):
            raise NotFound("session_unknown")
        row.revoked_at = clock.now()
        audit.record(session, actor, "session::revoked", session_id)


def _revoke(session: Session, person_id: str, keep: str = "") -> None:
    for row in session.exec(select(LoginSession).where(LoginSession.person_id == person_id)):
        if row.id != keep and row.revoked_at is None:
            row.revoked_at = clock.now()


def owner_link() -> str:
    """Secret of a one-time link for the owner of this computer, who is created at the first start."""
    secret = ids.token()
    with writing() as session:
        session.add(
            OneTimeLink(
                token_hash=ids.token_hash(secret),
                person_id=_owner(session).person_id,
                expires_at=clock.now() + OWNER_LINK,
            )
        )
    return secret


def local_owner() -> Actor:
    """The owner, for commands on the computer that the studio runs on."""
    with writing() as session:
        return _actor_of(session, _owner(session).person_id, Role.OWNER)


def _owner(session: Session) -> Account:
    owners = session.exec(select(Account).where(Account.role == Role.OWNER)).all()
    account = next((one for one in owners if one.active), owners[0] if owners else None)
    if account is None:
        person = add_person(session, "Owner")
        # nobody knows this password: the owner signs in by link until setting one
        account = Account(person_id=person.id, login="owner", password_hash=hash_password(ids.token()), role=Role.OWNER)
        session.add(account)
        session.flush()
    return account


def use_link(secret: str, device: str = "") -> str:
    """Exchange a one-time link for a session secret; Invalid when it was used, expired or never existed."""
    with writing() as session:
        link = session.get(OneTimeLink, ids.token_hash(secret), with_for_update=True)
        if link is None or link.used_at is not None or clock.aware(link.expires_at) <= clock.now():
            raise Invalid("link_unusable")
        account = session.get(Account, link.person_id)
        if account is None or not account.active:
            raise Invalid("link_unusable")
        link.used_at = clock.now()
        actor = _actor_of(session, account.person_id, Role(account.role))
        audit.record(session, actor, "session:link:opened")
        return open_session(
            session, account.person_id, Role(account.role), locale=account.locale, device=device, by_link=True
        )


_forgetting: list[Callable[[Session, str], object]] = []


def when_erased(forget: Callable[[Session, str], object]) -> None:
    """Let a room blank what a person typed there, in the transaction that erases the person; also after a restore."""
    if forget not in _forgetting:
        _forgetting.append(forget)


def erase_person(session: Session, actor: Actor, person_id: str) -> None:
    """Blank the name and what the person typed, end every way to be this person; records keep only the id."""
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        return
    leave_no_trace(session)
    person.name, person.erased_at = "", clock.now()
    account = session.get(Account, person_id)
    if account is not None:
        session.delete(account)
    for row in session.exec(select(LoginSession).where(LoginSession.person_id == person_id)):
        session.delete(row)
    for link in session.exec(select(OneTimeLink).where(OneTimeLink.person_id == person_id)):
        session.delete(link)
    for forget in _forgetting:
        forget(session, person_id)
    audit.record(session, actor, "person::erased", person_id)


def names(session: Session, person_ids: set[str]) -> dict[str, str]:
    """Names by id; erased people have an empty one."""
    rows = session.exec(select(Person).where(Person.id.in_(person_ids)))  # type: ignore[attr-defined]
    return {row.id: row.name for row in rows}


def _require_owner(actor: Actor) -> None:
    if actor.role is not Role.OWNER:
        raise Forbidden("role_insufficient")


def _actor_of(session: Session, person_id: str, role: Role) -> Actor:
    person = session.get(Person, person_id)
    return Actor(person_id, person.name if person else "", role)
