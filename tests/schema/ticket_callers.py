"""Who sees tickets, and who may claim, give on, answer, hold up, resolve and route them, or keep teams and rules."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import ABSENT, DENIED, SILENCE, Caller, CallerCase, change, reading, seen
from tests.schema.judged_callers import NOBODY, nodes, one, public
from tests.schema.ticket_rows import ENDED, FREE, HELD, NOBODYS, PAUSED, PRODUCT, RULE, arrive

SHOWN = "state customerRef text assigneeName isMine"
ENDED_SHOWN = {
    "text": "等了太久",
    "replies": nodes({"text": "抱歉", "authorName": "陈佳"}),
    "events": nodes({"act": "RESOLVED", "actorName": "陈佳"}),
}


def ticket(state: str, ref: str, holder: str | None = None, *, mine: bool = True) -> dict[str, Any]:
    return {"state": state, "customerRef": ref, "text": "等了太久", "assigneeName": holder, "isMine": mine}


ALL = nodes(
    ticket("ROUTED", "cT5"), ticket("ROUTED", "cT6", "陈佳"), ticket("ROUTED", "cT7"), ticket("RESOLVED", "cT8"),
    ticket("RECEIVED", "cT9", mine=False),
)  # fmt: skip
LISTED = f'(where: {{product: {{eq: "{PRODUCT}"}}}}, orderBy: [{{id: ASC}}])'
PREVIEW = '{ routingPreview(input: {product: "T-0", score: 1}) { by ruleName teamName } }'

TICKET_QUERIES = {
    "customerFeedbacks": reading(
        f"{{ customerFeedbacks{LISTED} {{ nodes {{ {SHOWN} }} }} }}",
        Caller("payroll_specialist", seen("customerFeedbacks", NOBODY)),
        Caller("hr_specialist", seen("customerFeedbacks", NOBODY)),
        Caller("employee", seen("customerFeedbacks", ALL)),
    ),
    "customerFeedback": one(
        "customerFeedback", ENDED,
        "text replies { nodes { text authorName } } events { nodes { act actorName } }", ENDED_SHOWN,
        "payroll_specialist", "hr_specialist", "department_manager",
    ),
    "routingRules": public("routingRules", "name", nodes({"name": "低分"})),
    "routingPreview": reading(
        PREVIEW,
        Caller("administrator", DENIED),
        Caller("employee", seen("routingPreview", {"by": "RULE", "ruleName": "1. 低分", "teamName": "售后组"})),
        Caller("hr_manager", seen("routingPreview", {"by": "RULE", "ruleName": "1. 低分", "teamName": "售后组"})),
    ),
}  # fmt: skip
TEAMS = (
    '{ feedbackTeams(where: {code: {startsWith: "T-"}}, orderBy: [{id: ASC}]) { nodes { code leadName } } }'
)
TICKET_QUERIES["feedbackTeams"] = reading(
    TEAMS,
    Caller("administrator", seen("feedbackTeams", NOBODY)),
    *(
        Caller(
            role,
            seen(
                "feedbackTeams",
                nodes({"code": "T-CARE", "leadName": "李娜"}, {"code": "T-REST", "leadName": None}),
            ),
        )
        for role in ("employee", "hr_manager")
    ),
)
TICKET_QUERIES["customerFeedbackReceived"] = CallerCase(
    "subscription { customerFeedbackReceived { text score isMine } }",
    Caller("payroll_specialist", SILENCE), Caller("hr_specialist", SILENCE),
    Caller("employee", seen("customerFeedbackReceived", {"text": "一直没人接", "score": 2, "isMine": True})),
    stir=arrive,
)  # fmt: skip

STAND = (
    f"{{ customerFeedbacks{LISTED} {{ nodes {{ state assigneeName version pausedAt }} }} "
    "feedbackTeams { nodes { code name } } routingRules { nodes { place name } } }"
)


def handled(name: str, row: str, shown: dict[str, Any], role: str = "employee", **given: Any) -> CallerCase:
    """What the team does: HR sees it and may not, HR of another department does not learn that it is there."""
    return change(
        name, {"id": row, **given}, shown, unprivileged=Caller("hr_specialist", ABSENT),
        half=Caller("hr_manager", DENIED), privileged=role, untouched=STAND,
    )  # fmt: skip


def kept(name: str, given: dict[str, Any], shown: dict[str, Any]) -> CallerCase:
    return change(
        name, given, shown, unprivileged=Caller("employee", DENIED), half=Caller("department_manager", DENIED),
        untouched=STAND,
    )  # fmt: skip


def bare(document: str, name: str, answer: Any) -> CallerCase:
    """What keeps the rules and answers no row."""
    return CallerCase(
        document, Caller("employee", DENIED), Caller("department_manager", DENIED),
        Caller("hr_manager", seen(name, answer)), {}, STAND,
    )  # fmt: skip


TICKET_MUTATIONS = {
    "claimCustomerFeedback": handled("claimCustomerFeedback", FREE, {"assigneeName": "陈佳"}),
    "releaseCustomerFeedback": handled("releaseCustomerFeedback", HELD, {"assigneeName": None}),
    "assignCustomerFeedback": handled(
        "assignCustomerFeedback", FREE, {"assigneeName": "陈佳"}, "department_manager", employeeCode="E3"
    ),
    "answerCustomerFeedback": handled(
        "answerCustomerFeedback", HELD, {"state": "RESPONDED"}, text="抱歉，已处理"
    ),
    "pauseCustomerFeedback": handled("pauseCustomerFeedback", FREE, {"pauseReason": "等照片"}, reason="等照片"),
    "resumeCustomerFeedback": handled("resumeCustomerFeedback", PAUSED, {"pausedAt": None}),
    "resolveCustomerFeedback": change(
        "resolveCustomerFeedback", {"id": HELD}, {"id": HELD}, unprivileged=Caller("hr_specialist", ABSENT),
        half=Caller("hr_manager", DENIED), privileged="employee", untouched=STAND, code="ANSWER_FIRST",
    ),
    "reopenCustomerFeedback": handled("reopenCustomerFeedback", ENDED, {"state": "RESPONDED"}, reason="又来问"),
    "routeCustomerFeedback": change(
        "routeCustomerFeedback", {"id": NOBODYS, "teamCode": "T-CARE"}, {"state": "ROUTED"},
        unprivileged=Caller("hr_specialist", ABSENT), half=Caller("department_manager", DENIED), untouched=STAND,
    ),
    "saveFeedbackTeam": kept("saveFeedbackTeam", {"code": "NEW", "name": "新组"}, {"code": "NEW", "name": "新组"}),
    "saveRoutingRule": kept(
        "saveRoutingRule", {"place": 2, "name": "其余", "teamCode": "T-REST"}, {"place": 2, "name": "其余"}
    ),
    "removeRoutingRule": bare(
        f'mutation {{ removeRoutingRule(input: {{id: "{RULE}"}}) }}', "removeRoutingRule", RULE
    ),
    "routeUnrouted": bare("mutation { routeUnrouted }", "routeUnrouted", 1),
}  # fmt: skip
