"""Who reads schemes and commissions, and who keeps them; filed into `callers.CASES`.

Payroll reads amounts and no rule, the performance specialist rules and no amount, a manager neither.
"""

from __future__ import annotations

from typing import Any

from tests.schema.cases import ABSENT, DENIED, Answer, Caller, CallerCase, change, reading, seen
from tests.schema.scheme_rows import ACTIVE, DRAFT, RULES, RUNNING

NOBODY: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def three(name: str, document: str, *answers: tuple[str, Any]) -> CallerCase:
    return reading(document, *(Caller(role, seen(name, value)) for role, value in answers))


SCHEME = "state budget rules"
TERMS = {"state": "ACTIVE", "budget": "5000.00", "rules": RULES}
HIDDEN = {"state": "ACTIVE", "budget": None, "rules": None}
LINES = "{ schemeRules { nodes { conditionEn rewardEn text metrics } } }"
LINE = {"conditionEn": "CSAT is at least 75%", "rewardEn": "pay 500.00", "text": RULES, "metrics": "csat"}
DRAFTS = "{ incentiveSchemes(where: {state: {eq: DRAFT}}) { nodes { code name version } } }"
STATES = "{ incentiveSchemes(orderBy: [{code: ASC}]) { nodes { code revision state endsOn } } }"
COMMISSIONS = "{ commissions { nodes { state stoppedOn } totalCount } }"
MINE = {"code": "SERVICE", "period": "2025-Q2", "lines": [
    {"condition": "客户满意度不低于 75%", "reward": "发 500.00", "isMet": False}]}  # fmt: skip
DEALS = "{ deals { nodes { code name } } }"

SCHEME_QUERIES = {
    "mySchemes": reading(
        "{ mySchemes { code period lines { condition reward isMet } } }",
        Caller("administrator", DENIED),
        Caller("payroll_specialist", seen("mySchemes", [MINE])),
        Caller("employee", seen("mySchemes", [MINE])),
    ),
    "incentiveSchemes": three(
        "incentiveSchemes",
        f"{{ incentiveSchemes(where: {{state: {{eq: ACTIVE}}}}) {{ nodes {{ {SCHEME} }} }} }}",
        ("department_manager", NOBODY),
        ("performance_specialist", nodes(HIDDEN)),
        ("hr_manager", nodes(TERMS)),
    ),
    "incentiveScheme": three(
        "incentiveScheme",
        f'{{ incentiveScheme(id: "{ACTIVE}") {{ {SCHEME} }} }}',
        ("employee", None),
        ("performance_specialist", HIDDEN),
        ("hr_manager", TERMS),
    ),
    "schemeRules": three(
        "schemeRules",
        LINES,
        ("payroll_specialist", NOBODY),
        ("performance_specialist", nodes(LINE | {"rewardEn": None, "text": None})),
        ("hr_manager", nodes(LINE)),
    ),
    "deals": three(
        "deals",
        "{ deals { nodes { code commissions { nodes { months amount } } } } }",
        ("administrator", NOBODY),
        (
            "department_manager",
            nodes({"code": "DEAL-1", "commissions": nodes({"months": 12, "amount": None})}),
        ),
        ("employee", nodes({"code": "DEAL-1", "commissions": nodes({"months": 12, "amount": "120000.00"})})),
    ),
    "commissions": three(
        "commissions",
        "{ commissions { nodes { state months amount } } }",
        ("performance_specialist", NOBODY),
        ("department_manager", nodes({"state": "RUNNING", "months": 12, "amount": None})),
        ("payroll_specialist", nodes({"state": "RUNNING", "months": 12, "amount": "120000.00"})),
    ),
    "commission": three(
        "commission",
        f'{{ commission(id: "{RUNNING}") {{ dueParts parts amount }} }}',
        ("performance_specialist", None),
        ("department_manager", {"dueParts": 1, "parts": 1, "amount": None}),
        ("employee", {"dueParts": 1, "parts": 1, "amount": "120000.00"}),
    ),
    "commissionLines": three(
        "commissionLines",
        "{ commissionLines { nodes { dueOn state amount } } }",
        ("performance_specialist", NOBODY),
        ("department_manager", nodes({"dueOn": "2025-01-31", "state": "DUE", "amount": None})),
        ("employee", nodes({"dueOn": "2025-01-31", "state": "DUE", "amount": "10000.00"})),
    ),
    "checkScheme": reading(
        '{ checkScheme(input: {rules: "pay 5", budget: "10.00"}) { isReady lines { text kind } problems { code } } }',
        Caller("employee", DENIED),
        Caller("performance_specialist", DENIED),
        Caller(
            "hr_manager",
            seen(
                "checkScheme",
                {"isReady": True, "lines": [{"text": "pay 5.00", "kind": "FIXED"}], "problems": []},
            ),
        ),
    ),
    "dryRunScheme": reading(
        f'{{ dryRunScheme(schemeId: "{ACTIVE}", period: "2025-Q1") {{ period budget total people }} }}',
        Caller("department_manager", DENIED),
        Caller("payroll_specialist", DENIED),
        Caller(
            "hr_manager",
            seen("dryRunScheme", {"period": "2025-Q1", "budget": "5000.00", "total": "0.00", "people": 5}),
        ),
    ),
    "tryScheme": reading(
        '{ tryScheme(input: {rules: "pay 1.00", budget: "100.00"}, period: "2025-Q1") { total paid '
        "lines { employeeCode amount outcome } } }",
        Caller("payroll_specialist", DENIED),
        Caller("performance_specialist", DENIED),
        Caller(
            "hr_manager",
            seen(
                "tryScheme",
                {
                    "total": "5.00",
                    "paid": 5,
                    "lines": [
                        {"employeeCode": code, "amount": "1.00", "outcome": "PAID"}
                        for code in ("E1", "E2", "E3", "E5", "E6")
                    ],
                },
            ),
        ),
    ),
}

SALARY, SCORER, MANAGER = (
    Caller("payroll_specialist", DENIED),
    Caller("performance_specialist", DENIED),
    Caller("department_manager", DENIED),
)


def kept(name: str, kind: str, given: dict[str, Any], shown: dict[str, Any], untouched: str) -> CallerCase:
    """A change of schemes: who pays may not, nor who scores."""
    document = f"mutation Try($input: {kind}!) {{ {name}(input: $input) {{ {' '.join(shown)} }} }}"
    privileged = Caller("hr_manager", seen(name, shown))
    return CallerCase(document, SALARY, SCORER, privileged, {"input": given}, untouched)


SCHEME_MUTATIONS = {
    "saveIncentiveScheme": kept(
        "saveIncentiveScheme",
        "SaveIncentiveSchemeInput",
        {"code": "NEW", "name": "New", "startsOn": "2025-07-01", "rules": "pay 5.00", "budget": "100.00"},
        {"code": "NEW", "revision": 1, "state": "DRAFT", "budget": "100.00"},
        STATES,
    ),
    "reviseIncentiveScheme": kept(
        "reviseIncentiveScheme",
        "ReviseIncentiveSchemeInput",
        {"id": ACTIVE},
        {"code": "SERVICE", "revision": 2, "state": "DRAFT"},
        STATES,
    ),
    "proposeIncentiveScheme": CallerCase(
        "mutation Try($input: SchemeInput!) { proposeIncentiveScheme(input: $input) { code } }",
        SALARY,
        SCORER,
        Caller("hr_manager", Answer(code="NO_APPROVER")),
        {"input": {"id": DRAFT}},
        STATES,
    ),
    "endIncentiveScheme": kept(
        "endIncentiveScheme",
        "EndIncentiveSchemeInput",
        {"id": ACTIVE},
        {"code": "SERVICE", "state": "ENDED", "endsOn": "2025-06-30"},
        STATES,
    ),
    "discardIncentiveScheme": CallerCase(
        "mutation Try($input: SchemeInput!) { discardIncentiveScheme(input: $input) }",
        SALARY,
        SCORER,
        Caller("hr_manager", seen("discardIncentiveScheme", True)),
        {"input": {"id": DRAFT}},
        DRAFTS,
    ),
    "saveDeal": change(
        "saveDeal",
        {"code": "DEAL-2", "name": "Second", "signedOn": "2025-06-01"},
        {"code": "DEAL-2", "name": "Second"},
        unprivileged=SALARY,
        half=MANAGER,
        untouched=DEALS,
    ),
    "proposeCommission": change(
        "proposeCommission",
        {
            "dealCode": "DEAL-1", "employeeCode": "E4", "amount": "600.00", "months": 6,
            "startsOn": "2025-06-01",
        },
        {"state": "PROPOSED", "months": 6, "amount": "600.00"},
        unprivileged=SALARY,
        half=Caller("hr_specialist", ABSENT),
        untouched=COMMISSIONS,
        code="NO_APPROVER",
    ),
    "stopCommission": change(
        "stopCommission",
        {"id": RUNNING, "stoppedOn": "2025-06-30", "reason": "CUSTOMER_LOST"},
        {"state": "STOPPED", "stoppedOn": "2025-06-30", "stopReason": "CUSTOMER_LOST"},
        unprivileged=SALARY,
        half=MANAGER,
        untouched=COMMISSIONS,
    ),
}  # fmt: skip
