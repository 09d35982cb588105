"""Whose careers each caller may look at."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied, QueryTooLarge
from server.talent import reach
from tests.plan.world import context, uid


async def test_each_lists_whose_careers_they_may_see(town):
    everybody = [uid("E1"), uid("E2"), uid("E4"), uid("E6")]

    assert await reach.climbers(context(town, "hr_manager"), None) == everybody
    assert await reach.climbers(context(town, "hr_manager"), uid("D2")) == [uid("E2"), uid("E4")]
    assert await reach.climbers(context(town, "department_manager"), None) == [uid("E2"), uid("E4")]
    with pytest.raises(Denied):
        await reach.climbers(context(town, "employee"), None)
    with pytest.raises(Denied):
        reach.require(context(town, "administrator"), "LadderRung.conditions")


async def test_a_list_too_long_asks_for_a_department(town):
    with pytest.raises(QueryTooLarge):
        await reach.climbers(context(town, "hr_manager"), None, most=3)

    assert await reach.climbers(context(town, "hr_manager"), uid("D2"), most=3) == [uid("E2"), uid("E4")]
