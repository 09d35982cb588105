"""Views are one's own unless shared; sharing is a right; a list remembers how its reader likes it."""

from __future__ import annotations

import pytest

from server.desk.views import choice_of, delete_view, save_list_choice, save_view, views_of
from server.kernel.errors import Conflict, Denied, InvalidInput, NotFound
from tests.plan.world import context

GIVEN = {"page": "people", "name": "快转正的", "address": "?status=PROBATION&q=李&after=abc&at=26"}


async def test_a_view_keeps_what_narrows_the_list_and_not_the_place_in_it(store):
    me = context(store, "employee")

    await save_view(me, **GIVEN, is_default=True)

    (view,) = await views_of(me, "people")
    assert (view.name, view.address) == ("快转正的", "status=PROBATION&q=%E6%9D%8E")
    assert (view.is_own, view.is_default, view.is_shared) == (True, True, False)


async def test_another_meets_only_what_is_shared_and_changes_nothing_of_it(store):
    hr, other = context(store, "hr_manager"), context(store, "employee")
    await save_view(hr, **GIVEN)
    shared = await save_view(hr, **GIVEN | {"name": "共享的"}, is_shared=True)

    seen = await views_of(other, "people")

    assert [(view.name, view.is_own) for view in seen] == [("共享的", False)]
    with pytest.raises(NotFound):
        await delete_view(other, id=shared)
    with pytest.raises(NotFound):
        await save_view(other, **GIVEN, id=shared)
    assert [view.name for view in await views_of(hr, "people")] == ["快转正的", "共享的"]


async def test_sharing_is_a_right_of_its_own(store):
    me = context(store, "department_manager")

    with pytest.raises(Denied):
        await save_view(me, **GIVEN, is_shared=True)

    assert await views_of(me, "people") == []


async def test_an_older_version_is_refused(store):
    me = context(store, "employee")
    view_id = await save_view(me, **GIVEN)
    await save_view(me, **GIVEN | {"name": "改名"}, id=view_id, version=1)

    with pytest.raises(Conflict):
        await save_view(me, **GIVEN, id=view_id, version=1)

    assert [view.name for view in await views_of(me, "people")] == ["改名"]


async def test_a_deleted_view_is_nobodys_default_any_longer(store):
    hr, other = context(store, "hr_manager"), context(store, "employee")
    view_id = await save_view(hr, **GIVEN, is_shared=True)
    await save_list_choice(other, page="people", view_id=view_id)
    assert (await choice_of(other, "people")).view_id == view_id

    await delete_view(hr, id=view_id)

    assert (await choice_of(other, "people")).view_id is None


async def test_a_choice_changes_only_what_is_named(store):
    me = context(store, "employee")

    await save_list_choice(me, page="people", columns=["status", "hiredOn", "status"], density="compact")
    await save_list_choice(me, page="people", size=50)

    kept = await choice_of(me, "people")
    assert (kept.columns, kept.density, kept.size) == (("status", "hiredOn"), "compact", 50)
    assert (await choice_of(context(store, "hr_manager"), "people")).columns == ()


async def test_the_row_height_is_one_for_all_lists(store):
    me = context(store, "employee")

    await save_list_choice(me, page="people", density="compact")
    assert (await choice_of(me, "audit")).density == "compact"
    assert (await choice_of(me, "people")).version == 0

    await save_list_choice(me, page="lists", density="")
    assert (await choice_of(me, "people")).density == ""
    assert (await choice_of(context(store, "hr_manager"), "people")).density == ""


@pytest.mark.parametrize(
    "given",
    [{"density": "huge"}, {"size": 7}, {"columns": ["a b"]}, {"columns": [f"c{n}" for n in range(41)]}],
)
async def test_a_choice_that_makes_no_sense_is_refused(store, given):
    me = context(store, "employee")

    with pytest.raises(InvalidInput):
        await save_list_choice(me, page="people", **given)

    assert (await choice_of(me, "people")).version == 0


@pytest.mark.parametrize(
    "given", [{"name": " "}, {"name": "长" * 61}, {"page": "pay"}, {"address": "q=" + "x" * 2000}]
)
async def test_a_view_that_makes_no_sense_is_refused(store, given):
    with pytest.raises(InvalidInput):
        await save_view(context(store, "employee"), **GIVEN | given)


async def test_nobodys_view_can_be_chosen(store):
    hr, other = context(store, "hr_manager"), context(store, "employee")
    private = await save_view(hr, **GIVEN)

    with pytest.raises(NotFound):
        await save_list_choice(other, page="people", view_id=private)
