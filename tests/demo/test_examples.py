"""Examples are loaded through the product's own tables."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from policies import load
from server.demo.examples import WHOLE, Loader, context_at, expand, last_moment
from server.metrics.dictionary.load import load_builtin

DAY = date(2025, 1, 1)


@pytest.fixture
def put_in(store):
    async def put_in(sql, **tables):
        ctx = context_at(store, load(), date(2025, 4, 30))
        await Loader(store, load_builtin(), ctx).load(tables)
        return [tuple(None if x is None else str(x) for x in row) for row in await store.reads.rows(sql)]

    return put_in


def test_a_row_may_stand_for_several():
    rows: list[dict[str, object]] = [
        {"repeat": 2, "id": "a{i}", "day": "2025-04-{i:02d}", "n": 3},
        {"id": "b{"},
    ]
    assert expand(rows, {"n": 1}) == [
        {"id": "a1", "day": "2025-04-01", "n": 3},
        {"id": "a2", "day": "2025-04-02", "n": 3},
        {"id": "b{", "n": 1},
    ]


def test_a_context_looks_from_the_close_of_its_day(sqlite_store):
    ctx = context_at(sqlite_store, load(), date(2025, 4, 30))
    assert ctx.today == date(2025, 4, 30)
    assert ctx.now == datetime(2025, 4, 30, 15, 59, 59, 999000, UTC)
    assert last_moment(date(2025, 4, 30), "UTC") == datetime(2025, 4, 30, 23, 59, 59, 999000, UTC)


async def test_people_without_an_assignment_stand_in_the_whole(put_in):
    found = await put_in(
        "select e.code,d.code,a.valid_from,a.valid_to from assignment a join employee e on e.id=a.employee_id "
        "join department d on d.id=a.department_id order by 1,3",
        employment=[
            {"spell_id": "a", "start_date": DAY},
            {"spell_id": "b", "start_date": DAY, "end_date": date(2025, 2, 10)},
            {"spell_id": "c", "start_date": DAY},
        ],
        assignment=[{"spell_id": "c", "dept_id": "X", "valid_from": DAY}],
    )
    assert found == [
        ("a", WHOLE, "2025-01-01", None),
        ("b", WHOLE, "2025-01-01", "2025-02-11"),
        ("c", "X", "2025-01-01", None),
    ]


async def test_a_person_has_one_code_and_several_stays(put_in):
    found = await put_in(
        "select e.code,s.hired_on,s.is_initial,s.leave_kind,s.leave_ground,s.contract,s.type,s.valid_to "
        "from employment s join employee e on e.id=s.employee_id order by 2",
        employment=[
            {"spell_id": "p1", "person_id": "p", "start_date": DAY, "end_date": DAY, "exit_type": "death"},
            {"spell_id": "p2", "person_id": "p", "start_date": date(2025, 2, 1), "is_rehire": True,
             "employment_type": "fixed_term"},
        ],
    )  # fmt: skip
    assert found == [
        ("p", "2025-01-01", found[0][2], "OTHER", "DEATH", "OPEN_ENDED", "FULL_TIME", "2025-02-01"),
        ("p", "2025-02-01", found[1][2], None, None, "FIXED_TERM", "FULL_TIME", None),
    ]
    assert found[0][2] in ("1", "True")
    assert found[1][2] in ("0", "False")


async def test_what_is_said_of_a_post_makes_a_post(put_in):
    found = await put_in(
        "select p.code,p.is_manager from position p order by 1",
        employment=[
            {"spell_id": "a", "start_date": DAY, "position": "clerk"},
            {"spell_id": "b", "start_date": DAY, "position": "clerk"},
            {"spell_id": "c", "start_date": DAY, "position": "clerk", "is_manager": True},
        ],
    )
    assert [code for code, _ in found] == ["clerk", "clerk#1"]


async def test_departments_hang_as_the_rows_say_day_by_day(put_in):
    found = await put_in(
        "select d.code,v.valid_from,u.code,v.recorded_at from department_version v "
        "join department d on d.id=v.department_id left join department u on u.id=v.parent_id order by 1,2",
        department=[
            {"code": "A"},
            {"code": "T", "parent": "A"},
            {
                "code": "T",
                "parent": "B",
                "valid_from": date(2025, 5, 1),
                "recorded_at": "2025-06-01T00:00:00Z",
            },
        ],
        employment=[],
    )
    assert found == [
        ("A", "1900-01-01", None, "2000-01-01T00:00:00.000Z"),
        ("B", "1900-01-01", None, "2000-01-01T00:00:00.000Z"),
        ("T", "1900-01-01", "A", "2000-01-01T00:00:00.000Z"),
        ("T", "2025-05-01", "B", "2025-06-01T00:00:00.000Z"),
    ]


async def test_sealed_amounts_are_sealed_with_the_key_of_their_person(put_in, store):
    ((person, row, sealed, key),) = await put_in(
        "select i.employee_id,i.id,i.amount,k.wrapped from incentive_payout i "
        "join person_key k on k.person_id=i.employee_id",
        incentive=[{"person_id": "p", "paid_on": DAY, "amount": "12.5", "basis": "csat"}],
    )
    assert person
    assert store.vault.open(key, f"incentive_payout.amount|{row}", sealed) == "12.50"
