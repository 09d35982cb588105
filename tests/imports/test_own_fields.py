"""The company's own fields come in by file: offered, suggested, looked at, kept from their day, and taken back."""

from __future__ import annotations

import pytest

from server.imports import operations as act
from server.imports.kinds import every
from server.imports.reading import cells, columns
from server.imports.result import RowError
from server.imports.run import Options
from server.kernel.errors import Denied, InvalidInput
from server.people import operations as ops
from server.people.models import CustomType
from tests.imports.steps import Desk
from tests.plan.world import context

LIVE = (
    "select e.code,f.key,v.valid_from,v.valid_to,v.open_text from custom_value v "
    "join employee e on e.id=v.employee_id join custom_field f on f.id=v.field_id "
    "where v.superseded_at is null and e.code in ('E3','E4','N1') order by 1,2,3"
)
FILE = "工号,姓名,部门,入职日期,鞋码,Badge No,uniform\nE3,,,,41,B-3,M\nE4,,,,x,B-4,L\nN1,何欣,D2,2024-03-01,38.5,,S\n"
REPEAT = "工号,鞋码,Badge No,uniform\nE3,41,B-3,M\n"


@pytest.fixture
async def desk(town):
    hr = context(town, "hr_manager")
    for key, zh, en, kind, data_class, choices in (
        ("shoe_size", "鞋码", "Shoe size", CustomType.NUMBER, "roster", ()),
        ("badge", "胸牌", "Badge No", CustomType.TEXT, "roster", ()),
        ("uniform", "工服", "Uniform", CustomType.CHOICE, "roster", ("S", "M", "L")),
        ("bonus", "津贴", "Allowance", CustomType.NUMBER, "pay", ()),
        ("old", "旧项", "Old one", CustomType.TEXT, "roster", ()),
    ):
        made = await ops.define_custom_field(
            hr, key=key, label_zh=zh, label_en=en, type=kind, data_class=data_class, choices=choices
        )
    await ops.change_custom_field(hr, id=made, changes={"is_active": False})
    return Desk(hr)


async def offered(ctx):
    return [each for each in (await every(ctx))[0].fields if each[0].startswith("custom:")]


async def test_each_caller_is_offered_the_fields_in_use_whose_class_they_write(desk, town, operator):
    assert await offered(desk.ctx) == [
        ("custom:shoe_size", "鞋码", "Shoe size", False),
        ("custom:badge", "胸牌", "Badge No", False),
        ("custom:uniform", "工服", "Uniform", False),
    ]
    assert [name for name, *_ in await offered(operator)][-1] == "custom:bonus"
    assert await offered(context(town, "employee")) == []
    assert [each.name for each in await every(desk.ctx) if "custom:badge" in str(each.fields)] == ["people"]


async def test_columns_are_suggested_and_mapped_within_what_the_caller_writes(desk):
    batch = await desk.upload("工号,鞋码,津贴,旧项,其他\nE3,41,9,x,y\n")
    assert {each["header"]: each["field"] for each in await columns(desk.ctx, batch)} == {
        "工号": "code", "鞋码": "custom:shoe_size", "津贴": None, "旧项": None, "其他": None,
    }  # fmt: skip
    before = await desk.rows("select mapping,version from import_batch")

    for header, name, trouble in (
        ("津贴", "custom:bonus", Denied),
        ("旧项", "custom:old", InvalidInput),
        ("其他", "custom:none", InvalidInput),
    ):
        with pytest.raises(trouble):
            await act.map_import(desk.later(), id=batch, columns=[{"header": header, "field": name}])

    assert await desk.rows("select mapping,version from import_batch") == before
    await act.map_import(desk.later(), id=batch, columns=[{"header": "其他", "field": "custom:badge"}])
    assert {each["header"]: each["label"] for each in await columns(desk.ctx, batch)}["其他"] == "胸牌"


async def test_a_file_is_looked_at_kept_from_its_day_and_taken_back(desk, town):
    await ops.set_custom_fields(desk.later(), code="E3", values=[{"key": "shoe_size", "value": "40"}])
    stood = await desk.rows(LIVE)
    batch = await desk.upload(FILE)
    await desk.check(batch)

    staged = await desk.rows("select id,cells,found from staged_row order by number")
    assert not [text for _, *texts in staged for text in texts if "B-3" in text or "40.00" in text]
    seen = [
        {each["field"]: (each["state"], each["before"]) for each in await cells(desk.ctx, row)}
        for row, *_ in staged
    ]
    assert seen[0]["custom:shoe_size"] == ("CHANGED", "40.00")
    assert seen[0]["custom:badge"] == ("CHANGED", None)
    assert seen[1]["custom:shoe_size"] == ("ERROR", None)
    assert seen[2]["custom:uniform"] == ("NEW", None)
    wrong = {each["field"]: each["message"] for each in await cells(desk.ctx, staged[1][0])}
    assert wrong["custom:shoe_size"] == "须为最多两位小数的数字。"
    assert await desk.rows(LIVE) == stood

    await desk.apply(batch)
    assert await desk.counts(batch) == ("APPLIED", "3", "1", "1", "0", "0", "1", "0")
    day = desk.ctx.today.isoformat()
    after = [
        ("E3", "badge", day, None, "B-3"),
        ("E3", "shoe_size", day, None, "41.00"),
        ("E3", "uniform", day, None, "M"),
        ("N1", "shoe_size", "2024-03-01", None, "38.50"),
        ("N1", "uniform", "2024-03-01", None, "S"),
    ]
    assert await desk.rows(LIVE) == after
    again = await desk.load(REPEAT)
    assert await desk.counts(again) == ("APPLIED", "1", "0", "0", "1", "0", "0", "0")
    assert await desk.rows(LIVE) == after

    await desk.undo(batch)
    assert await desk.counts(batch) == ("REVERTED", "3", "1", "1", "0", "0", "1", "0")
    assert await desk.rows(LIVE) == stood
    await desk.load("工号,鞋码\nE3,41\n")
    assert ("E3", "shoe_size", day, None, "41.00") in await desk.rows(LIVE)


async def test_what_was_changed_since_stays_when_a_file_is_taken_back(desk):
    batch = await desk.load("工号,鞋码\nE3,41\n")
    await ops.set_custom_fields(desk.later(), code="E3", values=[{"key": "shoe_size", "value": "42"}])
    stood = await desk.rows(LIVE)

    await desk.undo(batch)

    assert await desk.rows(LIVE) == stood
    assert (await desk.counts(batch))[-1] == "1"


async def test_the_command_takes_them_by_header_and_by_mapping(desk, bring):
    mapping = Options("hr", mapping={"尺寸": "custom:shoe_size"})
    result = await bring("工号,姓名,部门,入职日期,尺寸,Badge No\nN1,何欣,D2,2024-03-01,39,B-1\n", mapping)
    assert (result.created, result.unknown_columns) == (1, [])
    assert await desk.rows(LIVE) == [
        ("N1", "badge", "2024-03-01", None, "B-1"),
        ("N1", "shoe_size", "2024-03-01", None, "39.00"),
    ]
    text = "工号,姓名,部门,入职日期,鞋码\nN1,何欣,D2,2024-03-01,40\nN2,何一,D2,2024-03-01,大\n"
    result = await bring(text)
    assert (result.updated, result.errors) == (
        1,
        [
            RowError(
                3,
                "鞋码",
                "INVALID_VALUE",
                "须为最多两位小数的数字。",
                "It is a number with at most two places.",
            )
        ],
    )


async def test_nobody_brings_in_by_file_what_they_may_not_write(desk, bring):
    with pytest.raises(Denied):
        await bring("工号,姓名,部门,入职日期,津贴\nN1,何欣,D2,2024-03-01,9\n", who=desk.ctx)

    assert await desk.rows(LIVE) == []


async def test_a_newcomer_without_a_required_field_is_refused_and_who_is_known_is_not(desk):
    await ops.define_custom_field(
        desk.later(), key="locker", label_zh="柜号", label_en="Locker", type=CustomType.TEXT, data_class="roster",
        is_required=True,
    )  # fmt: skip

    batch = await desk.upload("工号,姓名,部门,入职日期\nN1,何欣,D2,2024-03-01\nE3,陈佳,D2,2024-02-05\n")
    await desk.check(batch)

    assert (await desk.counts(batch))[6] == "1"
