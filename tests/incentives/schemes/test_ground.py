"""What a draft cannot hold is told at its field, and nothing is kept of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import InvalidInput
from server.store.store import Store
from tests.approvals.cast import settle_town
from tests.incentives.drafted import drafted, states


@pytest.fixture
async def town(store: Store) -> Store:
    await settle_town(store)
    return store


WRONG: dict[str, dict[str, Any]] = {
    "code": {"code": "no spaces!"},
    "name": {"name": " "},
    "budget": {"budget": Decimal("0.001")},
    "endsOn": {"ends_on": date(2024, 12, 31)},
    "rules": {"rules": "#" * 8001},
    "departmentCode": {"department_code": "NONE"},
}


@pytest.mark.parametrize("field", WRONG)
async def test_what_cannot_be_kept_is_told_at_its_field(town, field: str):
    with pytest.raises(InvalidInput) as told:
        await drafted(town, **WRONG[field])

    assert told.value.path == ("input", field)
    assert await states(town) == []
