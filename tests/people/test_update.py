"""Keeping one's record: contacts are sealed, found by their hash, and can be cleared."""

from __future__ import annotations

from server.kernel.errors import Conflict, Denied, InvalidInput
from server.people import operations
from tests.people.town import refused, rows
from tests.plan.world import context, uid

OWN = f"from employee where id='{uid('E3')}'"


async def test_a_new_phone_is_sealed_and_hashed(town):
    await operations.update_employee(
        context(town, "employee"), code="E3", changes={"phone": "１３９ 0000 0003"}
    )

    ((sealed, hashed, key),) = await town.reads.rows(
        f"select phone,phone_hash,wrapped from employee join person_key on person_id=id where id='{uid('E3')}'"
    )
    assert town.vault.open(key, f"employee.phone|{uid('E3')}", sealed) == "13900000003"
    assert hashed == town.vault.blind("employee.phone", "13900000003")


async def test_a_contact_can_be_cleared(town):
    await operations.update_employee(context(town, "employee"), code="E3", changes={"email": None})

    assert await rows(town, f"select email,email_hash {OWN}") == [(None, None)]


async def test_a_new_name_is_spelled_anew(town):
    await operations.update_employee(context(town, "hr_manager"), code="E3", changes={"name": "陈嘉"})

    assert await rows(town, f"select name,name_pinyin,name_initials,version {OWN}") == [
        ("陈嘉", "chenjia", "cj", "2")
    ]


async def test_the_right_to_one_field_is_not_the_right_to_another(town):
    own = context(town, "employee")

    await refused(
        town,
        lambda: operations.update_employee(
            own, code="E3", changes={"phone": "13900000003", "id_number": "999999"}
        ),
        Denied,
    )


async def test_an_update_changes_something_and_a_name_is_never_empty(town):
    ctx = context(town, "hr_manager")

    await refused(town, lambda: operations.update_employee(ctx, code="E3", changes={}), InvalidInput)
    await refused(
        town, lambda: operations.update_employee(ctx, code="E3", changes={"name": None}), InvalidInput
    )


async def test_who_was_quicker_and_when_is_said_in_both_languages(town):
    ctx = context(town, "hr_manager")
    await operations.update_employee(ctx, code="E3", version=1, changes={"name": "陈嘉"})

    told = await refused(
        town,
        lambda: operations.update_employee(ctx, code="E3", version=1, changes={"name": "陈佳"}),
        Conflict,
    )

    who = ctx.principal.name
    assert told.zh == f"{who} 已于 06-30 16:00 修改了这条记录，请核对后再保存。"
    assert told.en == f"{who} changed this record on 06-30 16:00; look at both before you save."
