"""Rotation of the master key: a new one is made, and every person's key is wrapped with it, batch by batch."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from server import audit
from server.catalog.system import keys_left
from server.commands.base import DONE, NOTHING, Command, opened, say, settings_of, system_context
from server.kernel.secrets import Secrets, load_secrets, save_secrets
from server.kernel.settings import Settings
from server.store.keys import rewrap_keys
from server.store.lock import is_locked
from server.store.store import Store

BATCH = 500


def rotate(args: argparse.Namespace) -> int:
    """Make a new master key, or finish an earlier rotation, and wrap every person's key with it."""
    settings = settings_of(args)
    if (settings.is_sqlite and is_locked(settings.data)) or not (settings.is_sqlite or args.stopped):
        say(
            "stop every server first: a running one does not know the new key; on PostgreSQL then add --stopped"
        )
        return NOTHING
    left = asyncio.run(waiting(settings))
    if left == 0 and not renew(settings, args.write):
        say(
            "the keys come from ZHIREN_KEYS: name a file with --write, put its text there, and run this again"
        )
        return NOTHING
    if left == 0 and settings.keys:
        say(f"{args.write} holds the new keys: put its text into ZHIREN_KEYS and run this again")
        return DONE
    done = asyncio.run(rewrap(settings))
    say(f"{done} personal keys are under the current master key; keep the old one for old backups")
    return DONE


async def waiting(settings: Settings) -> int:
    async with opened(settings) as store:
        return await keys_left(store)


def renew(settings: Settings, write: Path | None) -> bool:
    """Save a ring with a new current key; False if the ring is given and no file named for the new one."""
    secrets = load_secrets(settings.data, settings.keys).rotated()
    if not settings.keys:
        save_secrets(secrets, settings.data)
        return True
    if write is None:
        return False
    hand_over(secrets, write)
    return True


def hand_over(secrets: Secrets, file: Path) -> None:
    file.touch(mode=0o600)
    file.write_text(secrets.dump(), "utf-8")


async def rewrap(settings: Settings) -> int:
    """Go on until no key is left under an older master key; a broken run is taken up where it stopped."""
    async with opened(settings) as store:
        left = await keys_left(store)
        after: str | None = ""
        while after is not None:
            after = await store.write(lambda at=after: rewrap_keys(store.vault, after=at, limit=BATCH))  # type: ignore[misc] # the place reached so far
            say(f"{left - await keys_left(store)} of {left}")
        await tell(store, left)
        return left


async def tell(store: Store, number: int) -> None:
    ctx = system_context(store)
    changes: dict[str, list[object]] = {"keyId": [None, store.secrets.current], "rewrapped": [None, number]}
    await store.write(
        lambda: audit.record(ctx, "keys.rotate", subject_type="Keys", subject_id="", changes=changes)
    )


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["rotate"])
    parser.add_argument("--stopped", action="store_true", help="every server on this PostgreSQL is stopped")
    parser.add_argument(
        "--write", type=Path, help="file for the new keys, where ZHIREN_KEYS holds the present ones"
    )


COMMANDS = (Command("keys", "rotate the master key", rotate, arguments),)
