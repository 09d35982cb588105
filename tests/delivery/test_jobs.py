"""kill -9 of workers while they deliver: every message arrives, and once when repeats are dropped by their id."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from server.delivery import publish
from server.delivery.jobs import KEPT, forget_deliveries
from server.delivery.models import DeliveryChannel as To
from server.kernel.secrets import Secrets
from server.kernel.settings import Settings
from server.store.store import Store
from tests.delivery import rig
from tests.delivery.receivers import Http, Mail
from tests.journeys.served import ROOT, clean_environment

PEOPLE = [f"e{number}" for number in range(12)]
KILLS = (7, 18)
"""After so many arrivals a worker is killed."""


@pytest.fixture(params=["sqlite", "postgres"])
def data(request: pytest.FixtureRequest, sqlite_template: Path) -> Settings:
    """A database with every table and no rows, which no process holds."""
    if request.param == "postgres":
        return cast("Settings", request.getfixturevalue("postgres_settings"))
    settings: Settings = request.getfixturevalue("settings")
    shutil.copy(sqlite_template, settings.sqlite_path)
    return settings


async def test_killed_workers_lose_nothing_and_repeat_nothing_under_another_id(
    data: Settings, secrets: Secrets
):
    store = await Store.open(data, secrets)
    with Http() as http, Mail() as mail:
        rig.may_call_home(store, http.url(), mail.port)
        await plant(store, http)
        settings = store.settings
        await store.close()
        for turn, enough in enumerate(KILLS):
            kill_after(settings, secrets, lambda: len(http.got) + len(mail.got), enough, minutes=5 * turn)
        left, mails = await finish(settings, secrets)

    assert left == [("SENT", 3 * len(PEOPLE))]
    assert {each["Message-ID"] for each in mail.got} == mails
    assert len({each["To"] for each in mail.got}) == len(PEOPLE)
    robots = {each.headers["idempotency-key"]: each.path for each in http.got if each.path != "/in"}
    assert sorted(robots.values()) == sorted(f"/f/{each}" for each in PEOPLE)
    hooks = {each.headers["webhook-id"]: each.body for each in http.got if each.path == "/in"}
    assert len(hooks) == len(set(hooks.values())) == len(PEOPLE)


async def plant(store: Store, http: Http) -> None:
    """Everybody is told by mail and by a robot of their own, and a webhook of each."""
    await rig.endpoint(store, To.WEBHOOK, http.url("/in"), secret=rig.SECRET)
    for each in PEOPLE:
        await rig.choose(store, each, "EMAIL", "FEISHU")
        await rig.endpoint(store, To.FEISHU, http.url(f"/f/{each}"), owner=each)
        await rig.tell(store, [each], f"t-{each}")
        await store.write(partial(publish, rig.at(store), "feedback.received", each, {"id": each}))


def kill_after(settings: Settings, secrets: Secrets, arrived, enough: int, *, minutes: int) -> None:
    """Let a worker deliver until so many have arrived, and kill it as a power cut would."""
    words = [
        sys.executable,
        "-m",
        "tests.delivery.worker",
        settings.model_dump_json(),
        secrets.dump(),
        str(minutes),
    ]
    process = subprocess.Popen(words, cwd=ROOT, env=clean_environment(), stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while arrived() < enough and time.monotonic() < until and process.poll() is None:
        time.sleep(0.002)
    process.kill()
    _, said = process.communicate()
    assert arrived() >= enough, said.decode()[-2000:]


async def finish(settings: Settings, secrets: Secrets) -> tuple[list[tuple[object, ...]], set[str]]:
    """Do what the last kill left over; return how many messages stand how, and the ids of the mails."""
    store = await Store.open(settings, secrets)
    try:
        await rig.work(store, rig.later(hours=1))
        mails = await store.reads.rows("select id from delivery_entry where channel='EMAIL'")
        states = await store.reads.rows("select state, count(*) from delivery_entry group by state")
        return [tuple(row) for row in states], {f"<{row[0]}@hr.example>" for row in mails}
    finally:
        await store.close()


async def test_what_was_sent_half_a_year_ago_is_forgotten_and_what_waits_is_not(store):
    with Http() as http:
        rig.may_call_home(store)
        http.answers = [(200, b""), (500, b"")]
        await rig.endpoint(store, To.WEBHOOK, http.url("/in"), secret=rig.SECRET)
        for key in ("1", "2"):
            await store.write(lambda key=key: publish(rig.at(store), "exit.approved", key, {}))
            await rig.work(store)

    await forget_deliveries(rig.at(store, rig.NOW + KEPT + timedelta(seconds=1)))

    assert [row[2] for row in await rig.log(store)] == ["WAITING"]
