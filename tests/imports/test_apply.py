"""Good rows become people, once; leaves and returns are recorded as the operations record them."""

from __future__ import annotations

from pathlib import Path

import pytest

from server import audit
from server.imports import import_file, run
from server.kernel.errors import Conflict
from tests.imports.files import GOOD, SOURCE, counts
from tests.people.town import one, picture, rows
from tests.plan.world import uid


async def test_good_rows_become_people_with_their_facts(bring, town):
    result = await bring(GOOD)

    assert result.as_json() == {
        "rows": 2, "accepted": 2, "rejected": 0, "created": 2, "updated": 0, "unchanged": 0, "errors": [],
        "unknownColumns": [],
    }  # fmt: skip
    assert await rows(
        town,
        "select e.code,e.name_initials,m.hired_on,m.confirmed_on,d.code,p.code,b.code from employee e "
        "join employment m on m.employee_id=e.id "
        "join assignment a on a.employee_id=e.id join department d on d.id=a.department_id "
        "join position p on p.id=a.position_id join employee b on b.id=a.manager_id "
        "where e.code like 'N%' order by e.code",
    ) == [
        ("N1", "hx", "2024-03-01", "2024-03-01", "D2", "P1", "E2"),
        ("N2", "zgq", "2024-03-02", "2024-03-02", "D4", "P1", "N1"),
    ]
    assert (await audit.verify(town)).ok
    assert await one(town, "select count(*) from audit_entry") == 1


async def test_a_repeat_changes_nothing(bring, town):
    await bring(GOOD)
    before = await picture(town)

    result = await bring(GOOD)

    assert counts(result) == {
        "rows": 2,
        "accepted": 2,
        "rejected": 0,
        "created": 0,
        "updated": 0,
        "unchanged": 2,
    }
    assert await picture(town) == before


async def test_a_leave_in_the_file_is_announced_and_a_return_opens_a_new_employment(bring, town):
    leave = "工号,姓名,部门,入职日期,离职日期,离职类型\nE3,陈佳,D2,2024-02-05,2025-06-20,主动离职\n"
    back = "工号,姓名,部门,入职日期\nE5,孙宁,D4,2025-06-02\n"

    assert (await bring(leave)).updated == 1
    assert await rows(
        town,
        f"select left_on,leave_kind from employment where employee_id='{uid('E3')}' and superseded_at is null",
    ) == [("2025-06-20", "VOLUNTARY")]
    assert await one(town, "select count(*) from outbox_message where topic like 'exit.%'") == 4
    assert (await bring(back)).updated == 1
    assert await rows(
        town,
        f"select hired_on,left_on from employment where employee_id='{uid('E5')}' and superseded_at is null order by 1",
    ) == [
        ("2023-07-03", "2025-03-31"),
        ("2025-06-02", None),
    ]
    assert (await bring(leave)).unchanged == 1


async def test_a_person_written_meanwhile_stops_the_import(operator, town, tmp_path):
    file = "工号,姓名,部门,入职日期\nE3,陈嘉,D2,2024-02-05\nN1,何欣,D2,2024-03-01\n".encode()
    ready = await run.check(operator, "people", file, SOURCE)
    await import_file(operator, "people", _file(tmp_path, file), SOURCE)

    with pytest.raises(Conflict):
        await town.write(ready.apply)


def _file(folder: Path, content: bytes) -> Path:
    file = folder / "x.csv"
    file.write_bytes(content)
    return file
