"""A store with the sample tables, on each database in turn; and places to write chains of migrations."""

from __future__ import annotations

import sys

import pytest

from server.kernel.settings import Settings
from server.store import config
from server.store.migrate import Chain, create_all
from server.store.store import Store

SAMPLE = "tests.store.sample"


@pytest.fixture(params=["sqlite", "postgres"])
async def sample(request, tmp_path, secrets, scratch, monkeypatch):
    """An open store that knows only the sample tables."""
    name = scratch.create() if request.param == "postgres" else None
    settings = Settings(data=tmp_path, database_url=scratch.at(name) if name else "")
    monkeypatch.setattr(config, "MODEL_MODULES", [SAMPLE])
    await create_all(settings, Chain([SAMPLE], "migrations"))
    store = await Store.open(settings, secrets)
    yield store
    await store.close()
    if name:
        scratch.drop(name)


@pytest.fixture
def package(tmp_path_factory, monkeypatch):
    """Make an empty package of migrations and return its name and folder."""
    folder = tmp_path_factory.mktemp("chains")
    monkeypatch.syspath_prepend(folder)
    made = []

    def make(name: str):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text("")
        made.append(name)
        return folder / name

    yield make
    for name in [module for module in sys.modules if module.partition(".")[0] in made]:
        del sys.modules[name]
