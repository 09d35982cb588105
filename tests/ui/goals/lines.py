"""Lines of the API about goals and one's own card."""

from __future__ import annotations

from typing import Any

LINE = {
    "code": "csat", "name": "客户满意度", "basis": "METRIC", "metric": "csat", "weight": "0.4", "value": "0.789",
    "shown": "78.9%", "points": "78.90", "fullValue": "0.9", "fullShown": "90.0%", "missingPoints": "21.10",
    "gain": "8.44", "projectedPoints": "78.90", "n": 36, "priorN": 20,
    "groupShown": None, "countedShown": None, "reason": "", "receipt": "r", "isHidden": False,
}  # fmt: skip
RATED = LINE | {"code": "care", "name": "服务态度", "metric": None, "value": None, "shown": None, "points": None,
                "gain": None, "missingPoints": None, "isHidden": True, "n": None}  # fmt: skip
CARD = {
    "scorecardId": "k1", "cycleId": "c1", "cycle": "2026Q4", "cycleName": "2026年第四季度", "startsOn": "2026-10-01",
    "endsOn": "2026-12-31", "elapsedDays": 53, "totalDays": 92, "state": "OPEN", "isPublished": False,
    "asOf": "2026-11-22T01:05:00Z",
    "score": "73.00", "target": "80", "gap": "-7.00", "standard": "60.00", "projected": "74.50", "nextStep": "csat",
    "hint": "先补客户满意度：78.9% → 90.0%，总分最多 +8.44", "whatIf": None, "lines": [LINE, RATED],
}  # fmt: skip
GOAL: dict[str, Any] = {
    "id": "g1", "title": "客户满意度从 85% 提升至 90%", "level": "TEAM", "state": "ACTIVE", "metric": "csat",
    "required": "0.9", "actual": "0.88", "status": "OK", "progress": "60.00", "confidence": "AT_RISK",
    "endsOn": "2026-12-31", "childSum": "12", "isSumWithin": False, "department": {"id": "d1", "name": "客服部"},
    "employee": None,
}  # fmt: skip
WHOLE = GOAL | {
    "note": "", "changeKind": "ABSOLUTE", "aim": "UP", "baseline": "0.85", "targetChange": "0.9",
    "startsOn": "2026-10-01", "measuredAt": "2026-11-22T01:00:00Z", "settledAt": None, "version": 3,
    "parent": {"id": "g0", "title": "公司目标", "level": "COMPANY"}, "children": {"nodes": [GOAL | {"id": "g2"}]},
    "checkIns": {"nodes": [{"id": "n", "onDay": "2026-11-20", "confidence": "AT_RISK", "text": "新人多",
                            "actual": "0.87", "progress": "40.00", "author": {"name": "梁艳"}}]},
}  # fmt: skip
METRICS = {"goalMetrics": [{"key": "csat", "name": "客户满意度", "unit": "percent"}]}
FORM = {
    **METRICS,
    "departments": {"nodes": [{"id": "d1", "code": "D1", "name": "客服部"}]},
    "goals": {"nodes": []},
}
LINTED = {
    "verdict": "NEEDS_BASELINE", "metric": "csat", "metricName": "客户满意度", "unit": "percent",
    "changeKind": "POINTS", "baseline": None, "targetChange": "0.05", "required": None, "aim": None,
    "suggestedBaseline": "0.842",
    "findings": [{"code": "NO_BASELINE", "place": "baseline", "text": "缺少基线值", "suggestion": "填上一期"}],
}  # fmt: skip


def refused(field: str, code: str = "INVALID_INPUT") -> dict[str, Any]:
    extensions = {"code": code, "zh": "不行。", "en": "No.", "inputPath": ["input", field]}
    return {"errors": [{"message": "No.", "extensions": extensions}]}
