"""The master key is rotated while nobody serves; a broken run is taken up, and what was sealed still opens."""

from __future__ import annotations

import asyncio
import json
import os

from server.catalog.system import keys_left
from server.commands.base import opened, system_context
from server.kernel.secrets import read_secrets
from server.store.keys import person_key
from server.store.lock import take_lock
from tests.commands.desk import Desk


def ring(desk: Desk) -> dict[str, str]:
    found: dict[str, str] = json.loads((desk.data / "keys.json").read_text())["ring"]
    return found


def seal(desk: Desk) -> str:
    async def work() -> str:
        async with opened(desk.settings) as store:
            key = await store.write(lambda: person_key(store.vault, "p1"))
            assert system_context(store) is not None
            return store.vault.seal(key, "x|p1", "13800000001")

    return asyncio.run(work())


def unseal(desk: Desk, sealed: str) -> tuple[str, int]:
    async def work() -> tuple[str, int]:
        async with opened(desk.settings) as store:
            key = await store.write(lambda: person_key(store.vault, "p1"))
            return store.vault.open(key, "x|p1", sealed), await keys_left(store)

    return asyncio.run(work())


def test_a_rotation_rewraps_and_what_was_sealed_opens(desk: Desk):
    sealed = seal(desk)

    ran = desk.run("keys", "rotate")

    assert (ran.code, list(ring(desk))) == (0, ["k1", "k2"])
    assert unseal(desk, sealed) == ("13800000001", 0)
    assert desk.run("audit", "verify").code == 0


def test_a_broken_run_is_finished_without_another_key(desk: Desk):
    sealed = seal(desk)
    file = desk.data / "keys.json"
    file.write_text(read_secrets(file.read_text()).rotated().dump())  # made, and then the power went

    assert desk.run("keys", "rotate").code == 0

    assert list(ring(desk)) == ["k1", "k2"]
    assert unseal(desk, sealed) == ("13800000001", 0)


def test_beside_a_running_server_nothing_is_rotated(desk: Desk):
    held = take_lock(desk.data)

    ran = desk.run("keys", "rotate")

    assert (ran.code, list(ring(desk))) == (2, ["k1"])
    assert "stop every server first" in ran.err
    os.close(held)


def test_on_postgres_one_says_that_every_server_is_stopped(postgres_desk: Desk):
    assert postgres_desk.run("keys", "rotate").code == 2

    assert postgres_desk.run("keys", "rotate", "--stopped").code == 0


def test_keys_from_a_secret_store_are_handed_out_first(desk: Desk):
    seal(desk)
    desk.patch.setenv("ZHIREN_KEYS", (desk.data / "keys.json").read_text())
    new = desk.data.parent / "new-keys.json"

    assert desk.run("keys", "rotate").code == 2
    assert desk.run("keys", "rotate", "--write", str(new)).code == 0
    assert new.stat().st_mode & 0o077 == 0

    desk.patch.setenv("ZHIREN_KEYS", new.read_text())
    assert desk.run("keys", "rotate").code == 0
