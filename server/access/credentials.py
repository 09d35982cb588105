"""Secrets that are shown once and kept as digests: session cookies, API tokens, invitations."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_PREFIX = "zr_"  # noqa: S105 (marks a token; it is none)
READ, WHOLE = "read", ""
"""What a token may do with its account's roles: only read, or all of it."""
BYTES = 32
HINT = 10


def new_secret(prefix: str = "") -> str:
    """Return 256 random bits as text."""
    return prefix + secrets.token_urlsafe(BYTES)


def digest(secret: str) -> str:
    """Return what is stored in a secret's place; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
