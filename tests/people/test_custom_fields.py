"""Added fields: defined once, their values dated, sealed, superseded and never overwritten."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput
from server.people import operations as ops
from server.people.models import CustomType
from tests.people.town import one, refused, rows
from tests.plan.world import context

LIVE = (
    "select valid_from,valid_to,open_text from custom_value where superseded_at is null order by valid_from"
)
SIZE = {
    "key": "size",
    "label_zh": "尺码",
    "label_en": "Size",
    "type": CustomType.CHOICE,
    "data_class": "roster",
}


async def defined(town, **given) -> str:
    return await ops.define_custom_field(
        context(town, "hr_manager"), **SIZE | {"choices": ["S", "M", "L"]} | given
    )


async def fill(town, value, day=None, key="size", role="hr_manager"):
    values = [{"key": key, "value": value}]
    return await ops.set_custom_fields(context(town, role), code="E4", values=values, effective_on=day)


async def test_a_value_holds_from_its_day_and_history_stays(town):
    await defined(town)
    await fill(town, "S", date(2025, 5, 12))
    await fill(town, "M", date(2025, 6, 1))

    assert await rows(town, LIVE) == [("2025-05-12", "2025-06-01", "S"), ("2025-06-01", None, "M")]
    assert await one(town, "select count(*) from custom_value where superseded_at is not null") == 1


async def test_a_value_learned_late_ends_where_the_next_begins(town):
    await defined(town)
    await fill(town, "M", date(2025, 6, 1))
    await fill(town, "S", date(2025, 5, 12))

    assert await rows(town, LIVE) == [("2025-05-12", "2025-06-01", "S"), ("2025-06-01", None, "M")]


async def test_a_value_is_taken_away_from_a_day(town):
    await defined(town)
    await fill(town, "S", date(2025, 5, 12))
    await fill(town, None, date(2025, 6, 1))

    assert await rows(town, LIVE) == [("2025-05-12", "2025-06-01", "S")]


async def test_the_same_value_again_adds_nothing(town):
    await defined(town)
    await fill(town, "S")
    await fill(town, "S")

    assert await one(town, "select count(*) from custom_value") == 1


async def test_a_protected_value_lies_nowhere_in_the_open(town):
    await defined(town, key="bank", type=CustomType.TEXT, data_class="pay")
    await fill(town, "6222 0001", key="bank", role="payroll_specialist")

    ((sealed, shown),) = await rows(town, "select value,open_text from custom_value")
    assert shown is None
    assert "6222" not in sealed


async def test_who_may_not_write_the_class_fills_nothing(town):
    await defined(town, key="bank", type=CustomType.TEXT, data_class="pay")

    trouble = await refused(town, lambda: fill(town, "6222", key="bank"), Denied)

    assert trouble.path == ("input", "bank")


async def test_a_required_field_is_not_emptied_and_an_unknown_one_not_filled(town):
    await defined(town, is_required=True)

    await refused(town, lambda: fill(town, ""), InvalidInput)
    await refused(town, lambda: fill(town, "x", key="nothing"), InvalidInput)
    hr = context(town, "hr_manager")
    await refused(town, lambda: ops.set_custom_fields(hr, code="E4", values=[]), InvalidInput)


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"data_class": "policy"}, "dataClass"),
        ({"data_class": "pay", "is_searchable": True}, "isSearchable"),
        ({"choices": ["S"]}, "choices"),
    ],
)
async def test_a_definition_must_make_sense(town, given, at):
    trouble = await refused(town, lambda: defined(town, **given), InvalidInput)

    assert trouble.path == ("input", at)


async def test_a_key_is_given_once(town):
    await defined(town)

    await refused(town, lambda: defined(town), Conflict)


async def test_a_definition_is_changed_and_put_out_of_use(town):
    field = await defined(town)
    hr = context(town, "hr_manager")

    changes = {"label_zh": "工服尺码", "choices": ["S", "M", "L", "XL"], "is_active": False}
    await ops.change_custom_field(hr, id=field, changes=changes, version=1)

    assert await rows(town, "select label_zh,choices from custom_field") == [
        ("工服尺码", '["S","M","L","XL"]')
    ]
    await refused(town, lambda: fill(town, "S"), InvalidInput)
    await refused(
        town, lambda: ops.change_custom_field(hr, id=field, changes={"place": 1}, version=1), Conflict
    )
    await refused(town, lambda: ops.change_custom_field(hr, id=field, changes={}), InvalidInput)
