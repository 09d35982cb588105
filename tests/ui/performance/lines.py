"""What the door says on the performance pages: a cycle, a plan of a rating and a figure, and two people's cards."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import OTHER

CYCLE = {
    "id": "q3", "code": "2026Q3", "name": "2026 年第 3 季度", "nameEn": "Q3 2026", "grain": "QUARTER",
    "startsOn": "2026-07-01", "endsOn": "2026-09-30", "selfDueOn": "2026-10-07", "managerDueOn": "2026-11-25",
    "state": "SCORING", "publishedAt": None, "closedAt": None, "version": 2,
}  # fmt: skip
PLAN = {
    "id": "p1",
    "code": "SERVICE",
    "revision": 4,
    "name": "门店客服",
    "nameEn": "Store service",
    "grain": "QUARTER",
}
RATED = {
    "id": "c1", "code": "SERVICE", "name": "服务态度", "nameEn": "Service", "basis": "RATING", "weight": 6000,
    "scaleLow": "0.00", "scaleHigh": "100.00", "target": None, "direction": "UP", "scoring": "SHARE", "metric": None,
    "priorN": 20,
}  # fmt: skip
FIGURE = {
    "id": "c2", "code": "CSAT", "name": "客户满意度", "nameEn": "Satisfaction", "basis": "METRIC", "weight": 4000,
    "scaleLow": "0.00", "scaleHigh": "100.00", "target": "0.9", "direction": "UP", "scoring": "SHARE",
    "metric": "csat", "priorN": 20,
}  # fmt: skip
PEOPLE = {
    "ka": {"id": OTHER, "code": "R1", "name": "王芳"},
    "kb": {"id": "b", "code": "R2", "name": "丁一鸣"},
}


def page(name: str, *found: dict[str, Any], more: str = "") -> dict[str, Any]:
    info = {"hasNextPage": bool(more), "endCursor": more or None}
    return {name: {"totalCount": len(found), "pageInfo": info, "nodes": [*found]}}


def line(
    component: dict[str, Any], value: str | None, points: str | None, version: int = 1
) -> dict[str, Any]:
    is_entered = component["basis"] == "RATING"
    return {
        "id": f"l-{component['code']}", "version": version, "isEntered": is_entered, "weight": component["weight"],
        "value": None if is_entered else value, "draftValue": value, "points": None if is_entered else points,
        "draftPoints": points, "selfValue": "95" if is_entered else None, "n": None if is_entered else 12,
        "groupValue": None, "countedValue": None,
        "reason": "", "draftReason": "NOT_RATED" if value is None else "", "note": "",
        "receipt": "" if is_entered else "r-1", "enteredAt": "2026-11-21T02:00:00.000Z" if is_entered else None,
        "enteredBy": {"id": "m", "name": "李娜"} if is_entered else None, "component": component,
    }  # fmt: skip


def card(
    card_id: str = "ka", value: str | None = "88", state: str = "MANAGER", **more: Any
) -> dict[str, Any]:
    return {
        "id": card_id, "state": state, "version": 3, "revision": 1, "isLatest": True, "score": None,
        "draftScore": "86.40" if value else "84.00", "soFar": "84.00", "selfScore": "90.60", "rating": None,
        "draftRating": "B", "rank": None, "reason": None, "draftReason": "", "computedAt": None, "publishedAt": None,
        "correctionReason": None, "acknowledgedAt": None,
        "employee": {**PEOPLE[card_id], "department": {"id": "d1", "name": "城西店"},
        "position": {"name": "导购"}}, "rater": {"id": "m", "name": "李娜"}, "cycle": CYCLE,
        "plan": {**PLAN, "standard": "60.00"}, "disputes": {"nodes": []},
        "lines": {"nodes": [line(RATED, value, value and f"{value}.00"), line(FIGURE, "0.84", "84.00")]},
    } | more  # fmt: skip


def person(card_id: str, value: str | None, **more: Any) -> dict[str, Any]:
    return {**PEOPLE[card_id], "scorecards": {"nodes": [card(card_id, value, **more)]}}


COUNTS = {"every": {"totalCount": 2}, "open": {"totalCount": 1}}
FRAME = {
    **page("reviewCycles", CYCLE),
    **page("scorePlans", PLAN),
    **page("departments", {"id": "d1", "code": "D1", "name": "城西店", "parent": None}),
}
GRID = {
    "GridFrame": FRAME,
    "GridPlans": {"p0": {"totalCount": 2}},
    "GridPlan": page("scorePlans", {**PLAN, "components": {"nodes": [RATED, FIGURE]}}),
    "ScoreGrid": {**page("employees", person("ka", "88"), person("kb", None)), **COUNTS},
}


def told(outcome: str, typed: str, **more: Any) -> dict[str, Any]:
    return {
        "scorecardId": "ka", "componentCode": "SERVICE", "outcome": outcome, "typed": typed, "value": "88",
        "version": 1, "enteredBy": None, "enteredAt": None, "score": "86.40", "message": "",
    } | more  # fmt: skip


CYCLES = page("reviewCycles", CYCLE)
NO_DISPUTES = page("scoreDisputes")
COUNTS = {name: {"totalCount": 1} for name in ("rate", "own", "sent", "out", "disputes")}
OPEN = card("kb", None) | {"lines": {"nodes": [line(RATED, None, None)]}}
FULL = card() | {"lines": {"nodes": []}}
QUEUE = {
    "Cycles": CYCLES,
    "QueueCounts": COUNTS,
    "ReviewQueue": {**page("scorecards", FULL, OPEN), **NO_DISPUTES},
}
REVIEW = {
    "id": "v1", "kind": "MANAGER", "state": "DRAFT", "text": "沟通耐心", "strengths": None, "growth": None,
    "scoreBefore": None, "scoreAfter": None, "ratingBefore": None, "ratingAfter": None, "submittedAt": None,
    "version": 2, "author": {"name": "李娜"},
}  # fmt: skip
CARD = {"Card": {"scorecard": card(), **page("reviews", REVIEW)}}
