"""A plan and what surrounds it, as the API says them to the pages of score plans."""

from __future__ import annotations

from typing import Any


def part(code: str, weight: int, **more: Any) -> dict[str, Any]:
    stages = [{"stage": stage, "weight": value} for stage, value in more.pop("stages", {}).items()]
    return {
        "id": code, "place": 1, "code": code, "name": f"{code}项", "nameEn": code, "group": "SERVICE",
        "basis": "RATING", "metric": None, "weight": weight, "scaleLow": "0.00", "scaleHigh": "100.00",
        "scoring": "SHARE", "target": None, "steps": "", "direction": "UP", "floor": "0.00", "cap": "100.00",
        "missing": "RENORMALISE", "isShrunk": False, "priorN": 20, "stages": {"nodes": stages}, **more,
    }  # fmt: skip


PARTS = [
    part("SERVICE", 6000, stages={"EARLY": 7000, "MID": 5000}),
    part(
        "CSAT", 4000, group="CSAT", basis="METRIC", metric="csat", isShrunk=True,
        stages={"EARLY": 3000, "MID": 5000},
    ),
]  # fmt: skip
PLAN: dict[str, Any] = {
    "id": "p1", "code": "DESK", "revision": 2, "name": "客服方案", "nameEn": "Desk", "family": "frontline",
    "grain": "QUARTER", "state": "DRAFT", "standard": "60.00", "note": "", "publishedAt": None, "approvalId": None,
    "version": 3, "department": None, "components": {"nodes": PARTS},
}  # fmt: skip
OLD = {
    "id": "p0", "revision": 1, "state": "PUBLISHED", "publishedAt": "2026-01-05T02:00:00.000Z", "note": "首版",
    "updatedAt": "2026-01-05T02:00:00.000Z", "components": {"nodes": [part("SERVICE", 10000)]},
}  # fmt: skip
FAMILY = {
    "id": "f1",
    "code": "frontline",
    "name": "一线",
    "nameEn": "Front line",
    "isFrontLine": True,
    "version": 1,
}
STAGE = {
    "id": "s1", "code": "EARLY", "name": "初期", "nameEn": "Early", "validFrom": "2026-01-01",
    "validTo": "2026-10-01", "version": 1, "department": None,
}  # fmt: skip
LATER = {**STAGE, "id": "s2", "code": "MID", "name": "中期", "validFrom": "2026-10-01", "validTo": None}
CHECK = {"isReady": True, "sums": [{"stage": "", "sum": "100.00"}], "problems": []}
TEMPLATE = {
    "code": "RETAIL", "name": "零售一线", "family": "frontline", "grain": "QUARTER",
    "components": [{**part("SALES", 8000), "stages": []}, {**part("CSAT", 2000), "stages": []}],
}  # fmt: skip
LINES: dict[str, Any] = {
    "Plans": {
        "scorePlans": {
            "nodes": [PLAN, {**PLAN, **OLD, "department": {"id": "d1", "name": "门店"}, "family": None}]
        },
        "transformationStages": {"nodes": [STAGE, LATER]},
        "roleFamilies": {"nodes": [FAMILY]},
        "scorePlanTemplates": [TEMPLATE],
    },
    "Plan": {
        "scorePlan": PLAN,
        "scorePlanProblems": CHECK,
        "transformationStages": {"nodes": [STAGE, LATER]},
        "roleFamilies": {"nodes": [FAMILY]},
    },
    "PlanRevisions": {"scorePlans": {"nodes": [{**OLD, **PLAN}, OLD]}},
    "PlanDepartments": {"departments": {"nodes": [{"id": "d1", "name": "门店"}]}},
    "PlanChoices": {
        "scorePlanTemplates": [TEMPLATE],
        "roleFamilies": {"nodes": [FAMILY]},
        "departments": {"nodes": [{"id": "d1", "name": "门店"}]},
        "transformationStages": {"nodes": [STAGE, LATER]},
        "scorePlanMetrics": [{"key": "csat", "name": "客户满意度", "unit": "percent", "direction": "UP"}],
        "teams": [{"key": "csat", "name": "客户满意度"}, {"key": "partner", "name": "协作"}],
    },
    "CheckPlan": {"checkScorePlan": CHECK},
}
