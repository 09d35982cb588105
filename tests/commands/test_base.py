"""What commands share: the clock, the keys, and the seat in which they open the store."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

from server.commands.base import clock_of, ensure_secrets, opened, system_context
from server.kernel.settings import Settings
from server.store.store import Store
from tests.commands.desk import Desk


def test_a_pinned_day_stands_still_at_nine_in_the_company_zone():
    clock = clock_of(Settings(today="2025-03-31", zone="Asia/Shanghai"))

    assert clock.now() == datetime(2025, 3, 31, 1, 0, tzinfo=UTC)
    assert clock.today() == date(2025, 3, 31)


def test_keys_are_made_once_and_then_kept(tmp_path):
    settings = Settings(data=tmp_path / "new")

    made = ensure_secrets(settings)

    assert ensure_secrets(settings) == made


def test_given_keys_are_used_and_no_file_is_written(tmp_path):
    given = ensure_secrets(Settings(data=tmp_path / "a")).dump()

    assert ensure_secrets(Settings(data=tmp_path / "b", keys=given)).dump() == given
    assert not (tmp_path / "b" / "keys.json").exists()


def test_a_command_owns_the_folder_alone_and_is_a_guest_beside_a_server(desk: Desk):
    async def seats() -> list[bool]:
        async with opened(desk.settings) as owner, opened(desk.settings) as guest:
            return [owner._lock is not None, guest._lock is not None]

    assert asyncio.run(seats()) == [True, False]


def test_the_operator_acts_as_the_house_itself(desk: Desk):
    async def actor() -> str:
        async with opened(desk.settings) as store:
            assert isinstance(store, Store)
            return system_context(store).principal.username

    assert asyncio.run(actor()) == "system"
