"""Files come in sealed, their columns are suggested, mapped by hand, and remembered for the next file."""

from __future__ import annotations

from typing import Any

import pytest

from server.imports import operations as act
from server.imports.reading import columns, missing
from server.kernel.errors import Denied, InvalidInput, NotFound
from server.kernel.upload import Upload
from tests.imports.steps import Desk
from tests.people.town import one
from tests.plan.world import context

FILE = "no,姓名,dept,入职日期,星座\nN1,何欣,D2,2024-03-01,白羊\n"
NOWHERE = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def desk(town):
    return Desk(context(town, "hr_manager"))


async def test_columns_are_suggested_by_wording_and_then_as_the_last_time(desk):
    first = await desk.upload(FILE)
    assert {each["header"]: each["field"] for each in await columns(desk.ctx, first)} == {
        "no": None, "姓名": "name", "dept": "department", "入职日期": "hiredOn", "星座": None,
    }  # fmt: skip
    assert await missing(desk.ctx, first) == ["工号"]
    await act.map_import(
        desk.later(), id=first, columns=[{"header": "no", "field": "code"}, {"header": "姓名", "field": None}]
    )
    assert await missing(desk.ctx, first) == []

    second = await columns(desk.ctx, await desk.upload(FILE))

    assert [
        (each["header"], each["field"], each["is_remembered"], each["samples"]) for each in second[:2]
    ] == [
        ("no", "code", True, ["N1"]),
        ("姓名", None, False, ["何欣"]),
    ]
    other = await columns(desk.ctx, await desk.upload(FILE, source="other"))
    assert [each["field"] for each in other[:2]] == [None, "name"]


@pytest.mark.parametrize(
    "given",
    [
        [{"header": "nothing", "field": "code"}],
        [{"header": "no", "field": "horoscope"}],
        [{"header": "no", "field": "name"}],
    ],
)
async def test_a_mapping_that_makes_no_sense_is_refused(desk, given):
    batch = await desk.upload(FILE)
    before = await desk.rows("select mapping,version from import_batch")

    with pytest.raises(InvalidInput):
        await act.map_import(desk.later(), id=batch, columns=given)

    assert await desk.rows("select mapping,version from import_batch") == before


async def test_nothing_of_a_file_lies_in_clear(desk, town):
    await desk.upload(FILE)

    assert not [cells for (cells,) in await desk.rows("select cells from staged_row") if "何欣" in cells]
    assert await one(town, "select count(*) from audit_entry where changes like '%何欣%'") == 0


async def test_what_cannot_be_a_file_is_refused_and_leaves_nothing(desk, town):
    for file, kind, source in (
        (Upload("a.csv", b"\xff\xfe\x00"), "people", "hris"),
        (Upload("a.csv", "工号,姓名\n".encode()), "people", "hris"),
        (Upload("a.csv", FILE.encode()), "horoscopes", "hris"),
        (Upload("a.csv", FILE.encode()), "people", " "),
        (Upload("a.csv", b"x" * (town.settings.upload_limit + 1)), "people", "hris"),
    ):
        with pytest.raises(InvalidInput):
            await act.upload_import(desk.ctx, file=file, kind=kind, source=source)

    assert await one(town, "select count(*) from import_batch") == 0


async def test_the_same_request_sent_again_makes_no_second_batch(desk):
    file = Upload("people.csv", FILE.encode())
    given: dict[str, Any] = {"file": file, "kind": "people", "source": "hris", "idempotency_key": "k1"}

    assert await act.upload_import(desk.ctx, **given) == await act.upload_import(desk.later(), **given)


async def test_only_who_keeps_the_organization_lets_a_file_make_departments(town):
    payroll = Desk(context(town, "payroll_specialist"))
    batch = await payroll.upload("工号,基本工资\nE3,1\n")

    with pytest.raises(Denied):
        await act.map_import(payroll.later(), id=batch, columns=[], creates_places=True)
    with pytest.raises(NotFound):
        await act.map_import(payroll.later(), id=NOWHERE, columns=[])


async def test_payroll_brings_in_pay_and_nobody_new(town):
    payroll = Desk(context(town, "payroll_specialist"))

    batch = await payroll.load("工号,基本工资\nE3,9100\nN9,8000\n", source="payroll")

    assert await payroll.counts(batch) == ("APPLIED", "2", "0", "1", "0", "0", "1", "0")
