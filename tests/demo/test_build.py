"""The sample worlds: about 500 people, the 15 % / 10 % month, believable people behind the accounts."""

from __future__ import annotations

import asyncio
from datetime import date
from itertools import pairwise

import pytest

from server import audit
from server.demo import ACCOUNTS, build
from server.kernel.settings import Settings
from server.people.models import LeaveKind
from server.store.migrate import create_all
from server.store.store import Store

TODAY = date(2025, 4, 5)
IN_STORE = (
    "select e.code from employee e join assignment a on a.employee_id=e.id join department d on d.id=a.department_id "
    "join employment m on m.employee_id=e.id and m.superseded_at is null where d.code='R-S01'"
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled(request, tmp_path_factory, secrets):
    """Fill each database once; the tests only read."""
    settings = Settings(data=tmp_path_factory.mktemp("world"))
    if request.param == "sqlite":
        yield settings, asyncio.run(fill(settings, secrets))
        return
    scratch = request.getfixturevalue("scratch")
    name = scratch.create()
    settings = Settings(data=settings.data, database_url=scratch.at(name))
    yield settings, asyncio.run(fill(settings, secrets))
    scratch.drop(name)


async def fill(settings, secrets):
    await create_all(settings)
    store = await Store.open(settings, secrets)
    try:
        return await build(store, settings, TODAY)
    finally:
        await store.close()


@pytest.fixture
async def demo(filled, secrets):
    settings, shown = filled
    store = await Store.open(settings, secrets)
    yield store, shown
    await store.close()


async def count(store, sql):
    return len(await store.reads.rows(sql))


async def test_the_showcase_opens_with_20_hires_23_loses_3_and_closes_with_40(demo):
    """3/20 = 15 % on the opening headcount, 3/((20+40)/2) = 10 % on the average."""
    store, shown = demo

    assert (shown.department, shown.period) == ("R-S01", "2025-03")
    here = "and (m.left_on is null or m.left_on>='{0}')"
    assert await count(store, f"{IN_STORE} and m.hired_on<'2025-03-01' {here.format('2025-03-01')}") == 20
    assert await count(store, f"{IN_STORE} and m.hired_on between '2025-03-01' and '2025-03-31'") == 23
    assert await count(store, f"{IN_STORE} and m.left_on between '2025-03-01' and '2025-03-31'") == 3
    assert await count(store, f"{IN_STORE} and m.hired_on<='2025-03-31' {here.format('2025-04-01')}") == 40


async def test_it_is_about_500_people_in_one_tree(demo):
    store, _ = demo

    people = await count(store, "select 1 from employee")
    assert 450 <= people <= 560
    assert await count(store, "select 1 from department where parent_id is null") == 1
    assert await count(store, "select 1 from department where kind='COMPANY'") == 4
    assert (
        await count(store, "select 1 from attendance group by month") == 25
    )  # this month is kept day by day


async def test_people_come_go_move_and_rise(demo):
    store, _ = demo
    kinds = {
        row[0]
        for row in await store.reads.rows(
            "select distinct leave_kind from employment where left_on is not null"
        )
    }

    assert kinds == set(LeaveKind)
    assert await count(store, "select 1 from assignment where reason='transfer'") >= 10
    assert await count(store, "select 1 from assignment where reason='promotion'") >= 20
    live = "select 1 from employment where superseded_at is null and left_on is null"
    assert await count(store, f"{live} and confirmed_on is null") >= 10
    assert await count(store, f"{live} and notice_on is not null") == 6


async def test_facts_cover_without_overlap(demo):
    store, _ = demo

    for table in ("assignment", "compensation"):
        facts: dict[str, list[tuple[str, str | None]]] = {}
        for person, start, end in await store.reads.rows(
            f"select employee_id,valid_from,valid_to from {table} order by 1,2"
        ):
            facts.setdefault(person, []).append((start, end))
        assert all(end == after for spans in facts.values() for (_, end), (after, _) in pairwise(spans))
        assert all(spans[-1][1] is None for spans in facts.values())


async def test_nothing_is_known_before_it_is_recorded_or_after_now(demo):
    store, _ = demo

    for table in ("employment", "assignment", "compensation"):
        assert await count(store, f"select 1 from {table} where recorded_at>'2025-04-05T04:00:00.000Z'") == 0
        assert await count(store, f"select 1 from {table} where superseded_at<recorded_at") == 0


async def test_accounts_belong_to_people_with_believable_posts(demo):
    store, _ = demo
    sql = (
        "select e.code,p.name,d.code from employee e join assignment a on a.employee_id=e.id and a.valid_to is null "
        "join position p on p.id=a.position_id join department d on d.id=a.department_id"
    )
    held = {code: (post, department) for code, post, department in await store.reads.rows(sql)}

    assert {role: held[code] for role, _, code, _ in ACCOUNTS if code} == {
        "general_manager": ("总经理", "Z-HQ"),
        "hr_manager": ("人力资源经理", "Z-HQ"),
        "payroll_specialist": ("薪资专员", "Z-HQ"),
        "performance_specialist": ("绩效专员", "Z-HQ"),
        "hr_specialist": ("HR专员", "R-HR"),
        "department_manager": ("店长", "R-S01"),
        "employee": ("导购", "R-S01"),
    }
    ((head,),) = await store.reads.rows(
        "select e.code from department d join employee e on e.id=d.manager_id where d.code='R-S01'"
    )
    assert head == "R1005"


async def test_contacts_and_pay_are_sealed_and_the_chain_holds(demo):
    store, _ = demo
    ((person, phone, number, key),) = await store.reads.rows(
        "select e.id,e.phone,e.id_number,k.wrapped from employee e join person_key k on k.person_id=e.id "
        "where e.code='R1005'"
    )

    assert store.vault.open(key, f"employee.phone|{person}", phone).startswith("1380000")
    assert store.vault.open(key, f"employee.id_number|{person}", number).startswith("999999")
    assert (await audit.verify(store)).ok
    ((first,),) = await store.reads.rows("select action from audit_entry order by seq limit 1")
    assert first == "demo.build"
