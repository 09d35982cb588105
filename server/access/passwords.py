"""Passwords: argon2id in a small pool of threads, since hashing is costly on purpose and must not become a weapon."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.kernel.errors import InvalidInput, RateLimited

T = TypeVar("T")
SHORTEST, LONGEST = 12, 200
THREADS, MOST_WAITING = 2, 4


class WeakPassword(InvalidInput):
    """The password is too short, too long, or too easily guessed."""


def too_many() -> RateLimited:
    return RateLimited("尝试过于频繁，请稍后再试。", "Too many tries; wait a moment and try again.")


def require_strong(password: str, *, username: str = "") -> None:
    """Ask for length, not for kinds of characters; refuse repetition and the user name."""
    text = unicodedata.normalize("NFKC", password)
    if not SHORTEST <= len(text) <= LONGEST:
        raise WeakPassword(
            f"密码须为 {SHORTEST} 到 {LONGEST} 个字符。",
            f"The password must have {SHORTEST} to {LONGEST} characters.",
            path=("password",),
        )
    if len(set(text)) < SHORTEST // 2 or (username and username.casefold() in text.casefold()):
        raise WeakPassword(
            "密码太容易被猜到，请勿重复字符或包含用户名。",
            "The password is too easy to guess; do not repeat characters or use the user name.",
            path=("password",),
        )


class Hasher:
    """Hashes and checks; at most two at a time and four waiting, everybody else is asked to wait."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._busy = 0
        self._dummy: str | None = None

    async def hash(self, password: str) -> str:
        return await self._run(partial(self._hasher.hash, password))

    async def verify(self, stored: str | None, password: str) -> bool:
        """Check a password; without a stored hash this takes as long and is False."""
        return await self._run(partial(self._verify, stored, password))

    def is_outdated(self, stored: str) -> bool:
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        self._pool.shutdown(wait=False)

    def _verify(self, stored: str | None, password: str) -> bool:
        try:
            self._hasher.verify(stored or self._stand_in(), password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def _stand_in(self) -> str:
        """Return the hash that is checked when there is no account, so that time tells nothing."""
        if self._dummy is None:
            self._dummy = self._hasher.hash("nobody's password")
        return self._dummy

    async def _run(self, work: Callable[[], T]) -> T:
        if self._busy >= THREADS + MOST_WAITING:
            raise too_many()
        self._busy += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._busy -= 1
