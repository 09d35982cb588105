"""A scheme is read as it is kept, without a transaction."""

from __future__ import annotations

from datetime import date

from server.incentives.reckoning.ground import Scope
from server.incentives.reckoning.reading import department_of, read_scheme
from server.store.store import Store
from tests.approvals.cast import house, settle_town
from tests.incentives.drafted import RULES, drafted
from tests.plan.world import uid


async def test_what_is_kept_is_read(store: Store):
    await settle_town(store)
    scheme = await drafted(store, department_code="D2", family="service", ends_on=date(2025, 12, 31))

    found = await read_scheme(house(store), scheme)

    assert found is not None
    assert (found.code, found.revision, found.rules, found.budget) == ("SERVICE", 1, RULES, 500_000)
    assert found.scope == Scope("service", uid("D2"))
    assert (found.starts_on, found.ends_on) == (date(2025, 1, 1), date(2025, 12, 31))
    assert await read_scheme(house(store), uid("E1")) is None
    assert await department_of(house(store), "NONE") is None
