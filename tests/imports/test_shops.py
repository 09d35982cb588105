"""Exports of shops and customer systems come in as they are: their columns, encodings, spellings and nicknames."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from server.feedback.operations.links import save_agent_nickname
from server.imports import Options, import_file
from server.imports.fact_columns import fields_of
from server.imports.result import BadCell
from server.imports.shops import PRESETS, agent_of, bare, finished, score_of
from server.kernel.spans import span_of
from server.metrics.dictionary.load import load_builtin
from tests.people.town import rows
from tests.plan.world import context

FILES = Path(__file__).parent / "shops"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("35", 35), ("35秒", 35), ("1.5", 1.5), ("1分20秒", 80), ("2分", 120), ("1小时2分3秒", 3723), ("00:01:20", 80),
        ("5 min", 300), ("", None), ("2025-06-20 09:00", None), ("99999999", None), ("很快", None),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_as_shops_write_it(text, seconds):
    assert span_of(text) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("text", "score"),
    [("5", 5), ("4.0", 4), ("非常满意", 5), ("不满意", 2), ("差评", 1), ("3星", 3), ("2分", 2)],
)
def test_a_rating_is_read_as_shops_write_it(text, score):
    assert score_of(text) == score


def test_what_is_no_rating_and_what_stands_around_a_number():
    for text in ("6", "0", "七星", "4.5"):
        with pytest.raises(BadCell):
            score_of(text)
    assert [bare(text) for text in ('="0123"', "'0123", "\t0123", "O-1")] == ["0123", "0123", "0123", "O-1"]
    assert agent_of("示例旗舰店:小陈", {"小陈"}) == "小陈"
    assert agent_of("示例旗舰店:小陈", {"示例旗舰店:小陈", "小陈"}) == "示例旗舰店:小陈"
    assert agent_of("店:谁", ()) == "店:谁"
    assert finished("contact", {"first_response_at": timedelta(seconds=5)}) == {}


def test_every_preset_names_columns_there_are():
    known = {
        name: {each.name for each in fields_of(source, "UTC")}
        for name, source in load_builtin().sources.items()
    }
    strange = [
        (preset.name, source, column)
        for preset in PRESETS
        for source, columns in preset.columns.items()
        for column in columns.values()
        if column not in known[source]
    ]
    assert strange == []


CELLS = {
    "customer_id": "c1", "agent_id": "E3", "opened_at": "2025/6/20 9:05:00", "first_response_at": "2025/6/20 9:05:12",
    "resolved_at": "2025/6/20 9:30:00", "transferred": "否", "handle_seconds": "300", "contact_id": "K1",
    "asked_at": "2025-06-20 10:00:00", "replied_at": "2025-06-20 10:00:25", "consulted_on": "2025-06-20",
    "paid_on": "2025-06-20 12:00:00", "amount": "¥1,299.00", "refunded": "8.50元", "received_at": "2025-06-20 20:00:00",
    "score": "非常满意", "text": "讲解很清楚", "order_ref": "61001", "product": "登山鞋", "kind": "投诉",
    "channel": "微信", "resolved_first": "是", "segment": "大客户", "closed_on": "2025-06-20", "is_success": "是",
    "followups_due": "2", "followups_done": "1",
}  # fmt: skip
"""A cell of each column as shops write it; lengths of time stand where a heading says so."""


def samples() -> Iterator[tuple[str, str, str]]:
    """Yield a file of one row for every wording of every kind of every system: its name, kind and text."""
    for preset in PRESETS:
        for source, columns in preset.columns.items():
            words = [[head for head, name in columns.items() if name == each] for each in columns.values()]
            for turn in range(max(map(len, words))):
                heads = list(dict.fromkeys(each[turn % len(each)] for each in words))
                cells = [cell_of(head, columns[head], f"{source}-{turn}") for head in heads]
                yield preset.name, source, ",".join(heads) + "\n" + ",".join(cells) + "\n"


def cell_of(head: str, column: str, own: str) -> str:
    if head.endswith("时长") and column != "handle_seconds":
        return "25"
    known = own if column in ("order_id", "feedback_id", "case_id") else CELLS[column]
    return f'"{known}"'


async def test_every_kind_of_every_system_comes_in_by_each_of_its_wordings(town, operator, tmp_path):
    found = {}
    for number, (name, source, text) in enumerate(samples()):
        file = tmp_path / f"{number}.csv"
        file.write_text(text, "utf-8-sig")
        result = await import_file(operator, source, file, Options(name))
        rows_read = result.created + result.updated + result.unchanged
        found[name, source, number] = (rows_read, [error.code for error in result.errors])

    assert [each for each in found.items() if each[1] != (1, [])] == []
    assert {(name, source) for name, source, _ in found} == {
        (preset.name, source) for preset in PRESETS for source in preset.columns
    }


async def test_exports_come_in_as_they_are_and_again_without_a_change(town, operator):
    hr = context(town, "hr_manager")
    await save_agent_nickname(hr, source="qianniu", nickname="小陈", employee_code="E3")

    async def load(kind: str, file: str, source: str) -> tuple[int, int, int, list[tuple[int, str, str]]]:
        found = await import_file(operator, kind, FILES / file, Options(source))
        errors = [(error.row, error.column, error.code) for error in found.errors]
        return found.created, found.updated, found.unchanged, errors

    unknown = [(5, "客服昵称", "UNKNOWN_EMPLOYEE")]
    assert await load("contacts", "qianniu_contacts.csv", "qianniu") == (2, 0, 0, unknown)
    await save_agent_nickname(hr, source="qianniu", nickname="阿强", employee_code="E4")
    assert await load("contacts", "qianniu_contacts.csv", "qianniu") == (1, 0, 2, [])
    assert await load("contacts", "crm_contacts.csv", "crm") == (2, 0, 0, [])
    assert await load("orders", "jingdong_orders.csv", "jingdong") == (2, 0, 0, [])
    odd = [(7, "满意度", "INVALID_VALUE")]
    assert await load("feedback", "doudian_ratings.csv", "doudian") == (5, 0, 0, odd)
    assert await load("feedback", "doudian_ratings.csv", "doudian") == (0, 0, 5, odd)

    first = "select source_key,opened_at,first_response_at,channel from contact order by source_key"
    assert await rows(town, first) == [
        ("crm:K1", "2025-06-20T01:00:00.000Z", "2025-06-20T01:00:25.000Z", "PHONE"),
        ("crm:K2", "2025-06-21T01:00:00.000Z", None, "CHAT"),
        ("qianniu:880001", "2025-06-20T01:05:00.000Z", "2025-06-20T01:05:12.000Z", "CHAT"),
        ("qianniu:880002", "2025-06-20T02:00:00.000Z", "2025-06-20T02:01:05.000Z", "CHAT"),
        ("qianniu:880003", "2025-06-20T03:00:00.000Z", "2025-06-20T03:00:20.000Z", "CHAT"),
    ]
    paid = "select source_key,paid_on,amount,refunded from sales_order order by source_key"
    assert await rows(town, paid) == [
        ("jingdong:900001", "2025-06-20", "129900", "0"),
        ("jingdong:900002", "2025-06-20", "8850", "850"),
    ]
    said = "select source_key,score,case when is_valid then 1 else 0 end from customer_feedback order by source_key"
    assert await rows(town, said) == [
        ("doudian:r1", "5", "1"), ("doudian:r2", "2", "1"), ("doudian:r3", "1", "0"), ("doudian:r4", "5", "0"),
        ("doudian:r5", "5", "1"),
    ]  # fmt: skip
    tickets = (
        "select answer_key,order_ref,product,invalid_reason,text from feedback_ticket order by answer_key"
    )
    assert await rows(town, tickets) == [
        ("doudian:r1", "61001", "登山鞋", None, "讲解很清楚"),
        ("doudian:r2", "61002", "登山鞋", None, "尺码描述不清楚"),
        ("doudian:r3", "61002", "登山鞋", "DUPLICATE", "又说一遍"),
        ("doudian:r4", "61004", "登山鞋", "TEST", "测试"),
    ]
