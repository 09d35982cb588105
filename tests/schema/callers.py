"""Who may call what: each query and mutation with the answer that four callers get.

The four are: nobody signed in, one without the right, one with half of it, one who may. `test_callers.py`
runs them; the house test fails by name for an operation that is not here. Nobody signed in is always
refused with UNAUTHENTICATED.
"""

from __future__ import annotations

from tests.plan.world import uid
from tests.schema.admin_callers import ADMIN_MUTATIONS, ADMIN_QUERIES
from tests.schema.approval_callers import APPROVAL_MUTATIONS, APPROVAL_QUERIES
from tests.schema.attendance_callers import ATTENDANCE_MUTATIONS, ATTENDANCE_QUERIES
from tests.schema.board_callers import BOARD_QUERIES
from tests.schema.cases import (
    ABSENT,
    DENIED,
    EMPTY,
    MANAGER,
    NOBODY,
    OTHER_HR,
    OUTSIDE,
    STAFF,
    Answer,
    Caller,
    CallerCase,
    change,
    codes,
    reading,
    rows,
    seen,
)
from tests.schema.competency_callers import COMPETENCY_MUTATIONS, COMPETENCY_QUERIES
from tests.schema.console_callers import CONSOLE_QUERIES
from tests.schema.course_callers import COURSE_MUTATIONS, COURSE_QUERIES
from tests.schema.cycle_callers import CYCLE_MUTATIONS, CYCLE_QUERIES
from tests.schema.delivery_callers import DELIVERY_MUTATIONS, DELIVERY_QUERIES
from tests.schema.desk_callers import DESK_MUTATIONS, DESK_QUERIES
from tests.schema.engagement_callers import ENGAGEMENT_MUTATIONS, ENGAGEMENT_QUERIES
from tests.schema.enrollment_callers import ENROLLMENT_MUTATIONS, ENROLLMENT_QUERIES
from tests.schema.goal_callers import GOAL_MUTATIONS, GOAL_QUERIES
from tests.schema.imports_callers import IMPORT_MUTATIONS, IMPORT_QUERIES
from tests.schema.intake_callers import INTAKE_MUTATIONS, INTAKE_QUERIES
from tests.schema.judged_callers import JUDGED_MUTATIONS, JUDGED_QUERIES
from tests.schema.metric_callers import METRIC_MUTATIONS, METRIC_QUERIES
from tests.schema.organization_callers import CASES as ORGANIZATION
from tests.schema.pack_callers import PACK_MUTATIONS, PACK_QUERIES
from tests.schema.payout_callers import PAYOUT_MUTATIONS, PAYOUT_QUERIES
from tests.schema.plan_callers import PLAN_MUTATIONS, PLAN_QUERIES
from tests.schema.record_callers import RECORD_MUTATIONS, RECORD_QUERIES
from tests.schema.recruiting_callers import RECRUITING_MUTATIONS, RECRUITING_QUERIES
from tests.schema.review_callers import REVIEW_MUTATIONS, REVIEW_QUERIES
from tests.schema.scheme_callers import SCHEME_MUTATIONS, SCHEME_QUERIES
from tests.schema.ticket_callers import TICKET_MUTATIONS, TICKET_QUERIES
from tests.schema.topic_callers import TOPIC_MUTATIONS, TOPIC_QUERIES

E1, E3, E4 = uid("E1"), uid("E3"), uid("E4")


ALL_DEPARTMENTS = codes("D1", "D2", "D3", "D4")

QUERIES = {
    "me": reading(
        "{ me { code baseSalary } }",
        Caller("administrator", seen("me", None)),
        Caller("employee", seen("me", {"code": "E3", "baseSalary": "9000.50"})),
        Caller("hr_manager", seen("me", {"code": "E1", "baseSalary": "20000.00"})),
    ),
    "viewer": reading(
        "{ viewer { username roles mayHire } }",
        Caller(
            "administrator",
            seen("viewer", {"username": "administrator", "roles": ["administrator"], "mayHire": False}),
        ),
        Caller("employee", seen("viewer", {"username": "employee", "roles": ["employee"], "mayHire": False})),
        Caller(
            "hr_manager",
            seen("viewer", {"username": "hr_manager", "roles": ["hr_manager", "employee"], "mayHire": True}),
        ),
    ),
    "employee": reading(
        f'{{ employee(id: "{E4}") {{ code phone baseSalary }} }}',
        Caller("employee", seen("employee", None)),
        Caller(
            "department_manager", seen("employee", {"code": "E4", "phone": "138****0004", "baseSalary": None})
        ),
        Caller(
            "hr_manager", seen("employee", {"code": "E4", "phone": "13800000004", "baseSalary": "8000.00"})
        ),
    ),
    "employees": rows(
        "employees",
        seen("employees", EMPTY),
        Caller("department_manager", seen("employees", codes("E2", "E3", "E4", "E5"))),
        seen("employees", codes("E1", "E2", "E3", "E4", "E5", "E6")),
    ),
    "department": reading(
        '{ department(code: "D2") { code manager { name } } }',
        Caller("administrator", seen("department", None)),
        Caller("employee", seen("department", {"code": "D2", "manager": None})),
        Caller("hr_manager", seen("department", {"code": "D2", "manager": {"name": "李娜"}})),
    ),
    "departments": rows(
        "departments",
        seen("departments", EMPTY),
        Caller("employee", seen("departments", ALL_DEPARTMENTS)),
        seen("departments", ALL_DEPARTMENTS),
    ),
    "orgChart": reading(
        "{ orgChart { nodes { code manager { name } } } }",
        Caller("administrator", seen("orgChart", EMPTY)),
        Caller("employee", seen("orgChart", {"nodes": [{"code": "D1", "manager": None}]})),
        Caller("hr_manager", seen("orgChart", {"nodes": [{"code": "D1", "manager": {"name": "王芳"}}]})),
    ),
    "positions": rows(
        "positions",
        seen("positions", EMPTY),
        Caller("employee", seen("positions", codes("P1"))),
        seen("positions", codes("P1")),
    ),
    "locations": rows(
        "locations",
        seen("locations", EMPTY),
        Caller("employee", seen("locations", codes("L1"))),
        seen("locations", codes("L1")),
    ),
    "auditEntries": reading(
        "{ auditEntries { totalCount } }",
        Caller("employee", seen("auditEntries", {"totalCount": 0})),
        Caller("hr_manager", seen("auditEntries", {"totalCount": 0})),
        Caller("auditor", seen("auditEntries", {"totalCount": 1})),
    ),
    "accessLog": reading(
        "{ accessLog(orderBy: [{fieldGroup: ASC}]) { nodes { subjectId fieldGroup } } }",
        Caller("administrator", seen("accessLog", EMPTY)),
        Caller("employee", seen("accessLog", {"nodes": [{"subjectId": E3, "fieldGroup": "pay"}]})),
        Caller(
            "auditor",
            seen(
                "accessLog",
                {
                    "nodes": [
                        {"subjectId": E4, "fieldGroup": "contact"},
                        {"subjectId": E3, "fieldGroup": "pay"},
                    ]
                },
            ),
        ),
    ),
    "explainAccess": reading(
        f'{{ explainAccess(type: "Employee", field: "baseSalary", id: "{E4}") {{ role relation allowed }} }}',
        Caller("employee", Answer(code="NOT_FOUND")),
        Caller(
            "department_manager",
            seen("explainAccess", [{"role": "department_manager", "relation": "team", "allowed": False}]),
        ),
        Caller(
            "hr_manager", seen("explainAccess", [{"role": "hr_manager", "relation": "org", "allowed": True}])
        ),
    ),
    "policyMatrix": reading(
        '{ policyMatrix(type: "Location") { __typename } }',
        Caller("employee", NOBODY),
        Caller("hr_manager", NOBODY),
        Caller("auditor", seen("policyMatrix", [{"__typename": "PolicyCell"}] * 315)),
    ),
    "whoCanSee": reading(
        f'{{ whoCanSee(type: "Employee", field: "baseSalary", id: "{E4}") {{ name relation }} }}',
        Caller("employee", NOBODY),
        Caller("hr_manager", NOBODY),
        Caller(
            "auditor",
            seen(
                "whoCanSee",
                [
                    {"name": "hr_manager", "relation": "org"},
                    {"name": "payroll_specialist", "relation": "org"},
                ],
            ),
        ),
    ),
    "node": reading(
        f'{{ node(id: "{E4}") {{ id ... on Employee {{ code baseSalary }} }} }}',
        Caller("employee", seen("node", None)),
        Caller("department_manager", seen("node", {"id": E4, "code": "E4", "baseSalary": None})),
        Caller("hr_manager", seen("node", {"id": E4, "code": "E4", "baseSalary": "8000.00"})),
    ),
}

WHERE = "{ departments { nodes { code name version } } positions { nodes { code } } locations { nodes { code } } }"

MUTATIONS = {
    "hireEmployee": change(
        "hireEmployee",
        {
            "code": "E9",
            "name": "何敏",
            "departmentCode": "D3",
            "hiredOn": "2025-06-02",
            "phone": "13800000009",
        },
        {"code": "E9", "name": "何敏", "phone": "13800000009", "status": "PROBATION"},
        unprivileged=STAFF,
        half=OTHER_HR,
    ),
    "completeProbation": change(
        "completeProbation",
        {"code": "E4"},
        {"code": "E4", "status": "ACTIVE"},
        unprivileged=MANAGER,
        half=OUTSIDE,
    ),
    "transferEmployee": change(
        "transferEmployee",
        {"code": "E4", "departmentCode": "D4", "effectiveOn": "2025-06-01"},
        {"code": "E4", "hiredOn": "2025-05-12"},
        unprivileged=MANAGER,
        half=OUTSIDE,
    ),
    "promoteEmployee": change(
        "promoteEmployee",
        {"code": "E3", "positionCode": "P1"},
        {"code": "E3"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        code="INVALID_STATE",
    ),
    "changePay": change(
        "changePay",
        {"code": "E4", "baseSalary": "8500.00", "effectiveOn": "2025-06-01"},
        {"code": "E4", "baseSalary": "8500.00"},
        unprivileged=MANAGER,
        half=Caller("hr_manager", DENIED),
        privileged="payroll_specialist",
        untouched="{ employees(orderBy: [{code: ASC}]) { nodes { code baseSalary } } }",
    ),
    "giveNotice": change(
        "giveNotice", {"code": "E4"}, {"code": "E4", "status": "NOTICE"}, unprivileged=MANAGER, half=OUTSIDE
    ),
    "withdrawNotice": change(
        "withdrawNotice",
        {"code": "E4"},
        {"code": "E4"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        code="INVALID_STATE",
    ),
    "recordLeave": change(
        "recordLeave",
        {"code": "E4", "leftOn": "2025-06-29", "leaveKind": "VOLUNTARY"},
        {"code": "E4", "status": "LEFT", "leftOn": "2025-06-29", "leaveKind": "VOLUNTARY"},
        unprivileged=MANAGER,
        half=OUTSIDE,
    ),
    "rehireEmployee": change(
        "rehireEmployee",
        {"code": "E5", "rehiredOn": "2025-06-16", "departmentCode": "D3"},
        {"code": "E5", "hiredOn": "2025-06-16", "leftOn": None},
        unprivileged=MANAGER,
        half=OUTSIDE,
    ),
    "updateEmployee": change(
        "updateEmployee",
        {"code": "E3", "name": "陈嘉"},
        {"code": "E3", "name": "陈嘉"},
        unprivileged=Caller("administrator", ABSENT),
        half=Caller("employee", DENIED),
    ),
    "revealIdNumber": change(
        "revealIdNumber",
        {"code": "E4", "reason": "办理社保"},
        {"idNumber": "999999199001010004"},
        unprivileged=MANAGER,
        half=Caller("payroll_specialist", DENIED),
    ),
    "createDepartment": change(
        "createDepartment",
        {"code": "D9", "name": "新店", "kind": "STORE", "parentCode": "D1"},
        {"code": "D9", "name": "新店", "kind": "STORE"},
        unprivileged=STAFF,
        half=OTHER_HR,
        untouched=WHERE,
    ),
    "updateDepartment": change(
        "updateDepartment",
        {"code": "D3", "name": "三组"},
        {"code": "D3", "name": "三组"},
        unprivileged=STAFF,
        half=OTHER_HR,
        untouched=WHERE,
    ),
    "createPosition": change(
        "createPosition",
        {"code": "P9", "name": "店长", "grade": 5},
        {"code": "P9", "name": "店长", "grade": 5},
        unprivileged=STAFF,
        half=OTHER_HR,
        untouched=WHERE,
    ),
    "createLocation": change(
        "createLocation",
        {"code": "L9", "name": "城东门店"},
        {"code": "L9", "name": "城东门店"},
        unprivileged=STAFF,
        half=OTHER_HR,
        untouched=WHERE,
    ),
}

CASES: dict[str, CallerCase] = {
    **CYCLE_QUERIES,
    **GOAL_QUERIES,
    **CYCLE_MUTATIONS,
    **GOAL_MUTATIONS,
    **REVIEW_QUERIES,
    **REVIEW_MUTATIONS,
    **RECORD_QUERIES,
    **RECORD_MUTATIONS,
    **IMPORT_QUERIES,
    **IMPORT_MUTATIONS,
    **APPROVAL_QUERIES,
    **APPROVAL_MUTATIONS,
    **ADMIN_QUERIES,
    **ADMIN_MUTATIONS,
    **ATTENDANCE_QUERIES,
    **ATTENDANCE_MUTATIONS,
    **INTAKE_QUERIES,
    **JUDGED_QUERIES,
    **COMPETENCY_QUERIES,
    **PACK_QUERIES,
    **ENGAGEMENT_QUERIES,
    **RECRUITING_QUERIES,
    **COURSE_QUERIES,
    **COURSE_MUTATIONS,
    **ENROLLMENT_QUERIES,
    **ENROLLMENT_MUTATIONS,
    **INTAKE_MUTATIONS,
    **JUDGED_MUTATIONS,
    **COMPETENCY_MUTATIONS,
    **PACK_MUTATIONS,
    **ENGAGEMENT_MUTATIONS,
    **RECRUITING_MUTATIONS,
    **TOPIC_QUERIES,
    **TICKET_QUERIES,
    **BOARD_QUERIES,
    **TOPIC_MUTATIONS,
    **TICKET_MUTATIONS,
    **PLAN_QUERIES,
    **PLAN_MUTATIONS,
    **PAYOUT_QUERIES,
    **PAYOUT_MUTATIONS,
    **SCHEME_QUERIES,
    **SCHEME_MUTATIONS,
    **QUERIES,
    **CONSOLE_QUERIES,
    **METRIC_QUERIES,
    **MUTATIONS,
    **METRIC_MUTATIONS,
    **DESK_QUERIES,
    **DELIVERY_QUERIES,
    **DELIVERY_MUTATIONS,
    **DESK_MUTATIONS,
    **ORGANIZATION,
}
