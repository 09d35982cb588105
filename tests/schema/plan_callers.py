"""Who sees score plans, and who may keep, propose and try them; filed into `callers.CASES`."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import ABSENT, DENIED, Caller, CallerCase, change, reading, seen
from tests.schema.plan_rows import ALPHA, BETA, EARLY, YEAR

NOBODY: dict[str, Any] = {"nodes": []}
STRANGER = Caller("administrator", DENIED)


def public(document: str, name: str, none: Any, all_of_it: Any) -> CallerCase:
    """What everybody inside sees alike, and the administrator not."""
    return reading(
        document,
        Caller("administrator", none if none is DENIED else seen(name, none)),
        Caller("employee", seen(name, all_of_it)),
        Caller("performance_specialist", seen(name, all_of_it)),
    )


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


PART = {"code": "SERVICE", "name": "服务", "weight": 6000, "group": "SERVICE"}
GIVEN = {
    "code": "NEW",
    "name": "新方案",
    "components": [PART, {**PART, "code": "CSAT", "weight": 3500, "group": "CSAT"}],
}
FULL: dict[str, object] = {
    **GIVEN,
    "components": [PART, {**PART, "code": "CSAT", "weight": 4000, "group": "CSAT"}],
}
VALUES = [{"code": "SERVICE", "value": "90"}, {"code": "CSAT", "value": "95"}]

PLAN_QUERIES = {
    "scorePlans": public(
        '{ scorePlans(where: {code: {in: ["ALPHA", "BETA"]}}, orderBy: [{code: ASC}]) '
        "{ nodes { code state components(first: 9) { nodes { code weight "
        "stages(first: 5) { nodes { stage weight } } } } } } }",
        "scorePlans",
        NOBODY,
        nodes(
            {
                "code": "ALPHA",
                "state": "PUBLISHED",
                "components": nodes(
                    {
                        "code": "SERVICE",
                        "weight": 8000,
                        "stages": nodes({"stage": "EARLY", "weight": 7000}),
                    },
                    {"code": "CSAT", "weight": 2000, "stages": NOBODY},
                ),
            },
            {
                "code": "BETA",
                "state": "DRAFT",
                "components": nodes(
                    {"code": "SERVICE", "weight": 8000, "stages": NOBODY},
                    {"code": "CSAT", "weight": 2000, "stages": NOBODY},
                ),
            },
        ),
    ),
    "scorePlan": public(
        f'{{ scorePlan(id: "{ALPHA}") {{ code standard }} }}',
        "scorePlan",
        None,
        {"code": "ALPHA", "standard": "60.00"},
    ),
    "roleFamilies": public(
        "{ roleFamilies { nodes { code isFrontLine } } }",
        "roleFamilies",
        NOBODY,
        nodes({"code": "frontline", "isFrontLine": True}),
    ),
    "transformationStages": public(
        "{ transformationStages { nodes { code validFrom department { code } } } }",
        "transformationStages",
        NOBODY,
        nodes({"code": "EARLY", "validFrom": "2025-01-01", "department": {"code": "D2"}}),
    ),
    "scorePlanTemplates": public(
        "{ scorePlanTemplates { code } }",
        "scorePlanTemplates",
        DENIED,
        [{"code": code} for code in ("RETAIL", "ECOMMERCE", "B2B", "REPEAT", "HOSPITAL")],
    ),
    "scorePlanMetrics": public(
        '{ scorePlanMetrics(search: "fcr") { key name } }',
        "scorePlanMetrics",
        DENIED,
        [{"key": "fcr_rate", "name": "首次解决率"}],
    ),
    "checkScorePlan": CallerCase(
        "query Try($input: SaveScorePlanInput!) { checkScorePlan(input: $input) "
        "{ isReady sums { stage sum } problems { code sum } } }",
        STRANGER,
        Caller(
            "employee",
            seen(
                "checkScorePlan",
                checked := {
                    "isReady": False,
                    "sums": [{"stage": "", "sum": "95.00"}],
                    "problems": [{"code": "WEIGHTS_NOT_100", "sum": "95.00"}],
                },
            ),
        ),
        Caller("hr_manager", seen("checkScorePlan", checked)),
        {"input": GIVEN},
    ),
    "scorePlanProblems": reading(
        f'{{ scorePlanProblems(planId: "{ALPHA}") {{ isReady sums {{ stage sum }} }} }}',
        Caller("administrator", ABSENT),
        Caller("employee", seen("scorePlanProblems", problems := {
            "isReady": False, "sums": [{"stage": "", "sum": "100.00"}, {"stage": "EARLY", "sum": "90.00"}],
        })),
        Caller("hr_manager", seen("scorePlanProblems", problems)),
    ),
    "tryScore": CallerCase(
        "query Try($input: TryScoreInput!) { tryScore(input: $input) { score lines { code weight share } } }",
        STRANGER,
        Caller("employee", seen("tryScore", tried := {
            "score": "91.75",
            "lines": [
                {"code": "SERVICE", "weight": 6500, "share": "58.50"},
                {"code": "CSAT", "weight": 3500, "share": "33.25"},
            ],
        })),
        Caller("hr_manager", seen("tryScore", tried)),
        {
            "input": {
                "components": [
                    {**PART, "stages": [{"stage": "EARLY", "weight": 7000}]},
                    {**PART, "code": "CSAT", "weight": 4000, "stages": [{"stage": "EARLY", "weight": 3000}]},
                ],
                "values": VALUES,
                "stages": [{"stage": "EARLY", "days": 45}, {"days": 45}],
            }
        },
    ),
    "simulateScorePlan": reading(
        f'{{ simulateScorePlan(planId: "{ALPHA}", cycleId: "{YEAR}") {{ people up down unscored }} }}',
        Caller("employee", DENIED),
        Caller("department_manager", DENIED),
        Caller(
            "performance_specialist",
            seen("simulateScorePlan", {"people": 4, "up": 0, "down": 0, "unscored": 4}),
        ),
    ),
}  # fmt: skip

PLANS = "{ scorePlans(orderBy: [{code: ASC}]) { nodes { code revision state version } } }"
STAGES = "{ transformationStages(orderBy: [{validFrom: ASC}]) { nodes { code validFrom validTo version } } }"
FAMILIES = "{ roleFamilies(orderBy: [{code: ASC}]) { nodes { code isFrontLine version } } }"
STAFF, HEAD = Caller("employee", DENIED), Caller("department_manager", DENIED)


def kept(name: str, given: dict[str, object], shown: dict[str, object], untouched: str = PLANS) -> CallerCase:
    """A change that HR and the performance specialist make, and nobody else."""
    return change(
        name,
        given,
        shown,
        unprivileged=STAFF,
        half=HEAD,
        privileged="performance_specialist",
        untouched=untouched,
    )


def gone(name: str, row_id: str, untouched: str) -> CallerCase:
    """A removal, which answers with the id of what is gone."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    document = f"mutation Try($input: {kind}!) {{ {name}(input: $input) }}"
    privileged = Caller("performance_specialist", seen(name, row_id))
    return CallerCase(document, STAFF, HEAD, privileged, {"input": {"id": row_id}}, untouched)


PLAN_MUTATIONS = {
    "saveScorePlan": kept(
        "saveScorePlan", FULL, {"code": "NEW", "revision": 1, "state": "DRAFT", "standard": "60.00"}
    ),
    "reviseScorePlan": kept(
        "reviseScorePlan", {"id": ALPHA, "note": "下一版"}, {"code": "ALPHA", "revision": 2, "state": "DRAFT"}
    ),
    "proposeScorePlan": change(
        "proposeScorePlan", {"id": BETA}, {"code": "BETA"}, unprivileged=STAFF, half=HEAD,
        privileged="performance_specialist", untouched=PLANS, code="NO_APPROVER",
    ),
    "retireScorePlan": kept(
        "retireScorePlan", {"id": ALPHA, "version": 1}, {"code": "ALPHA", "state": "RETIRED"}
    ),
    "discardScorePlan": gone("discardScorePlan", BETA, PLANS),
    "setTransformationStage": kept(
        "setTransformationStage",
        {"code": "MID", "validFrom": "2025-07-01", "departmentCode": "D2"},
        {"code": "MID", "validFrom": "2025-07-01", "validTo": None},
        STAGES,
    ),
    "removeTransformationStage": gone("removeTransformationStage", EARLY, STAGES),
    "saveRoleFamily": kept(
        "saveRoleFamily",
        {"code": "clinical", "name": "临床", "isFrontLine": True},
        {"code": "clinical", "name": "临床", "isFrontLine": True},
        FAMILIES,
    ),
}  # fmt: skip
