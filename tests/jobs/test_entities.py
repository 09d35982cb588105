"""What a job or a message carries may speak of people, so it is nowhere in the contract."""

from __future__ import annotations

from tortoise import Tortoise

from server.jobs.entities import KEPT_BACK, entities
from server.store.config import APP, MODEL_MODULES


def test_contents_are_kept_back():
    Tortoise.init_models(MODEL_MODULES, APP)

    for entity in entities():
        assert not KEPT_BACK & entity.columns.keys()
