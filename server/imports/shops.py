"""What exports of shops and customer systems call their columns, and how they spell what is in them.

A file of theirs is understood as it comes: each wording below stands for a column of a source of the dictionary, or for
one of `EXTRAS`, which facts do not hold but a ticket does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.imports import values as cells
from server.imports.check import Values
from server.imports.columns import Field
from server.imports.result import BadCell
from server.imports.values import Cell


@dataclass(frozen=True)
class Preset:
    """One system's exports: by source, header and column."""

    name: str
    zh: str
    en: str
    columns: Mapping[str, Mapping[str, str]]


PRESETS = (
    Preset("qianniu", "千牛", "Qianniu (Taobao, Tmall)", {
        "contact": {
            "会话编号": "contact_id", "买家昵称": "customer_id", "客服昵称": "agent_id", "旺旺昵称": "agent_id",
            "咨询开始时间": "opened_at", "会话开始时间": "opened_at", "客服首次响应时间": "first_response_at",
            "首次响应时长": "first_response_at", "会话结束时间": "resolved_at", "是否转接": "transferred",
            "处理时长": "handle_seconds",
        },
        "message_turn": {
            "会话编号": "contact_id", "客服昵称": "agent_id", "旺旺昵称": "agent_id", "买家发言时间": "asked_at",
            "客服回复时间": "replied_at", "响应时长": "replied_at",
        },
        "consult": {
            "买家昵称": "customer_id", "客服昵称": "agent_id", "旺旺昵称": "agent_id", "咨询日期": "consulted_on",
            "咨询时间": "consulted_on", "订单编号": "order_id", "订单付款时间": "paid_on",
        },
        "sales_order": {
            "订单编号": "order_id", "买家昵称": "customer_id", "买家会员名": "customer_id", "客服昵称": "agent_id",
            "订单付款时间": "paid_on", "买家实际支付金额": "amount", "买家实付金额": "amount", "退款金额": "refunded",
        },
        "feedback": {
            "评价编号": "feedback_id", "买家昵称": "customer_id", "客服昵称": "agent_id", "旺旺昵称": "agent_id",
            "评价时间": "received_at", "服务评分": "score", "服务态度": "score", "评价内容": "text",
            "订单编号": "order_ref", "宝贝标题": "product",
        },
    }),
    Preset("jingdong", "京东", "JD", {
        "contact": {
            "会话ID": "contact_id", "顾客账号": "customer_id", "顾客": "customer_id", "客服账号": "agent_id",
            "咨询时间": "opened_at", "首次响应时间": "first_response_at", "结束时间": "resolved_at",
            "转接": "transferred",
        },
        "message_turn": {
            "会话ID": "contact_id", "客服账号": "agent_id", "顾客消息时间": "asked_at", "客服消息时间": "replied_at",
        },
        "consult": {
            "顾客账号": "customer_id", "顾客": "customer_id", "客服账号": "agent_id", "接待日期": "consulted_on",
            "下单订单号": "order_id", "付款确认时间": "paid_on",
        },
        "sales_order": {
            "订单号": "order_id", "下单账号": "customer_id", "客服账号": "agent_id", "付款确认时间": "paid_on",
            "应付金额": "amount", "结算金额": "amount", "售后退款金额": "refunded",
        },
        "feedback": {
            "评价ID": "feedback_id", "顾客账号": "customer_id", "顾客": "customer_id", "客服账号": "agent_id",
            "评价日期": "received_at", "满意度评价": "score", "评价备注": "text", "订单号": "order_ref",
            "商品名称": "product",
        },
    }),
    Preset("doudian", "抖店", "Doudian", {
        "contact": {
            "会话id": "contact_id", "用户昵称": "customer_id", "接待客服": "agent_id", "进线时间": "opened_at",
            "首响时长": "first_response_at", "会话关闭时间": "resolved_at", "是否转出": "transferred",
        },
        "message_turn": {
            "会话id": "contact_id", "接待客服": "agent_id", "用户消息时间": "asked_at", "人工回复时间": "replied_at",
        },
        "consult": {
            "用户昵称": "customer_id", "接待客服": "agent_id", "进线日期": "consulted_on", "主订单编号": "order_id",
            "支付完成时间": "paid_on",
        },
        "sales_order": {
            "主订单编号": "order_id", "用户昵称": "customer_id", "接待客服": "agent_id", "支付完成时间": "paid_on",
            "订单应付金额": "amount", "商家退款金额": "refunded",
        },
        "feedback": {
            "评价单号": "feedback_id", "用户昵称": "customer_id", "接待客服": "agent_id", "用户评价时间": "received_at",
            "满意度": "score", "用户评价": "text", "主订单编号": "order_ref", "商品": "product",
        },
    }),
    Preset("crm", "CRM", "Customer system", {
        "contact": {
            "工单编号": "contact_id", "客户编号": "customer_id", "负责人": "agent_id", "创建时间": "opened_at",
            "响应时间": "first_response_at", "完成时间": "resolved_at", "来源渠道": "channel",
            "首次解决": "resolved_first", "ticket": "contact_id", "customer": "customer_id", "owner": "agent_id",
            "created": "opened_at", "first reply": "first_response_at", "solved": "resolved_at",
        },
        "feedback": {
            "反馈编号": "feedback_id", "客户编号": "customer_id", "负责人": "agent_id", "反馈时间": "received_at",
            "评分": "score", "反馈内容": "text", "反馈类型": "kind", "单据编号": "order_ref", "产品": "product",
            "comment": "text", "rating": "score", "customer": "customer_id", "submitted": "received_at",
        },
        "sales_order": {
            "合同编号": "order_id", "客户编号": "customer_id", "负责人": "agent_id", "回款日期": "paid_on",
            "回款金额": "amount", "客户级别": "segment",
        },
        "service_case": {
            "服务单号": "case_id", "负责人": "agent_id", "结案日期": "closed_on", "是否成功": "is_success",
            "应回访次数": "followups_due", "已回访次数": "followups_done",
        },
    }),
)  # fmt: skip
"""Systems whose exports are understood as they come."""


def wordings(source: str, column: str) -> list[str]:
    """List what the presets call a column of a source."""
    found = [
        header for each in PRESETS for header, name in each.columns.get(source, {}).items() if name == column
    ]
    return list(dict.fromkeys(found))


# --- What shops spell in their own way ---

SCORES = {
    5: "5 非常满意 很满意 十分满意 好评 五星",
    4: "4 满意 四星",
    3: "3 一般 中评 三星",
    2: "2 不满意 二星",
    1: "1 非常不满意 很不满意 十分不满意 差评 一星",
}
WORDS = {
    ("feedback", "kind"): {
        "投诉": "complaint", "建议": "suggestion", "表扬": "praise", "感谢": "praise", "评价": "survey",
        "好评": "praise",
    },
    ("contact", "channel"): {
        "在线": "chat", "旺旺": "chat", "咚咚": "chat", "飞鸽": "chat", "微信": "chat", "电话": "phone",
        "邮件": "email", "门店": "store", "应用": "app",
    },
    ("sales_order", "segment"): {"大客户": "key", "重点": "key", "普通": "small", "小客户": "small"},
}  # fmt: skip
AFTER = {("contact", "first_response_at"): "opened_at", ("message_turn", "replied_at"): "asked_at"}
"""Moments that some exports tell as the time since another."""
HELD = re.compile(r'^="?(.*?)"?$|^\'(.*)$', re.DOTALL)


def bare(cell: Cell) -> str:
    """Read a reference as text; exports write ="123" or '123 so that a spreadsheet keeps its digits."""
    text = cells.text_of(cell).strip("\t ")
    if text.startswith(("=", "'")) and (found := HELD.match(text)):
        return (found[1] if found[1] is not None else found[2]).strip()
    return text


def score_of(cell: Cell) -> int:
    """Read a rating: 5, 5分, 5星, 非常满意, 好评."""
    text = re.sub(r"\s*(分|星|stars?|/5)$", "", cells.text_of(cell))
    for score, words in SCORES.items():
        if text in words.split() or text == f"{score}.0":
            return score
    raise BadCell("INVALID_VALUE", f"“{text}”不是评分，应为 1 至 5。", f"'{text}' is no rating of 1 to 5.")


def worded(source: str, column: str, cell: Cell) -> Cell:
    """Return the dictionary's word for one of a shop's."""
    known = WORDS.get((source, column))
    return known.get(cells.text_of(cell), cell) if known else cell


# --- What a ticket holds beside the fact ---


def limited(most: int) -> Callable[[Cell], object]:
    return lambda cell: bare(cell)[:most]


EXTRAS: Mapping[str, tuple[Field, ...]] = {
    "feedback": tuple(
        Field(name, limited(most), "|".join((label, *wordings("feedback", name), english)))
        for name, most, label, english in (
            ("order_ref", 100, "订单代号", "order number"),
            ("product", 64, "产品", "product"),
            ("text", 2000, "原话", "text"),
        )
    )
}


def finished(source: str, row: Values) -> Values:
    """Turn lengths of time into the moments they lead to; one without its beginning says nothing."""
    out = dict(row)
    for (name, column), since in AFTER.items():
        span, began = out.get(column), out.get(since)
        if name != source or not isinstance(span, timedelta):
            continue
        del out[column]
        if isinstance(began, datetime):
            out[column] = began + span
    return out


def agent_of(text: str, known: Collection[str]) -> str:
    """Return the name by which somebody is known: as told, or without the shop before the colon."""
    short = re.split(r"[:：]", text)[-1].strip()
    return text if text in known or short not in known else short


def presets_of(source: str) -> Iterable[Preset]:
    return (each for each in PRESETS if source in each.columns)
