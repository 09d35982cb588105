"""The people file holds the company's own fields, each value by the right to its class."""

from __future__ import annotations

import csv
import io
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest

from schema.call import Call
from server.catalog.exports import AUDIT, FEEDBACK, LOOKS, PEOPLE
from server.feedback.models import FeedbackTicket
from server.kernel.errors import Denied
from server.web.execute import Executor
from tests.plan.world import context
from tests.schema.record_world import plant_fields
from tests.schema.ticket_rows import FREE
from tests.schema.world import SCHEMA, everyone, planted


@pytest.fixture
async def house(store):
    """As much of the house as an export asks for: the one door to data, and the log of looks."""
    world = await planted(store)
    await plant_fields(store)
    executor = Executor(SCHEMA, world.engine, lambda ctx: Call(ctx, world.engine, everyone))
    return SimpleNamespace(executor=executor, looks=SimpleNamespace(put=lambda _: None), store=store)


@pytest.mark.parametrize(
    ("role", "ending"),
    [
        ("hr_manager", "L,3.00,2025-06-01,6222 0001"),
        ("payroll_specialist", ",,,6222 0001"),
    ],
)
async def test_added_fields_are_columns_where_their_class_may_leave(house, role, ending):
    _, _, content = await PEOPLE.export(house, context(house.store, role), {}, "csv")

    assert isinstance(content, bytes)
    head, *rows = content.decode("utf-8-sig").splitlines()
    assert head.endswith("字段uniform,字段distance,字段certified,字段account")
    assert next(row for row in rows if row.startswith("E4")).endswith(ending)


HARM = {
    "text": '=HYPERLINK("http://example.com","prize")',
    "order_ref": "+1+1",
    "product": "@x",
    "customer_ref": "\t=1+1",
}
"""What a customer may write into each column that is theirs."""


@pytest.mark.parametrize(("role", "rows"), [("hr_manager", 5), ("payroll_specialist", 0)])
async def test_feedback_leaves_as_far_as_it_is_seen_and_with_harmless_cells(house, role, rows):
    await house.store.write(_harm)
    taken: list[Any] = []
    house.looks.put = taken.append
    order = {"orderBy": [{"receivedAt": "ASC"}]}
    ctx = context(house.store, role)

    _, _, plain = await FEEDBACK.export(house, ctx, order, "csv")
    _, _, book = await FEEDBACK.export(house, ctx, order, "xlsx")

    assert isinstance(plain, bytes)
    assert isinstance(book, bytes)
    lines = list(csv.reader(io.StringIO(plain.decode("utf-8-sig"))))[1:]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = b"".join(parts.read(name) for name in parts.namelist() if "sheet" in name).decode()
    cells = {cell for row in lines for cell in row}
    assert len(lines) == rows
    assert {each in cells for each in HARM.values()} == {False}
    assert {f"'{each}" in cells for each in HARM.values()} == {bool(rows)}
    assert "<f>" not in sheet
    assert [look.rows for look in taken] == [rows, rows]


async def _harm() -> None:
    await FeedbackTicket.filter(id=FREE).update(**HARM)


@pytest.mark.parametrize(("role", "leaves"), [("auditor", True), ("hr_manager", False), ("employee", False)])
async def test_the_audit_trail_leaves_with_those_who_read_it(house, role, leaves):
    ctx = context(house.store, role)
    if not leaves:
        with pytest.raises(Denied):
            await AUDIT.export(house, ctx, {}, "csv")
        return

    _, _, content = await AUDIT.export(house, ctx, {}, "csv")

    assert isinstance(content, bytes)
    assert content.decode("utf-8-sig").startswith("序号,时间,操作人,操作,对象类型")


@pytest.mark.parametrize(
    ("role", "rows"), [("auditor", 2), ("employee", 1), ("hr_manager", 0), ("administrator", None)]
)
async def test_the_access_log_leaves_whole_with_the_auditor_and_else_as_far_as_it_is_of_oneself(
    house, role, rows
):
    ctx, taken = context(house.store, role), list[Any]()
    house.looks.put = taken.append
    if rows is None:
        with pytest.raises(Denied):
            await LOOKS.export(house, ctx, {}, "csv")
        assert taken == []
        return

    _, _, content = await LOOKS.export(house, ctx, {}, "csv")

    assert isinstance(content, bytes)
    head, *lines = content.decode("utf-8-sig").splitlines()
    assert head.startswith("时间,查看人,查看账号,角色,对象类型")
    assert (len(lines), [look.rows for look in taken]) == (rows, [rows])
