"""A desk with nothing on it, and one that is set up, on each database."""

from __future__ import annotations

import io
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import main
from tests.commands.desk import PASSWORD, Desk, furnish
from tests.conftest import Scratch


@dataclass(frozen=True)
class Template:
    """A folder that `init` has set up, with the PostgreSQL database beside it, if it is there."""

    data: Path
    database: str = ""


def set_up(data: Path, database_url: str = "") -> None:
    with pytest.MonkeyPatch.context() as patch:
        furnish(patch, data, database_url)
        patch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        assert main.main(["init", "--password-stdin", "--company", "悦邻", "--zone", "Asia/Shanghai"]) == 0


@pytest.fixture(scope="session")
def sqlite_house(tmp_path_factory: pytest.TempPathFactory) -> Template:
    data = tmp_path_factory.mktemp("house")
    set_up(data)
    return Template(data)


@pytest.fixture(scope="session")
def postgres_house(tmp_path_factory: pytest.TempPathFactory, scratch: Scratch) -> Iterator[Template]:
    data, name = tmp_path_factory.mktemp("house"), scratch.create()
    set_up(data, scratch.at(name))
    yield Template(data, name)
    scratch.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def empty_desk(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Desk]:
    """An empty folder and an empty database."""
    if request.param == "sqlite":
        furnish(monkeypatch, tmp_path / "data")
        yield Desk(tmp_path / "data", monkeypatch, capsys)
        return
    scratch: Scratch = request.getfixturevalue("scratch")
    name = scratch.create()
    furnish(monkeypatch, tmp_path / "data", scratch.at(name))
    yield Desk(tmp_path / "data", monkeypatch, capsys)
    scratch.drop(name)


@pytest.fixture
def desk(
    sqlite_house: Template,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    """A folder that has been set up, on SQLite."""
    data = shutil.copytree(sqlite_house.data, tmp_path / "data")
    furnish(monkeypatch, data)
    return Desk(data, monkeypatch, capsys)


@pytest.fixture
def postgres_desk(
    postgres_house: Template,
    scratch: Scratch,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Desk]:
    data, name = (
        shutil.copytree(postgres_house.data, tmp_path / "data"),
        f"zhiren_test_{uuid.uuid4().hex[:12]}",
    )
    scratch.run(scratch._execute(scratch.url, f"CREATE DATABASE {name} TEMPLATE {postgres_house.database}"))
    furnish(monkeypatch, data, scratch.at(name))
    yield Desk(data, monkeypatch, capsys)
    scratch.drop(name)


@pytest.fixture(params=["desk", "postgres_desk"], ids=["sqlite", "postgres"])
def any_desk(request: pytest.FixtureRequest) -> Desk:
    """A folder that has been set up, on each database in turn."""
    found: Desk = request.getfixturevalue(request.param)
    return found
