"""Scripts in revisions."""

from __future__ import annotations

import pytest

from server.feedback import models as m
from server.feedback.operations.scripts import (
    publish_script,
    restore_script,
    retire_script,
    save_script,
)
from server.kernel.errors import Denied, InvalidState
from tests.people.town import plant, rows
from tests.plan.world import context


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


async def known(ctx, model, **by):
    """Read one row as it stands."""
    return await ctx.store.write(lambda: model.get(**by))


async def test_publishing_retires_the_revision_before_and_one_that_is_out_of_use_can_be_put_back(hr, store):
    head = context(store, "department_manager")
    with pytest.raises(Denied):
        await save_script(head, title="别的部门", body="x", department_code="D1")
    first = await save_script(head, title="催发货", body="请稍等", department_code="D2")
    code = (await known(hr, m.Script, id=first)).code
    assert await save_script(head, code=code, title="催发货", body="马上查") == first
    await publish_script(head, id=first)
    with pytest.raises(InvalidState):
        await publish_script(head, id=first)
    second = await save_script(hr, code=code, title="催发货", body="已催")
    await publish_script(head, id=second)
    await retire_script(hr, id=second)
    await restore_script(hr, id=second)
    with pytest.raises(InvalidState):
        await restore_script(hr, id=first)

    found = await rows(store, "select revision,state,body from script order by revision")
    assert found == [("1", "RETIRED", "马上查"), ("2", "PUBLISHED", "已催")]
