"""Identifiers and secrets."""

import hashlib
import secrets

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters of a join code: without 0, O, 1 and I, which people mistake for each other on a projector."""


def new(prefix: str) -> str:
    """An immutable id such as `agr_k3v9…`: 20 letters of 32, so that a guess is hopeless."""
    return f"{prefix}_{''.join(_LETTERS[byte % 32] for byte in secrets.token_bytes(20))}"


def join_code() -> str:
    """Eight characters, about 10^12 possibilities."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def token() -> str:
    """A secret for a cookie or a link; only its hash is stored."""
    return secrets.token_urlsafe(32)


def token_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
