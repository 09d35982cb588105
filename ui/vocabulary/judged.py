"""Words of quality checks, feedback, reports from the field and disputes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

JUDGED: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "quality_sheet_state": {
        "DRAFT": ("草稿", "Draft"),
        "IN_USE": ("使用中", "In use"),
        "RETIRED": ("已停用", "Retired"),
    },
    "quality_check_state": {
        "WAITING": ("待评分", "To rate"),
        "RATED": ("已出分", "Scored"),
        "DIFFERS": ("两人不一致", "Raters differ"),
        "DISPUTED": ("申诉中", "Disputed"),
        "DECIDED": ("已裁定", "Decided"),
    },
    "quality_answer": {
        "YES": ("做到", "Yes"),
        "PARTLY": ("部分做到", "Partly"),
        "NO": ("未做到", "No"),
        "NOT_APPLICABLE": ("不适用", "Does not apply"),
    },
    "channel": {
        "PHONE": ("电话", "Phone"),
        "CHAT": ("在线", "Chat"),
        "EMAIL": ("邮件", "E-mail"),
        "STORE": ("门店", "Store"),
        "APP": ("应用", "App"),
    },
    "feedback_kind": {
        "SURVEY": ("评价", "Survey"),
        "COMPLAINT": ("投诉", "Complaint"),
        "SUGGESTION": ("建议", "Suggestion"),
        "PRAISE": ("表扬", "Praise"),
    },
    "answer_dispute_state": {
        "WAITING": ("待裁定", "To decide"),
        "EXCLUDED": ("已排除", "Left out"),
        "UPHELD": ("照常计分", "Counts"),
        "REVERSED": ("恢复计分", "Counts again"),
        "WITHDRAWN": ("已撤回", "Taken back"),
    },
    "peer_round_kind": {
        "PEOPLE": ("同事互评", "About colleagues"),
        "DEPARTMENTS": ("部门互评", "Between departments"),
    },
    "peer_round_state": {
        "NOMINATING": ("选人中", "Being set up"),
        "OPEN": ("作答中", "Open"),
        "CLOSED": ("已结束", "Closed"),
    },
    "peer_relation": {
        "SELF": ("本人", "Oneself"),
        "MANAGER": ("上级", "Manager"),
        "PEER": ("同事", "Colleagues"),
        "REPORT": ("下级", "Direct reports"),
        "OTHERS": ("其他人", "Others"),
    },
    "peer_relation_of": {
        "MANAGER": ("您是其上级", "you are the manager"),
        "PEER": ("您是其同事", "you are a colleague"),
        "REPORT": ("您是其下级", "you report to them"),
    },
    "field_report_kind": {
        "VISIT": ("拜访", "Visit"),
        "DEAL": ("成交", "Deal"),
        "SERVICE": ("服务", "Service"),
    },
    "field_report_state": {
        "DRAFT": ("草稿", "Draft"),
        "SENT": ("待确认", "To confirm"),
        "CONFIRMED": ("已确认", "Confirmed"),
        "RETURNED": ("已退回", "Returned"),
        "WITHDRAWN": ("已撤回", "Taken back"),
    },
}  # fmt: skip
