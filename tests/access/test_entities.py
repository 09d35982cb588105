"""No digest and no password hash is readable; what is one's own is so by the account, employee or none."""

from __future__ import annotations

from tortoise import Tortoise

from server.access.entities import entities
from server.store.config import APP, MODEL_MODULES


def test_secrets_are_no_columns():
    Tortoise.init_models(MODEL_MODULES, APP)
    found = {entity.name: entity for entity in entities()}

    assert not {"digest", "password_hash"} & {name for entity in found.values() for name in entity.columns}
    assert found["Session"].relations["self"] == "{self}.account_id=:account"
    assert found["GrantProposal"].relations == {"org": ""}
