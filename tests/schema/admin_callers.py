"""Who may keep the house: accounts, rights, tokens, settings, queues, and the master data of the organization."""

from __future__ import annotations

from dataclasses import replace

from server.access.registry import SETTINGS
from tests.schema.admin_rows import (
    CLERK,
    FAILED,
    GRANT,
    LINK,
    MESSAGE,
    PROPOSAL,
    SESSION,
    SHUT,
    TOKEN,
    WAITING,
)
from tests.schema.cases import (
    ABSENT,
    DENIED,
    EMPTY,
    OTHER_HR,
    STAFF,
    Answer,
    Caller,
    CallerCase,
    change,
    reading,
    seen,
)

HR = Caller("hr_manager", DENIED)
ACCOUNTS = (
    "{ accounts { nodes { username displayName isActive version grants { nodes { role validTo } } } } }"
)
OWNED = "{ accounts { nodes { sessions { totalCount } tokens { totalCount } invitedUntil } } }"
PROPOSALS = "{ grantProposals { nodes { state role version } } }"
QUEUES = "{ jobs { nodes { id state attempts } } deliveries { nodes { id state attempts } } }"
VALUES = "{ settings { name value version } }"
PLACES = (
    "{ departments { nodes { code closedOn version } } positions { nodes { code name closedOn version } } "
    "locations { nodes { code name closedOn version } } }"
)


def kept(
    name: str, given: dict[str, object], shown: dict[str, object], *, kind: str = "OneInput", untouched: str = ACCOUNTS
) -> CallerCase:  # fmt: skip
    """A deed of the administrator, refused to an employee and to the HR manager."""
    case = change(
        name, given, shown, unprivileged=STAFF, half=HR, privileged="administrator", untouched=untouched
    )
    return of_kind(case, name, kind)


def of_kind(case: CallerCase, name: str, kind: str) -> CallerCase:
    return replace(case, document=case.document.replace(f"{name[0].upper()}{name[1:]}Input!", f"{kind}!"))


def reached(name: str, row: str) -> CallerCase:
    """A deed on what is somebody else's: absent for all but the administrator."""
    case = change(
        name, {"id": row}, {"username": "clerk"}, unprivileged=Caller("employee", ABSENT),
        half=Caller("hr_manager", ABSENT), privileged="administrator", untouched=OWNED,
    )  # fmt: skip
    return of_kind(case, name, "OneInput")


def master(name: str, given: dict[str, object], shown: dict[str, object], kind: str = "") -> CallerCase:
    case = change(name, given, shown, unprivileged=STAFF, half=OTHER_HR, untouched=PLACES)
    return of_kind(case, name, kind) if kind else case


def none_of(name: str) -> tuple[Caller, Caller]:
    return Caller("employee", seen(name, EMPTY)), Caller("hr_manager", seen(name, EMPTY))


ROLES = {"nodes": [{"role": ""}, {"role": "general_manager"}]}
ADMIN_QUERIES = {
    "accounts": reading(
        "{ accounts { nodes { username } } }",
        Caller("hr_manager", seen("accounts", EMPTY)),
        Caller("employee", seen("accounts", {"nodes": [{"username": "employee"}]})),
        Caller(
            "administrator",
            seen(
                "accounts",
                {"nodes": [{"username": n} for n in ("administrator", "clerk", "employee", "shut")]},
            ),
        ),
    ),
    "myAccount": reading(
        "{ myAccount { username employee { code } } }",
        Caller("hr_manager", seen("myAccount", None)),
        Caller("employee", seen("myAccount", {"username": "employee", "employee": {"code": "E3"}})),
        Caller("administrator", seen("myAccount", {"username": "administrator", "employee": None})),
    ),
    "grantProposals": reading(
        "{ grantProposals(orderBy: [{role: ASC}]) { nodes { role } } }",
        Caller("employee", seen("grantProposals", EMPTY)),
        Caller("hr_specialist", seen("grantProposals", EMPTY)),
        Caller("hr_manager", seen("grantProposals", ROLES)),
    ),
    "settings": reading(
        "{ settings { name mayChange } }",
        Caller("employee", seen("settings", [])),
        Caller("hr_specialist", seen("settings", [])),
        Caller(
            "hr_manager",
            seen(
                "settings",
                [
                    {"name": name, "mayChange": rule.of == "company_setting"}
                    for name, rule in SETTINGS.items()
                ],
            ),
        ),
    ),
    "apiTokens": reading(
        "{ apiTokens { nodes { hint account { username } } } }",
        Caller("employee", seen("apiTokens", EMPTY)),
        Caller("hr_manager", seen("apiTokens", EMPTY)),
        Caller(
            "administrator",
            seen("apiTokens", {"nodes": [{"hint": "zr_clerk", "account": {"username": "clerk"}}]}),
        ),
    ),
    "jobs": reading(
        "{ jobs { totalCount } }",
        Caller("employee", seen("jobs", {"totalCount": 0})),
        Caller("hr_manager", seen("jobs", {"totalCount": 0})),
        Caller("administrator", seen("jobs", {"totalCount": 2})),
    ),
    "deliveries": reading(
        "{ deliveries { totalCount } }",
        Caller("employee", seen("deliveries", {"totalCount": 0})),
        Caller("hr_manager", seen("deliveries", {"totalCount": 0})),
        Caller("auditor", seen("deliveries", {"totalCount": 1})),
    ),
    "system": reading(
        "{ system { jobsWaiting jobsFailed deliveriesFailed } }",
        Caller("employee", DENIED),
        Caller("hr_manager", DENIED),
        Caller("administrator", seen("system", {"jobsWaiting": 1, "jobsFailed": 1, "deliveriesFailed": 1})),
    ),
}

NEW_TOKEN = "mutation Try($input: CreateTokenInput!) { createToken(input: $input) { token { name scope } } }"
MADE = seen("createToken", {"token": {"name": "报表", "scope": "read"}})
ELSEWHERE = "mutation { endOtherSessions(input: {}) { username } }"
INVITED = (
    "mutation Try($input: OneInput!) { inviteAccount(input: $input) { account { username hasPassword } } }"
)
CHECKED = "mutation { checkAuditChain { isWhole checked } }"
TO_CLERK = {"accountId": CLERK, "reason": "轮岗"}

ADMIN_MUTATIONS = {
    "createAccount": kept(
        "createAccount",
        {"username": " Li.Na ", "displayName": "李娜"},
        {"username": "li.na", "displayName": "李娜", "isActive": True, "hasPassword": False},
        kind="CreateAccountInput",
    ),
    "updateAccount": kept(
        "updateAccount",
        {"id": CLERK, "displayName": "文员二", "version": 1},
        {"displayName": "文员二", "version": 2},
        kind="UpdateAccountInput",
    ),
    "disableAccount": kept("disableAccount", {"id": CLERK}, {"username": "clerk", "isActive": False}),
    "enableAccount": kept("enableAccount", {"id": SHUT}, {"username": "shut", "isActive": True}),
    "inviteAccount": CallerCase(
        INVITED, STAFF, HR,
        Caller("administrator", seen("inviteAccount", {"account": {"username": "clerk", "hasPassword": False}})),
        {"input": {"id": CLERK}}, OWNED,
    ),
    "unlockAccount": kept("unlockAccount", {"id": CLERK}, {"username": "clerk", "blockedUntil": None}),
    "unlinkAccount": kept("unlinkAccount", {"id": "account-employee"}, {"employeeId": None}),
    "proposeGrant": kept(
        "proposeGrant",
        {**TO_CLERK, "role": "auditor", "departmentCode": "D2"},
        {"username": "clerk", "role": "auditor", "departmentCode": "D2", "state": "OPEN"},
        kind="ProposeGrantInput", untouched=PROPOSALS,
    ),
    "proposeLink": kept(
        "proposeLink",
        {**TO_CLERK, "employeeCode": "E2"},
        {"username": "clerk", "employeeCode": "E2", "state": "OPEN"},
        kind="ProposeLinkInput", untouched=PROPOSALS,
    ),
    "decideGrant": change(
        "decideGrant",
        {"id": PROPOSAL, "decision": "APPROVE", "version": 1},
        {"state": "APPROVED", "decidedBy": "hr_manager"},
        unprivileged=STAFF,
        half=Caller("auditor", DENIED),
        untouched=PROPOSALS,
    ),
    "withdrawGrant": kept(
        "withdrawGrant", {"id": LINK}, {"state": "WITHDRAWN"}, kind="WithdrawGrantInput", untouched=PROPOSALS
    ),
    "revokeRole": kept("revokeRole", {"id": GRANT}, {"username": "clerk"}),
    "endSession": reached("endSession", SESSION),
    "endOtherSessions": CallerCase(
        ELSEWHERE,
        Caller("hr_manager", Answer(data={"endOtherSessions": None})),
        Caller("employee", seen("endOtherSessions", {"username": "employee"})),
        Caller("administrator", seen("endOtherSessions", {"username": "administrator"})),
        {}, OWNED,
    ),
    "endAccountSessions": kept("endAccountSessions", {"id": CLERK}, {"username": "clerk"}),
    "createToken": CallerCase(
        NEW_TOKEN, Caller("employee", MADE), Caller("employee", MADE), Caller("administrator", MADE),
        {"input": {"name": "报表", "days": 30}}, OWNED,
    ),
    "revokeToken": reached("revokeToken", TOKEN),
    "retryJob": kept("retryJob", {"id": FAILED}, {"state": "QUEUED", "attempts": 0}, untouched=QUEUES),
    "cancelJob": kept("cancelJob", {"id": WAITING}, {"state": "FAILED", "error": "CALLED_OFF"}, untouched=QUEUES),
    "resendDelivery": kept("resendDelivery", {"id": MESSAGE}, {"state": "QUEUED"}, untouched=QUEUES),
    "changeSetting": change(
        "changeSetting",
        {"name": "notice_days", "value": "15", "version": 0},
        {"name": "notice_days", "value": "15", "version": 1},
        unprivileged=STAFF,
        half=Caller("administrator", DENIED),
        untouched=VALUES,
    ),
    "checkAuditChain": CallerCase(
        CHECKED, STAFF, HR, Caller("auditor", seen("checkAuditChain", {"isWhole": True, "checked": 1})),
        {}, "{ auditEntries { totalCount } }",
    ),
    "updatePosition": master(
        "updatePosition", {"code": "P1", "name": "高级客服", "grade": 3, "version": 1}, {"name": "高级客服", "grade": 3}
    ),
    "updateLocation": master("updateLocation", {"code": "L1", "city": "杭州"}, {"city": "杭州", "name": "城西门店"}),
    "closePosition": of_kind(
        change(
            "closePosition", {"code": "P1"}, {"code": "P1"}, unprivileged=STAFF, half=OTHER_HR, untouched=PLACES,
            code="INVALID_STATE",
        ),
        "closePosition", "CloseInput",
    ),
    "closeLocation": of_kind(
        change(
            "closeLocation", {"code": "L1"}, {"code": "L1"}, unprivileged=STAFF, half=OTHER_HR, untouched=PLACES,
            code="INVALID_STATE",
        ),
        "closeLocation", "CloseInput",
    ),
    "closeDepartment": of_kind(
        change(
            "closeDepartment", {"code": "D1"}, {"code": "D1"}, unprivileged=STAFF, half=OTHER_HR, untouched=PLACES,
            code="INVALID_STATE",
        ),
        "closeDepartment", "CloseInput",
    ),
    **{
        f"reopen{kind}": of_kind(
            change(
                f"reopen{kind}", {"code": code}, {"code": code}, unprivileged=STAFF, half=OTHER_HR, untouched=PLACES,
                code="INVALID_STATE",
            ),
            f"reopen{kind}", "NamedInput",
        )
        for kind, code in (("Position", "P1"), ("Location", "L1"), ("Department", "D3"))
    },
}  # fmt: skip
