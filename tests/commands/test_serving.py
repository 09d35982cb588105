"""serve and demo: what they refuse, what they hand on, and what demo announces once it is ready."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from policies import load
from server.commands import serving
from server.kernel.settings import Settings
from tests.commands.desk import Desk
from tests.journeys.served import Served


def test_demo_refuses_a_folder_that_holds_something_else(desk: Desk):
    before = sorted(file.name for file in desk.data.iterdir())

    refused = desk.run("demo", "--port", "1")

    assert (refused.code, refused.out) == (2, "")
    assert "--fresh" in refused.err
    assert sorted(file.name for file in desk.data.iterdir()) == before


def test_demo_on_a_day_that_is_none_is_refused(desk: Desk):
    refused = desk.run("demo", "--today", "2026-02-30")

    assert (refused.code, refused.out) == (2, "")
    assert "--today" in refused.err


def test_serve_refuses_a_database_without_tables(empty_desk: Desk):
    refused = empty_desk.run("serve", "--port", "1")

    assert refused.code == 2
    assert "main.py migrate" in refused.err or "pending" in refused.err


def test_serve_shows_samples_to_this_machine_only(desk: Desk):
    (desk.data / "demo.json").write_text(json.dumps({"accounts": []}), "utf-8")

    refused = desk.run("serve", "--host", "0.0.0.0", "--port", "1")

    assert refused.code == 2
    assert "published passwords" in refused.err


def test_what_a_command_settled_is_handed_on_to_the_server():
    settings = Settings(data=Path("d"), port=9, demo=True, today="2026-10-31")

    assert serving.environment(settings) == {
        "ZHIREN_DATA": "d",
        "ZHIREN_DATABASE_URL": "",
        "ZHIREN_HOST": "127.0.0.1",
        "ZHIREN_PORT": "9",
        "ZHIREN_DEMO": "True",
        "ZHIREN_TODAY": "2026-10-31",
    }


def test_fresh_empties_a_folder_and_what_is_below(tmp_path):
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "old").touch()
    (tmp_path / "notes.txt").touch()

    serving.empty(tmp_path)

    assert list(tmp_path.iterdir()) == []


class Ready(BaseHTTPRequestHandler):
    """Answers like a server that is ready."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as its base calls it)
        """Say nothing."""


def test_the_demo_announces_from_no_thread_of_the_process_that_forks(capfd):
    """A lock of an import held by such a thread stood still in the forked worker, and so did the whole server."""
    server = HTTPServer(("127.0.0.1", 0), Ready)
    before = threading.enumerate()

    beside = serving.announce_beside({"url": "http://here", "accounts": []}, server.server_port, as_json=True)
    since = threading.enumerate()
    server.handle_request()
    beside.join(10)
    server.server_close()

    assert (since, beside.exitcode) == (before, 0)
    assert json.loads(capfd.readouterr().out) == {"url": "http://here", "accounts": []}


def test_a_port_nobody_listens_on_is_not_ready():
    with HTTPServer(("127.0.0.1", 0), Ready) as server:
        free = server.server_port

    assert not serving.is_ready(free)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A demo started with `--fresh --json` over a folder that held something else."""
    folder = tmp_path_factory.mktemp("fresh") / "data"
    folder.mkdir()
    (folder / "notes.txt").touch()
    served = Served(folder, "--fresh", "--today", "2026-10-31")
    yield served.start()
    served.stop()
    shutil.rmtree(folder)


@pytest.mark.slow
def test_demo_announces_one_line_with_addresses_accounts_and_showcase(fresh: Served):
    ready = fresh.ready

    assert set(ready) == {"url", "graphql", "data", "accounts", "showcase"}
    assert fresh.out.read_text("utf-8").count("\n") == 1
    assert ready["graphql"] == f"{ready['url']}/graphql"
    assert ready["data"] == str(fresh.data)
    assert {each["role"] for each in ready["accounts"]} == set(load().roles())
    assert all({"role", "username", "password", "token"} <= set(each) for each in ready["accounts"])
    assert ready["showcase"] == {"department": "R-S01", "period": "2026-09"}
    assert not (fresh.data / "notes.txt").exists()


@pytest.mark.slow
def test_a_demo_token_opens_graphql_and_nobody_else_comes_in(fresh: Served):
    assert fresh.ask("hr_manager", "{ viewer { username } }") == {"viewer": {"username": "hrjingli"}}

    stranger = httpx.post(fresh.ready["graphql"], json={"query": "{ viewer { username } }"})

    assert stranger.status_code == 401


@pytest.mark.slow
def test_demo_ends_well_when_told_to(fresh: Served):
    assert fresh.stop() == 0
