"""The pages of data show something: files applied, contradicted, taken back and waiting; no worker is left any."""

from __future__ import annotations

from server.demo.loading import SHOP, line, load_some, twin_of
from server.people.models import Department
from tests.people.town import plant, rows
from tests.plan.world import context, uid


async def test_files_of_two_systems_stand_at_every_step(sqlite_store):
    """D2 is made the shop of the demo here; E2 and E3 work there."""
    await plant(sqlite_store)
    await sqlite_store.write(lambda: Department.filter(code="D2").update(code=SHOP))

    done = await load_some(sqlite_store, context(sqlite_store, "hr_manager"), ("account", "任霞"), uid("E1"))

    assert done == 7
    assert await rows(
        sqlite_store, "select kind,state,count(*) from import_batch group by 1,2 order by 1,2"
    ) == [
        ("courses", "APPLIED", "1"),
        ("people", "APPLIED", "4"),
        ("people", "REVERTED", "1"),
        ("people", "VALIDATED", "1"),
    ]
    assert await rows(sqlite_store, "select count(*) from job where state<>'DONE'") == [("0",)]
    assert await rows(sqlite_store, "select count(*) from employee where code like 'PE%'") == [("1",)]


def test_a_twin_is_the_same_person_under_another_number():
    person = ("E1", "陈佳", "D2", "2024-02-05", "")

    assert line(twin_of(person)) == "PE1,陈佳,D2,2024-02-05,"
