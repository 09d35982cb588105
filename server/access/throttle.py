"""Slows down guessing: failures are counted per account, per network and for all, and each further one waits longer.

A try is counted before the password is looked at, so that many at once gain nothing. Whoever has signed in from a
network before is held up there only by their own failures: an attacker elsewhere cannot lock them out.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.access.models import SignInThrottle
from server.kernel.errors import RateLimited
from server.kernel.secrets import Secrets

FORGET = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Limit:
    """After `free` failures the next try waits a second, then two, four … up to `longest`."""

    free: int
    longest: timedelta

    def delay(self, failures: int) -> timedelta:
        over = failures - self.free
        return min(timedelta(seconds=2 ** min(over, 20)), self.longest) if over >= 0 else timedelta()


QUARTER = timedelta(minutes=15)
PAIR, ACCOUNT, NETWORK = Limit(10, QUARTER), Limit(10, QUARTER), Limit(30, QUARTER)
EVERYBODY = Limit(1000, timedelta(seconds=5))


@dataclass(frozen=True)
class Keys:
    """The keys of one try; digests, so that the table holds neither typed names nor addresses."""

    pair: str
    account: str
    network: str
    everybody: str

    def limits(self, *, is_known: bool) -> list[tuple[str, Limit]]:
        mine = [(self.pair, PAIR)]
        return (
            mine
            if is_known
            else [*mine, (self.account, ACCOUNT), (self.network, NETWORK), (self.everybody, EVERYBODY)]
        )


def fold(username: str) -> str:
    """Spell a user name as it is stored and compared."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def network_of(address: str) -> str:
    """Return the network of an address: itself for IPv4, its /64 for IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)  # noqa: PLR2004


def keys_of(secrets: Secrets, username: str, address: str) -> Keys:
    key, name, network = secrets.derive("throttle"), fold(username), network_of(address)

    def spell(*parts: str) -> str:
        return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()

    return Keys(
        spell("pair", name, network), spell("account", name), spell("network", network), spell("everybody")
    )


async def count_try(keys: Keys, now: datetime) -> int:
    """Count a try as failed and return how many are left before waits begin; inside store.write only.

    Raises RateLimited, without counting, while a wait lasts.
    """
    pair = await _row(keys.pair, now)
    rows = [(await _row(key, now), limit) for key, limit in keys.limits(is_known=_is_known(pair, now))]
    if waits := [row.blocked_until for row, _ in rows if row.blocked_until and row.blocked_until > now]:
        raise wait_for(max(waits) - now)
    for row, limit in rows:
        failures = row.failures + 1 if now - row.failed_at < FORGET + limit.delay(row.failures) else 1
        delay = limit.delay(failures)
        row.failures, row.failed_at, row.blocked_until = failures, now, now + delay if delay else None
        await row.save()
    return max(0, min(limit.free - row.failures for row, limit in rows))


async def name_account(keys: Keys, account_id: str) -> None:
    """Note whose tries were counted, so that an administrator can forgive them; inside store.write only."""
    mine = SignInThrottle.filter(key__in=[keys.pair, keys.account], account_id=None)
    await mine.update(account_id=account_id)


async def unlock(account_id: str) -> int:
    """Forget every failure at an account, from wherever it was tried; inside store.write only."""
    return await SignInThrottle.filter(account_id=account_id).update(failures=0, blocked_until=None)


async def forgive(keys: Keys, now: datetime) -> None:
    """After a success, forget the failures counted before it, and remember that the account is at home here."""
    pair = await _row(keys.pair, now)
    forgiven = [keys.pair] if _is_known(pair, now) else [keys.pair, keys.account]
    await SignInThrottle.filter(key__in=forgiven).update(failures=0, blocked_until=None)
    await SignInThrottle.filter(key=keys.pair).update(succeeded_at=now)
    await SignInThrottle.filter(failed_at__lt=now - KNOWN_FOR).delete()


def _is_known(pair: SignInThrottle, now: datetime) -> bool:
    return pair.succeeded_at is not None and now - pair.succeeded_at < KNOWN_FOR


async def _row(key: str, now: datetime) -> SignInThrottle:
    """Return the key's row, locked; made first, so that two first tries do not both make it."""
    made = SignInThrottle(key=key, failed_at=now, created_at=now, updated_at=now)
    await SignInThrottle.bulk_create([made], ignore_conflicts=True)
    return await SignInThrottle.filter(key=key).select_for_update().get()


def wait_for(wait: timedelta) -> RateLimited:
    seconds = int(wait.total_seconds()) + 1
    return RateLimited(
        f"尝试过于频繁，请 {seconds} 秒后再试。", f"Too many tries; try again in {seconds} seconds."
    )
