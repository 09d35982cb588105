"""Every kind of file is listed once, with the labels of its columns."""

from __future__ import annotations

import pytest

from server.imports.kinds import every, label_of
from tests.plan.world import context


async def test_people_come_first_and_every_column_has_both_labels(sqlite_store):
    ctx = context(sqlite_store, "hr_manager")

    found = await every(ctx)

    assert [each.name for each in found[:2]] == ["people", "attendance"]
    assert len({each.name for each in found}) == len(found)
    assert found[0].fields[0] == ("code", "工号", "Code", True)
    assert [(each.name, name) for each in found for name, zh, en, _ in each.fields if not (zh and en)] == []
    assert (label_of(ctx, "people", "hired_on"), label_of(ctx, "people", "nothing")) == (
        "入职日期",
        "nothing",
    )


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("employee", []),
        ("administrator", []),
        ("payroll_specialist", ["people", "payroll"]),
    ],
)
async def test_who_may_write_a_column_of_a_kind_may_bring_it_in(sqlite_store, role, kinds):
    found = await every(context(sqlite_store, role))

    assert [each.name for each in found if each.may_import] == kinds
    assert len(found) == len(await every(context(sqlite_store, "hr_manager")))


async def test_the_hr_manager_brings_in_master_data_and_no_payroll(sqlite_store):
    found = {each.name for each in await every(context(sqlite_store, "hr_manager")) if each.may_import}

    assert {"people", "attendance", "departments", "positions", "locations", "courses", "candidates"} <= found
    assert "payroll" not in found
