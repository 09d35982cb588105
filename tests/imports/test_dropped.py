"""Whom a whole list lacks is listed by name, at the dry run and after, changed in nothing, and taken back with it."""

from __future__ import annotations

import pytest

from server.imports import Options, import_file
from server.imports import operations as act
from server.people.models import Employee, Employment
from tests.imports.steps import Desk

HEAD = "工号,姓名,部门,入职日期\n"
E1, E2, E3 = "E1,王芳,D1,2020-01-06\n", "E2,李娜,D2,2021-03-01\n", "E3,陈佳,D2,2024-02-05\n"
FULL = HEAD + E1 + E2 + E3
DROPS = "select d.state,e.code,d.code from source_drop d join employee e on e.id=d.employee_id "


@pytest.fixture
async def desk(operator):
    desk = Desk(operator)
    await act.save_import_source(desk.later(), name="hris", is_complete=True)
    await desk.load(FULL)
    return desk


async def drops(desk, batch):
    return await desk.rows(f"{DROPS} where d.batch_id='{batch}' order by e.code")


async def dropped(desk, batch):
    return (await desk.rows(f"select is_complete,dropped from import_batch where id='{batch}'"))[0][1]


async def test_the_dry_run_names_them_and_the_application_changes_nothing_of_them(desk):
    before = await desk.rows("select id,left_on,version from employment order by id")

    batch = await desk.upload(HEAD + E1 + E2)
    await desk.check(batch)
    await desk.check(batch)
    assert await drops(desk, batch) == [("EXPECTED", "E3", "E3")]

    await desk.apply(batch)

    assert await drops(desk, batch) == [("OPEN", "E3", "E3")]
    assert await dropped(desk, batch) == "1"
    assert await desk.rows("select id,left_on,version from employment order by id") == before


async def test_a_file_that_is_no_whole_list_lacks_nobody(desk):
    batch = await desk.upload(HEAD + E1)
    columns = [{"header": "工号", "field": "code"}]
    await act.map_import(desk.later(), id=batch, columns=columns, is_complete=False)
    await desk.check(batch)
    await desk.apply(batch)

    assert await drops(desk, batch) == []
    assert await dropped(desk, batch) == "0"


async def test_of_one_batch_alone_it_can_be_said_that_it_is_whole(operator):
    desk = Desk(operator)
    await desk.load(FULL)
    batch = await desk.upload(HEAD + E1 + E3)
    columns = [{"header": "工号", "field": "code"}]
    await act.map_import(desk.later(), id=batch, columns=columns, is_complete=True)
    await desk.check(batch)

    assert await drops(desk, batch) == [("EXPECTED", "E2", "E2")]


async def test_who_stands_in_a_refused_row_or_has_left_is_not_missing(desk):
    await desk.ctx.store.write(lambda: leave("E2"))

    batch = await desk.load(HEAD + E1 + "E3,陈佳,D404,2024-02-05\n")

    assert await drops(desk, batch) == []


async def leave(code):
    person = await Employee.get(code=code)
    stays = Employment.filter(employee_id=person.id, superseded_at=None)
    await stays.update(left_on="2025-06-01")


async def test_a_later_list_repeats_who_is_missing_and_ends_it_for_who_is_back(desk):
    first = await desk.load(HEAD + E1)
    second = await desk.load(HEAD + E1 + E2)

    assert await drops(desk, first) == [("RETURNED", "E2", "E2"), ("REPEATED", "E3", "E3")]
    assert await drops(desk, second) == [("OPEN", "E3", "E3")]

    await desk.undo(second)
    assert await drops(desk, first) == [("OPEN", "E2", "E2"), ("OPEN", "E3", "E3")]
    assert await drops(desk, second) == [("WITHDRAWN", "E3", "E3")]

    await desk.undo(first)
    assert await drops(desk, first) == [("WITHDRAWN", "E2", "E2"), ("WITHDRAWN", "E3", "E3")]


async def test_what_an_undo_opens_again_gives_way_to_what_is_asked_already(desk):
    first = await desk.load(HEAD + E1 + E2)
    second = await desk.load(FULL)
    third = await desk.load(HEAD + E1 + E2)

    await desk.undo(second)

    assert await drops(desk, first) == [("REPEATED", "E3", "E3")]
    assert await drops(desk, third) == [("OPEN", "E3", "E3")]


async def test_the_command_follows_the_setting_of_the_source(desk, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(HEAD + E1 + E3)

    await import_file(desk.later(), "people", file, Options("hris"))

    assert await desk.rows(DROPS) == [("OPEN", "E2", "E2")]
