"""Who may ask what of figures and who may do what with definitions; filed into `callers.CASES`."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import Answer, Caller, CallerCase, change, reading, seen

DENIED, MISSING = Answer(code="DENIED"), Answer(code="NOT_FOUND")
MAY = '{named: ["2025-05"]}'
CELLS = "... on MetricTable { total { cells { value status } } } ... on MetricDenied { key }"
CORE = "csat"
DRAFTS = '{ metricDefinitions(search: "custom") { nodes { key status } } }'
STATES = '{ metricDefinition(key: "csat") { status isDefault targets { op value } signatures { side } } }'
REPORTS, BOARDS = "{ reports { totalCount } }", "{ metricBoards { name } }"


def figure(value: str | None, status: str = "OK") -> dict[str, Any]:
    return {"total": {"cells": [{"value": value, "status": status}]}}


def for_insiders(name: str, question: str, told: object, **half: object) -> CallerCase:
    """Definitions are public inside the company; the administrator is not inside."""
    return reading(
        f"{{ {question} }}",
        Caller("administrator", DENIED),
        Caller("employee", seen(name, half.get("half", told))),
        Caller("hr_manager", seen(name, told)),
    )


METRIC_QUERIES = {
    "metric": reading(
        f'{{ metric(key: "headcount_closing", period: {MAY}) {{ {CELLS} }} }}',
        Caller("administrator", seen("metric", {"key": "headcount_closing"})),
        Caller("general_manager", seen("metric", figure("5"))),
        Caller("hr_manager", seen("metric", figure("5"))),
    ),
    "metrics": reading(
        f'{{ metrics(keys: ["headcount_closing"], period: {MAY}, where: [{{dimension: "department", under: "D2"}}]) '
        f"{{ {CELLS} }} }}",
        Caller("administrator", seen("metrics", [{"key": "headcount_closing"}])),
        Caller("general_manager", seen("metrics", [figure(None, "SUPPRESSED_SMALL_GROUP")])),
        Caller("department_manager", seen("metrics", [figure("3")])),
    ),
    "metricDefinition": for_insiders(
        "metricDefinition", 'metricDefinition(key: "csat") { key unit }', {"key": "csat", "unit": "percent"}
    ),
    "metricDefinitions": for_insiders(
        "metricDefinitions", "metricDefinitions(core12: true) { totalCount }", {"totalCount": 12}
    ),
    "compareDefinitions": for_insiders(
        "compareDefinitions",
        f'compareDefinitions(keys: ["headcount_closing", "csat"], period: {MAY}) {{ variants {{ cell {{ value }} }} }}',
        {"variants": [{"cell": {"value": "5"}}, {"cell": {"value": None}}]},
        half={"variants": [{"cell": {"value": "1"}}, {"cell": {"value": None}}]},
    ),
    "metricConflicts": for_insiders("metricConflicts", "metricConflicts { kind }", []),
    "metricLineage": for_insiders(
        "metricLineage",
        'metricLineage(key: "csat") { measures { name } }',
        {"measures": [{"name": "csat_answers"}]},
    ),
    "validateFormula": for_insiders(
        "validateFormula", 'validateFormula(formula: "leavers / headcount") { isOk }', {"isOk": False}
    ),
    "metricVocabulary": for_insiders(
        "metricVocabulary", "metricVocabulary { __typename }", {"__typename": "MetricVocabulary"}
    ),
    "metricReviews": for_insiders("metricReviews", "metricReviews { key }", []),
    "replay": reading(
        '{ replay(receipt: "z1.x.y") { isSame } }',
        Caller("administrator", DENIED),
        Caller("employee", Answer(code="INVALID_INPUT")),
        Caller("hr_manager", Answer(code="INVALID_INPUT")),
    ),
    "reports": reading(
        REPORTS,
        Caller("employee", DENIED),
        Caller("department_manager", seen("reports", {"totalCount": 0})),
        Caller("hr_manager", seen("reports", {"totalCount": 0})),
    ),
    "report": reading(
        '{ report(id: "01900000-0000-7000-8000-000000000000") { name } }',
        Caller("employee", DENIED),
        Caller("department_manager", seen("report", None)),
        Caller("hr_manager", seen("report", None)),
    ),
    "metricBoards": reading(
        BOARDS,
        Caller("administrator", DENIED),
        Caller("employee", seen("metricBoards", [])),
        Caller("hr_manager", seen("metricBoards", [])),
    ),
}

STAFF, OTHER = Caller("employee", DENIED), Caller("hr_specialist", DENIED)
DRAFT = {
    "key": "custom.exits", "nameZh": "离开人次合计", "nameEn": "All who went", "definitionZh": "期内离职人次",
    "definitionEn": "Leavers of the period", "formula": "leavers + 0 * hires", "unit": "spell", "direction": "DOWN",
    "grains": ["MONTH"], "dimensions": ["department"], "sensitivity": "people",
}  # fmt: skip

METRIC_MUTATIONS = {
    "draftMetric": CallerCase(
        "mutation Try($input: MetricDraftInput!) { draftMetric(input: $input) { key version status } }",
        STAFF,
        Caller("department_manager", DENIED),
        Caller("hr_manager", seen("draftMetric", {"key": "custom.exits", "version": 1, "status": "DRAFT"})),
        {"input": DRAFT},
        DRAFTS,
    ),
    "submitMetric": change(
        "submitMetric",
        {"key": CORE, "version": 1},
        {"key": CORE, "status": "IN_REVIEW"},
        unprivileged=STAFF,
        half=OTHER,
        untouched=STATES,
    ),
    "signMetric": change(
        "signMetric",
        {"key": CORE, "version": 1, "side": "HR", "decision": "AGREE"},
        {},
        unprivileged=STAFF,
        half=Caller("general_manager", DENIED),
        untouched=STATES,
        code="INVALID_STATE",
    ),
    "publishMetric": change(
        "publishMetric",
        {"key": CORE, "version": 1, "effectiveFrom": "2025-06-01"},
        {},
        unprivileged=STAFF,
        half=Caller("performance_specialist", DENIED),
        untouched=STATES,
        code="INVALID_STATE",
    ),
    "retireMetric": change(
        "retireMetric",
        {"key": CORE, "version": 1, "effectiveTo": "2025-06-30"},
        {},
        unprivileged=STAFF,
        half=Caller("performance_specialist", DENIED),
        untouched=STATES,
        code="INVALID_STATE",
    ),
    "signCoreMetrics": CallerCase(
        "mutation Try($input: SignCoreMetricsInput!) { signCoreMetrics(input: $input) { status } }",
        STAFF,
        Caller("general_manager", DENIED),
        Caller("hr_manager", seen("signCoreMetrics", [{"status": "IN_REVIEW"}] * 12)),
        {"input": {"side": "HR"}},
        STATES,
    ),
    "setTarget": change(
        "setTarget",
        {"key": CORE, "op": ">=", "value": "0.92", "grain": "MONTH"},
        {"op": ">=", "value": "0.92", "grain": "MONTH"},
        unprivileged=STAFF,
        half=Caller("performance_specialist", DENIED),
        untouched=STATES,
    ),
    "removeTarget": CallerCase(
        "mutation Try($input: RemoveTargetInput!) { removeTarget(input: $input) }",
        STAFF,
        Caller("performance_specialist", DENIED),
        Caller("general_manager", MISSING),
        {"input": {"id": "01900000-0000-7000-8000-000000000000"}},
        STATES,
    ),
    "setFamilyDefault": change(
        "setFamilyDefault",
        {"family": "csat", "key": "csat_mean"},
        {"key": "csat_mean", "isDefault": True},
        unprivileged=STAFF,
        half=Caller("performance_specialist", DENIED),
        untouched=STATES,
    ),
    "freezeReport": change(
        "freezeReport",
        {"name": "五月", "keys": ["headcount_closing"], "period": {"named": ["2025-05"]}},
        {"name": "五月", "keys": ["headcount_closing"], "isScheduled": False},
        unprivileged=STAFF,
        half=Caller("department_manager", DENIED),
        untouched=REPORTS,
    ),
    "deleteReport": CallerCase(
        "mutation Try($input: DeleteReportInput!) { deleteReport(input: $input) }",
        STAFF,
        Caller("department_manager", DENIED),
        Caller("hr_manager", MISSING),
        {"input": {"id": "01900000-0000-7000-8000-000000000000"}},
        REPORTS,
    ),
    "saveBoard": change(
        "saveBoard",
        {"name": "我的", "tiles": []},
        {"name": "我的", "isPinned": False, "version": 1},
        unprivileged=Caller("administrator", DENIED),
        half=Caller("employee", seen("saveBoard", {"name": "我的", "isPinned": False, "version": 1})),
        untouched=BOARDS,
    ),
    "deleteBoard": CallerCase(
        "mutation Try($input: DeleteBoardInput!) { deleteBoard(input: $input) }",
        Caller("administrator", DENIED),
        Caller("employee", MISSING),
        Caller("hr_manager", MISSING),
        {"input": {"id": "01900000-0000-7000-8000-000000000000"}},
        BOARDS,
    ),
}
