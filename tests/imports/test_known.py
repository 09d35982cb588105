"""What is known is found by code or name, and what differs is changed from a day on."""

from __future__ import annotations

from dataclasses import replace

from tests.imports.files import SOURCE
from tests.people.town import one, rows
from tests.plan.world import uid


async def test_unknown_departments_are_created_only_when_asked(bring, town):
    text = "code,name,department,hiredOn,title\nN1,何欣,新店,2023-05-01,新岗\nN2,李欣,新店,2023-04-01,\n"

    assert (await bring(text)).rejected == 2
    assert (await bring(text, replace(SOURCE, create_departments=True))).created == 2
    assert await rows(
        town,
        "select d.code,d.parent_id,v.valid_from from department d "
        "join department_version v on v.department_id=d.id where d.name='新店'",
    ) == [("新店", uid("D1"), "2023-04-01")]
    assert await one(town, "select count(*) from position where name='新岗'") == 1


async def test_changes_are_found_and_dated(bring, town):
    header = "工号,姓名,部门,入职日期,手机,月薪,生效日期"
    text = f"{header}\nE3,陈嘉,D3,2024-02-05,13900000009,9600,2025-06-01\nE2,李娜,D2,2021-03-01,,,\n"

    result = await bring(text)

    assert (result.updated, result.unchanged) == (1, 1)
    assert await rows(town, f"select name,name_pinyin,version from employee where id='{uid('E3')}'") == [
        ("陈嘉", "chenjia", "2")
    ]
    assert await rows(
        town,
        "select d.code,a.valid_from,a.valid_to from assignment a join department d on d.id=a.department_id "
        f"where a.employee_id='{uid('E3')}' and a.superseded_at is null order by a.valid_from",
    ) == [("D4", "2024-02-05", "2025-01-01"), ("D2", "2025-01-01", "2025-06-01"), ("D3", "2025-06-01", None)]
    assert (
        await one(
            town,
            f"select count(*) from compensation where employee_id='{uid('E3')}' and superseded_at is null",
        )
        == 2
    )
    assert (await bring(text)).unchanged == 2
    assert [row[0] for row in await rows(town, "select action from audit_entry order by seq")] == [
        "people.import_employee",
        "imports.people",
    ]
