"""One's own statement: each amount with its calculation, honors and thanks; nobody else's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from server.kernel.context import Principal
from tests.ui.payouts.lines import BACK, ENDS, ENGLISH, LINE
from tests.ui.stage import ME, open_stage
from ui.page import PageTrouble
from ui.payouts.statement import Statement

HONOR = {
    "name": "服务之星",
    "nameEn": "Service star",
    "icon": "star",
    "leaveHours": "4.00",
    "isPriority": True,
}
MINE = {
    "MyIncentives": {
        "mySchemes": [
            {
                "schemeId": "s1",
                "name": "服务奖",
                "period": "2026-Q4",
                "endsOn": "2026-12-31",
                "lines": [
                    {
                        "line": 1,
                        "condition": "客户满意度不低于 75%",
                        "reward": "发 500.00",
                        "share": "0.8800",
                        "stands": "客户满意度不低于 75%，实际 66%（未达到）",
                        "isMet": False,
                        "receipt": "z1.def",
                    },
                    {
                        "line": 2,
                        "condition": "团队客户满意度不低于 99%",
                        "reward": "发 10.00",
                        "share": None,
                        "stands": "",
                        "isMet": None,
                        "receipt": "",
                    },
                ],
            }
        ],
        "payouts": {**ENDS, "nodes": [LINE, BACK]},
        "awards": {
            "totalCount": 6,
            "nodes": [
                {
                    "id": "a1",
                    "period": "2026-10",
                    "awardedOn": "2026-11-02",
                    "reason": "救场",
                    "honor": HONOR,
                },
                {"id": "a2", "period": "2026-09", "awardedOn": "2026-10-02", "reason": "", "honor": None},
            ],
        },
        "kudos": {
            "totalCount": 9,
            "nodes": [
                {
                    "id": "k1",
                    "senderName": "李娜",
                    "value": "CRAFT",
                    "text": "好手艺",
                    "givenOn": "2026-11-20",
                }
            ],
        },
    }
}


def test_what_pays_now_stands_first_with_how_far_each_line_is():
    page = open_stage("employee", lines=MINE)[0].get("/me/incentives").text
    for told in (
        "现行激励：服务奖",
        "2026-Q4",
        "条件：团队客户满意度不低于 99%",
        "实际 66%（未达到）",
        "看团队数据",
        'value="0.8800"',
    ):
        assert told in page
    assert "/metrics/replay?receipt=z1.def" in page
    assert page.index("现行激励") < page.index("¥400.50")


def test_each_amount_stands_with_every_step_behind_it():
    browser, api = open_stage("employee", lines=MINE)
    page = browser.get("/me/incentives?after=last").text

    assert api.variables("MyIncentives") == {"me": ME, "after": "last"}
    for told in (
        "2026-Q3",
        "¥400.50",
        "105.8%",
        "2026-10-31 发放",
        "满意度 90% 达到 85%",
        "封顶 400",
        "方案激励",
    ):
        assert told in page
    assert "/metrics/replay?receipt=z1.abc" in page
    assert page.count("已冲销") == 1
    assert page.count("查看明细") == 1
    assert page.count("<meter") == 2
    assert 'href="/me/incentives?after=next"' in page


def test_honors_and_thanks_stand_beside_it_in_both_languages():
    browser, _ = open_stage("employee", lines=MINE)
    page = browser.get("/me/incentives").text
    assert "2026-10 · 带薪假 4 小时 · 优先晋升" in page
    assert "救场" in page
    assert "李娜 · 专业精神 · 2026-11-20" in page

    english = browser.get("/me/incentives", headers=ENGLISH).text
    assert "Service star" in english
    assert "李娜 · Craft · 2026-11-20" in english
    assert "Paid on 2026-10-31" in english


def test_without_any_it_says_so_and_a_part_that_did_not_come_is_told():
    page = open_stage("employee")[0].get("/me/incentives").text
    assert "还没有发放" in page
    assert page.count("还没有。") == 2
    assert 'rel="next"' not in page

    trouble = {"errors": [{"message": "No.", "extensions": {"zh": "没读到明细。", "en": "No lines."}}]}
    page = open_stage("employee", lines={"MyIncentives": trouble})[0].get("/me/incentives").text
    assert "没读到明细。" in page


async def test_an_account_without_a_record_has_no_statement():
    who = Principal("a", "root", "管理员", None, ())
    request = SimpleNamespace(state=SimpleNamespace(ctx=SimpleNamespace(principal=who)))

    with pytest.raises(PageTrouble) as caught:
        await Statement(cast("Any", None)).show(cast("Any", request))
    assert caught.value.status == 404
