"""Home is arranged by its reader and kept; what can't be read is refused."""

from __future__ import annotations

import pytest

from server.desk.home import Layout, layout_of, save_home_layout
from server.kernel.errors import Conflict, InvalidInput
from tests.plan.world import context


async def test_home_is_kept_for_its_reader_alone(store):
    me = context(store, "employee")

    await save_home_layout(me, widgets=["mine", "who-saw"], hidden=["todo"])

    assert await layout_of(me) == Layout(("mine", "who-saw"), ("todo",), 1)
    assert await layout_of(context(store, "hr_manager")) == Layout()


async def test_two_windows_do_not_overwrite_each_other(store):
    me = context(store, "employee")
    await save_home_layout(me, widgets=["mine"])
    await save_home_layout(me, widgets=["mine", "todo"], version=1)

    with pytest.raises(Conflict):
        await save_home_layout(me, widgets=[], version=1)

    assert (await layout_of(me)).widgets == ("mine", "todo")


@pytest.mark.parametrize(
    ("widgets", "hidden"), [(["<b>"], []), (["mine"], ["mine"]), ([f"w{n}" for n in range(41)], [])]
)
async def test_what_is_no_widget_is_refused(store, widgets, hidden):
    me = context(store, "employee")

    with pytest.raises(InvalidInput):
        await save_home_layout(me, widgets=widgets, hidden=hidden)

    assert await layout_of(me) == Layout()
