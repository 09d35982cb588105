"""Five files from five systems make one person each; conflicts, undo, merge and un-merge leave the ledger right."""

from __future__ import annotations

import pytest

from bench import merging
from server.imports import operations as act
from server.imports.duplicates import candidates
from server.kernel.context import SYSTEM
from server.people.operations import hire_employee
from tests.imports.five import SOURCES, files
from tests.imports.steps import Desk
from tests.people.town import plant
from tests.plan.world import TODAY, context

COUNT, WRONG = 300, 10
OPEN = "select count(*) from data_conflict where superseded_at is null and state='OPEN'"
LINKED = (
    "select s.name,count(distinct r.employee_id) from source_record r join import_source s on s.id=r.source_id "
    "where r.superseded_at is null group by s.name order by s.name"
)
CHECKED = "select sum(rows_checked),sum(rows_conflict) from data_check where superseded_at is null"


async def picture(desk):
    """What is in force of everybody, without the ids of rows that were put back."""
    return [
        await desk.rows(
            "select code,name,phone_hash,email_hash,id_number_hash from employee "
            "where code not like '%~%' order by code"
        ),
        await desk.rows(
            "select employee_id,valid_from,valid_to,department_id from assignment "
            "where superseded_at is null order by 1,2"
        ),
        await desk.rows(
            "select employee_id,valid_from,valid_to from compensation where superseded_at is null order by 1,2"
        ),
        await desk.rows(
            "select employee_id,hired_on,left_on from employment where superseded_at is null order by 1,2"
        ),
        await desk.rows(LINKED),
        await desk.rows(
            "select employee_id,field,state,rule,chosen_id from data_conflict where superseded_at is null order by 1,2"
        ),
    ]


async def test_five_files_are_merged_changed_undone_and_unmerged(store):
    await plant(store)
    desk = Desk(context(store, "hr_manager").acting_as(SYSTEM))
    await act.save_import_source(desk.later(), name="hris", rank=1)
    start, stood, batches = await picture(desk), [], []
    given = files(COUNT, wrong=WRONG)
    for source in SOURCES:
        batches.append(await desk.load(given[source], source=source))
        stood.append(await picture(desk))

    assert await desk.rows("select count(*) from employee where code like 'H%'") == [(str(COUNT),)]
    assert await desk.rows(LINKED) == [(source, str(COUNT)) for source in sorted(SOURCES)]
    assert await desk.rows(OPEN) == [("0",)]
    settled = await desk.rows(
        "select rule,count(*) from data_conflict where superseded_at is null group by rule"
    )
    assert settled == [("PRIORITY", str(COUNT // WRONG))]
    assert await desk.rows(CHECKED) == [(str(5 * COUNT), "0")]

    changed = await desk.load(given["hris"].replace(",D3,", ",D4,"), source="hris")
    assert (await desk.counts(changed))[:5] == (
        "APPLIED",
        str(COUNT),
        "0",
        str(COUNT // 3),
        str(COUNT - COUNT // 3),
    )
    await desk.undo(changed)
    assert await picture(desk) == stood[-1]

    hr = Desk(context(store, "hr_manager"))
    hr.ctx = desk.ctx.acting_as(hr.ctx.principal)
    twin = await hire_employee(
        hr.ctx,
        code="TWIN",
        name="员工7",
        hired_on=TODAY,
        department_code="D2",
        id_number="110101199001010007",
    )
    paired = await picture(hr)
    (pair,) = await candidates(hr.ctx)
    merge = await act.merge_employees(hr.later(), keep_id=pair.one, drop_id=pair.other)
    assert twin in (pair.one, pair.other)
    assert await candidates(hr.ctx) == []
    await act.unmerge_employees(hr.later(), id=merge)
    assert await picture(hr) == paired

    desk.ctx = hr.ctx.acting_as(desk.ctx.principal)
    await act.merge_employees(hr.later(), keep_id=pair.one, drop_id=pair.other)
    for batch in reversed(batches):
        desk.ctx = desk.later(5)
        await desk.undo(batch)
    left = await picture(desk)
    assert left[-2:] == [[("hris", "1")], []]
    assert [row for row in left[0] if row[0] not in ("H7", "TWIN")] == start[0]
    assert await desk.rows("select count(*) from data_check where superseded_at is null") == [("0",)]


async def test_the_benchmark_holds_the_ledger_right_on_both_databases_with_open_conflicts_too(store):
    steps = [name for name, _ in await merging.merge(store, 40, wrong=10)]

    assert steps == [
        "five_files", *SOURCES, "change", "undo", "rival", "contest", "uncontest", "merge_and_unmerge",
    ]  # fmt: skip


async def test_the_benchmark_ends_where_the_ledger_is_wrong(store):
    watch = merging.Watch(Desk(context(store, "hr_manager")))

    with pytest.raises(merging.Wrong, match="after upload people is"):
        await watch.step("upload", people=("select count(*) from employee", [("1",)]))
