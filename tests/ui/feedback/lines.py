"""A ticket as the API says it, for the pages of feedback."""

from __future__ import annotations

from typing import Any

TICKET = "018f0000-0000-7000-8000-0000000000f1"


def said(**changes: Any) -> dict[str, Any]:
    return {
        "id": TICKET, "channel": "LINK", "customerRef": "c4117", "orderRef": None, "product": "AF-20",
        "productName": "空气炸锅", "productNameEn": "Air fryer", "segment": "KEY", "routedBy": "RULE",
        "routedRule": "2. 大客户", "routedFor": "SEGMENT SCORE",
        "account": None, "score": 1, "text": "排了四十分钟", "textLang": "zh", "sentiment": "NEGATIVE",
        "receivedAt": "2026-11-21T03:40:00Z", "dueAt": "2026-11-22T03:40:00Z", "pausedAt": None, "pausedMs": 0,
        "pauseReason": "", "firstResponseAt": None, "resolvedAt": None, "resolution": "", "state": "ROUTED",
        "invalidReason": None, "isBreached": False, "isMine": True, "claimedAt": None, "reopenedCount": 0,
        "escalation": 0, "hasAnswerPage": False,
        "version": 4, "zone": "Asia/Shanghai", "agentName": "陈佳", "assigneeName": None,
        "topicCode": "waiting", "topicName": "等候", "topicNameEn": "Waiting", "agent": None, "assignee": None,
        "location": None, "department": {"id": "d9", "name": "城西店"}, "handlerDepartment": None,
        "team": {"code": "STORE", "name": "门店客诉组", "nameEn": "Store care", "leadName": "周明", "members": {
            "nodes": [{"employeeCode": "R1", "employeeName": "王芳", "isMine": False}]}},
        "replies": {"nodes": []},
        "events": {"nodes": [{"id": "v1", "act": "ROUTED", "actorName": None, "target": "STORE", "note": "RULE",
                              "at": "2026-11-21T03:40:00Z"}]},
        **changes,
    }  # fmt: skip


def inbox(*rows: dict[str, Any], **counts: int) -> dict[str, Any]:
    found = {"totalCount": len(rows), "pageInfo": {"hasNextPage": False}, "nodes": list(rows)}
    names = ("mine", "team", "close", "late", "unrouted")
    return {
        "Inbox": {"customerFeedbacks": found, **{name: {"totalCount": counts.get(name, 0)} for name in names}}
    }


def one(**changes: Any) -> dict[str, Any]:
    scripts = [
        {"id": "s4", "title": "炸锅清洗", "titleEn": "", "product": "AF-20", "topic": {"code": "payment"}},
        {"id": "s2", "title": "致歉", "titleEn": "Sorry", "product": "", "topic": {"code": "waiting"}},
    ]
    return {
        "Ticket": {
            "customerFeedback": said(**changes), "feedbackTeams": {"nodes": []},
        },
        "ScriptsFor": {"scripts": {"nodes": scripts}},
        "AnswerScript": {"script": {"code": "S", "revision": 2, "body": "您好，非常抱歉", "bodyEn": ""}},
    }  # fmt: skip


TEAM = {
    "id": "m1", "code": "STORE", "name": "门店客诉组", "nameEn": "", "leadCode": "R0", "leadName": "周明", "zone": "",
    "opensAt": 540, "closesAt": 1080, "workdays": "12345", "keepsCalendar": True, "answerHours": 8, "leadPercent": None,
    "lateHours": None, "isFallback": True, "isActive": True, "version": 3,
    "department": {"code": "D1", "name": "城西店"},
    "members": {"nodes": [{"id": "n1", "employeeCode": "R1", "employeeName": "王芳"}]},
}  # fmt: skip
RULE = {
    "id": "r1", "place": 1, "name": "低分电话", "topicCode": None, "topicName": None, "topicNameEn": None,
    "product": None, "productName": None, "productNameEn": None, "account": None, "segment": "KEY",
    "channel": "PHONE", "maxScore": 2, "isActive": True, "version": 1,
    "employeeCode": None, "employeeName": None, "location": None,
    "team": {"code": "STORE", "name": "门店客诉组", "nameEn": ""},
}  # fmt: skip
KEPT = {
    "TeamsAndRules": {
        "feedbackTeams": {"nodes": [TEAM]}, "routingRules": {"nodes": [RULE]}, "unrouted": {"totalCount": 2},
        "feedbackTopics": {"nodes": [{"code": "delivery", "name": "物流配送", "nameEn": "Delivery"}]},
        "locations": {"nodes": []}, "departments": {"nodes": [{"code": "D1", "name": "城西店"}]},
    }
}  # fmt: skip
