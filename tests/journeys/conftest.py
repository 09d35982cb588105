"""The sample worlds, built once, and a running server on a copy of them."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.commands.samples import build_samples
from server.kernel.settings import Settings
from tests.journeys.served import Served


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("worlds")
    asyncio.run(build_samples(Settings(data=data, demo=True)))
    return data


@pytest.fixture
def copied(worlds: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return shutil.copytree(worlds, tmp_path / "data")


@pytest.fixture(scope="module")
def served(worlds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server shared by the tests of a file."""
    server = Served(shutil.copytree(worlds, tmp_path_factory.mktemp("served") / "data"))
    yield server.start()
    server.stop()
