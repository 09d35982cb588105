"""Health, version and figures."""

from __future__ import annotations

import httpx

from server.kernel.errors import Busy
from server.web.health import FAILED_BACKUP
from tests.web.conftest import BASE


async def test_it_lives_and_is_ready(world):
    async with world.client() as client:
        answers = [await client.get(place) for place in ("/healthz", "/readyz", "/version")]

    assert [answer.json()["status"] for answer in answers[:2]] == ["ok", "ok"]
    assert answers[2].json() == {"name": "zhiren", "version": "0.1.0"}


async def test_it_is_not_ready_before_it_is_open_or_without_its_database(world, monkeypatch):
    async def fails(*_):
        raise Busy("忙", "busy")

    async with world.client() as client:
        monkeypatch.setattr(world.house.store.reads, "rows", fails)
        assert (await client.get("/readyz")).json() == {"status": "red", "trouble": ["database"]}
        world.house.health.is_open = False
        assert (await client.get("/readyz")).json() == {"status": "red", "trouble": ["starting"]}
        world.house.health.is_open = True
        assert (await client.get("/healthz")).status_code == 200


async def test_it_is_red_from_a_failed_backup_until_one_succeeds(world):
    left = world.house.settings.data / FAILED_BACKUP
    async with world.client() as client:
        left.write_text("{}", "utf-8")
        red = await client.get("/readyz")
        left.unlink()
        green = await client.get("/readyz")

    assert (red.status_code, red.json()) == (503, {"status": "red", "trouble": ["backup"]})
    assert green.status_code == 200


async def test_figures_are_for_this_machine_and_for_people_signed_in(world):
    await world.ask("employee", "{ me { code } }")
    local = httpx.ASGITransport(world.app, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=local, base_url=BASE) as client:
        figures = await client.get("/metrics")
        forwarded = await client.get("/metrics", headers={"x-forwarded-for": "10.0.0.1"})
    async with world.client() as client:
        stranger = await client.get("/metrics")

    assert 'zhiren_requests_total{door="graphql",status="200"} 1.0' in figures.text
    assert (forwarded.status_code, stranger.status_code) == (404, 404)


def test_health_turns_green_again(world):
    world.house.health.report("backup", "disk full")
    world.house.health.report("backup", None)
    world.house.health.report("backup", None)

    assert world.house.health.troubles == {}
