"""Who sees and sets goals, who holds talks, who leads improvement plans; filed into `callers.CASES`."""

from __future__ import annotations

from typing import Any

from server.metrics.dictionary.load import load_builtin
from server.performance.goals.asking import metrics_for
from server.performance.goals.models import GoalLevel
from tests.plan.world import uid
from tests.schema.cases import ABSENT, DENIED, SILENCE, Caller, CallerCase, change, reading, seen
from tests.schema.goal_rows import (
    ACTION,
    COMPANY,
    DRAFT,
    OWN,
    PLAN,
    STEP,
    TALK,
    TEAM,
    answer_well,
)

NOBODY: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


METRICS = [{"__typename": "GoalMetric"}] * len(metrics_for(load_builtin(), GoalLevel.PERSON))
C, T, P = {"title": "全公司质检得分到 80"}, {"title": "客服部质检得分到 80"}, {"title": "我的质检得分到 80"}
WISH = 'input: {level: COMPANY, title: "客户满意度从85%提升至90%"}'
LINTED = {"verdict": "ACCEPTED", "metric": "csat", "required": "0.9"}
BETTER = {"score": "60.00", "lines": [{"shown": None}, {"shown": "60.0%"}]}
POINTS = nodes({"text": "排班"}, {"text": "旁听通话"})
DUE3, DUE6 = {"employee": {"code": "E3"}}, {"employee": {"code": "E6"}}
ACTIVE = {"state": "ACTIVE", "score": "55.00", "steps": nodes({"text": "每周旁听"})}
BEGUN = {"state": "DRAFT", "score": "55.00", "steps": nodes({"text": "学完课程"})}
PLAN_FIELDS = "state score steps { nodes { text } }"
TALK_SEEN = {"notes": "说了什么", "items": POINTS, "myNotes": nodes({"text": "想谈调岗"})}
TALK_FIELDS = "notes items { nodes { text } } myNotes { nodes { text } }"


def all_see(name: str, document: str, answer: object) -> CallerCase:
    return reading(
        document, *(Caller(role, seen(name, answer)) for role in ("administrator", "employee", "hr_manager"))
    )


GOAL_QUERIES = {
    "goals": reading(
        "{ goals(orderBy: [{id: ASC}]) { nodes { title } } }",
        Caller("administrator", seen("goals", NOBODY)),
        Caller("payroll_specialist", seen("goals", nodes(C, T))),
        Caller("department_manager", seen("goals", nodes(C, T, P))),
    ),
    "lintGoal": all_see("lintGoal", f"{{ lintGoal({WISH}) {{ verdict metric required }} }}", LINTED),
    "goalMetrics": reading(
        "{ goalMetrics(level: PERSON) { __typename } }",
        *(Caller(role, seen("goalMetrics", METRICS))
          for role in ("administrator", "employee", "hr_manager")),
    ),
    "myProgress": reading(
        "{ myProgress { target lines { isHidden points } } }",
        Caller("administrator", DENIED),
        Caller("payroll_specialist", seen("myProgress", {"target": "80", "lines": [
            {"isHidden": False, "points": "92.00"}, {"isHidden": False, "points": None}]})),
        Caller("employee", seen("myProgress", {"target": "80", "lines": [
            {"isHidden": True, "points": None}, {"isHidden": False, "points": "0.00"}]})),
    ),
    "myProgressChanged": CallerCase(
        "subscription { myProgressChanged { score lines { shown } } }",
        Caller("administrator", DENIED), Caller("payroll_specialist", SILENCE),
        Caller("employee", seen("myProgressChanged", BETTER)),
        stir=answer_well,
    ),
    "talk": reading(
        f'{{ talk(id: "{TALK}") {{ {TALK_FIELDS} }} }}',
        Caller("hr_manager", seen("talk", None)),
        Caller("department_manager", seen("talk", TALK_SEEN | {"myNotes": NOBODY})),
        Caller("employee", seen("talk", TALK_SEEN)),
    ),
    "talks": reading(
        f"{{ talks {{ nodes {{ {TALK_FIELDS} }} }} }}",
        Caller("hr_manager", seen("talks", NOBODY)),
        Caller("department_manager", seen("talks", nodes(TALK_SEEN | {"myNotes": NOBODY}))),
        Caller("employee", seen("talks", nodes(TALK_SEEN))),
    ),
    "talkItems": reading(
        "{ talkItems(orderBy: [{place: ASC}]) { nodes { text } } }",
        Caller("hr_manager", seen("talkItems", NOBODY)),
        Caller("department_manager", seen("talkItems", POINTS)),
        Caller("employee", seen("talkItems", POINTS)),
    ),
    "oneOnOnes": reading(
        "{ oneOnOnes(orderBy: [{id: ASC}]) { nodes { employee { code } } } }",
        Caller("payroll_specialist", seen("oneOnOnes", nodes(DUE6))),
        Caller("employee", seen("oneOnOnes", nodes(DUE3))),
        Caller("hr_manager", seen("oneOnOnes", nodes(DUE3, DUE6))),
    ),
    "improvementPlan": reading(
        f'{{ improvementPlan(id: "{PLAN}") {{ {PLAN_FIELDS} }} }}',
        Caller("payroll_specialist", seen("improvementPlan", None)),
        Caller("employee", seen("improvementPlan", ACTIVE)),
        Caller("department_manager", seen("improvementPlan", ACTIVE)),
    ),
    "improvementPlans": reading(
        f"{{ improvementPlans(orderBy: [{{id: ASC}}]) {{ nodes {{ {PLAN_FIELDS} }} }} }}",
        Caller("payroll_specialist", seen("improvementPlans", NOBODY)),
        Caller("employee", seen("improvementPlans", nodes(ACTIVE))),
        Caller("department_manager", seen("improvementPlans", nodes(ACTIVE, BEGUN))),
    ),
}  # fmt: skip

GOALS = "{ goals(orderBy: [{id: ASC}]) { nodes { id title state version checkIns { totalCount } } } }"
TALKS = (
    "{ talks { nodes { id state plannedAt notes version "
    "items(orderBy: [{id: ASC}]) { nodes { id text doneAt } } } } }"
)
PLANS = (
    "{ improvementPlans(orderBy: [{id: ASC}]) "
    "{ nodes { id state aim version acknowledgedAt steps { nodes { id doneOn } } } } }"
)
SPAN = {"startsOn": "2025-04-01", "endsOn": "2025-06-30"}
STAFF, CLERK, OTHER = (
    Caller("employee", DENIED),
    Caller("payroll_specialist", DENIED),
    Caller("hr_specialist", DENIED),
)
STRANGER, CLOSED = Caller("hr_manager", ABSENT), Caller("administrator", DENIED)
DAYS = {"talkOn": "2025-06-20", "startsOn": "2025-07-01", "endsOn": "2025-08-31", "aim": "回到标准以上"}


def of_talk(name: str, given: dict[str, object], shown: dict[str, object]) -> CallerCase:
    """The two of them alone: to HR a talk of others does not exist, and the administrator has none."""
    return change(
        name, given, shown, unprivileged=CLOSED, half=STRANGER, privileged="employee", untouched=TALKS
    )


GOAL_MUTATIONS = {
    "saveGoal": change(
        "saveGoal",
        {"title": "客服部质检得分从 70 提升至 84", "level": "TEAM", "departmentId": uid("D2"), "parentId": COMPANY,
         "metric": "qa_score_avg", **SPAN},
        {"state": "ACTIVE", "required": "84", "changeKind": "ABSOLUTE"},
        unprivileged=CLERK, half=STAFF, privileged="department_manager", untouched=GOALS,
    ),
    "cancelGoal": change(
        "cancelGoal", {"id": TEAM, "reason": "业务调整"}, {"state": "CANCELLED"},
        unprivileged=CLERK, half=STAFF, privileged="department_manager", untouched=GOALS,
    ),
    "reopenGoal": change(
        "reopenGoal", {"id": TEAM}, {"state": "ACTIVE"}, unprivileged=CLERK, half=STAFF,
        privileged="department_manager", untouched=GOALS, code="INVALID_STATE",
    ),
    "checkInGoal": change(
        "checkInGoal", {"id": OWN, "confidence": "AT_RISK", "text": "新人较多"}, {"confidence": "AT_RISK"},
        unprivileged=Caller("payroll_specialist", ABSENT), half=Caller("hr_specialist", ABSENT),
        privileged="employee", untouched=GOALS,
    ),
    "planTalk": change(
        "planTalk", {"plannedAt": "2025-07-03T02:00:00Z", "employeeId": uid("E3")}, {"state": "PLANNED"},
        unprivileged=CLOSED, half=STRANGER, privileged="department_manager", untouched=TALKS,
    ),
    "changeTalk": of_talk("changeTalk", {"id": TALK, "notes": "补一句"}, {"notes": "补一句"}),
    "holdTalk": of_talk("holdTalk", {"id": TALK}, {"state": "HELD", "heldOn": "2025-06-30"}),
    "cancelTalk": of_talk("cancelTalk", {"id": TALK}, {"state": "CANCELLED"}),
    "addTalkItem": of_talk(
        "addTalkItem", {"talkId": TALK, "kind": "AGENDA", "text": "学习"}, {"state": "PLANNED"}
    ),
    "tickTalkItem": of_talk("tickTalkItem", {"id": ACTION, "isDone": True}, {"state": "PLANNED"}),
    "keepTalkNote": of_talk("keepTalkNote", {"talkId": TALK, "text": "只给自己"}, {"state": "PLANNED"}),
    "saveImprovementPlan": change(
        "saveImprovementPlan",
        {"id": DRAFT, **DAYS, "steps": [{"text": "学完课程", "dueOn": "2025-07-20"}]},
        {"state": "DRAFT", "aim": "回到标准以上"},
        unprivileged=Caller("employee", ABSENT), half=Caller("hr_specialist", ABSENT),
        privileged="department_manager", untouched=PLANS,
    ),
    "startImprovementPlan": change(
        "startImprovementPlan", {"id": DRAFT}, {"state": "ACTIVE"},
        unprivileged=Caller("employee", ABSENT), half=Caller("hr_specialist", ABSENT),
        privileged="department_manager", untouched=PLANS,
    ),
    "acknowledgeImprovementPlan": change(
        "acknowledgeImprovementPlan", {"id": PLAN}, {"state": "ACTIVE"},
        unprivileged=Caller("payroll_specialist", ABSENT), half=Caller("department_manager", DENIED),
        privileged="employee", untouched=PLANS,
    ),
    "tickImprovementStep": change(
        "tickImprovementStep", {"id": STEP, "isDone": True}, {"state": "ACTIVE"},
        unprivileged=Caller("payroll_specialist", ABSENT), half=Caller("hr_specialist", ABSENT),
        privileged="employee", untouched=PLANS,
    ),
    "closeImprovementPlan": change(
        "closeImprovementPlan", {"id": PLAN, "state": "REACHED", "outcome": "已回到标准以上"}, {"state": "REACHED"},
        unprivileged=Caller("payroll_specialist", ABSENT), half=Caller("employee", DENIED),
        privileged="department_manager", untouched=PLANS,
    ),
}  # fmt: skip
