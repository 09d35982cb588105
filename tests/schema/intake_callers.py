"""Who keeps links for feedback and names of shops, and who writes down what customers say."""

from __future__ import annotations

from typing import Any

from tests.plan.world import uid
from tests.schema.cases import ABSENT, DENIED, Caller, CallerCase, change, reading, seen
from tests.schema.intake_rows import LINK, NICKNAME

NOBODY: dict[str, Any] = {"nodes": []}
STAFF, HEAD = Caller("employee", DENIED), Caller("department_manager", DENIED)
LINKS = "{ feedbackLinks(orderBy: [{code: ASC}]) { nodes { code title token isActive version } } }"
NAMES = "{ agentNicknames { nodes { nickname employee { code } } } }"
ANSWERS = "{ customerAnswers { nodes { id } } }"
LISTED = {
    "nodes": [
        {"code": "A-E3", "token": "t-e3", "isActive": True},
        {"code": "W-1", "token": "t-w1", "isActive": False},
    ]
}
NAMED = {"nodes": [{"nickname": "小陈", "employee": {"code": "E3"}}]}


def kept(name: str, document: str, full: dict[str, Any], none: Any = NOBODY) -> CallerCase:
    """What the HR manager keeps, and nobody else sees."""
    return reading(
        document,
        Caller("employee", seen(name, none)),
        Caller("department_manager", seen(name, none)),
        Caller("hr_manager", seen(name, full)),
    )


def run(name: str, given: dict[str, Any], shown: dict[str, Any], untouched: str = LINKS) -> CallerCase:
    return change(name, given, shown, unprivileged=STAFF, half=HEAD, untouched=untouched)


INTAKE_QUERIES = {
    "feedbackLinks": kept(
        "feedbackLinks", "{ feedbackLinks(orderBy: [{code: ASC}]) { nodes { code token isActive } } }", LISTED
    ),
    "feedbackLink": kept(
        "feedbackLink", f'{{ feedbackLink(id: "{LINK}") {{ code employee {{ code }} }} }}',
        {"code": "A-E3", "employee": {"code": "E3"}}, none=None,
    ),
    "agentNicknames": kept("agentNicknames", NAMES, NAMED),
}  # fmt: skip

INTAKE_MUTATIONS = {
    "askForRating": CallerCase(
        "mutation Try($input: AskForRatingInput!) { askForRating(input: $input) { expiresAt } }",
        STAFF, HEAD,
        Caller("hr_manager", seen("askForRating", {"expiresAt": "2025-07-14T08:00:00.000Z"})),
        {"input": {"caseRef": "W-1", "customerRef": "c7", "agentCode": "E3"}},
        LINKS,
    ),
    "createCustomerFeedback": change(
        "createCustomerFeedback", {"agentCode": "E3", "score": 4, "channel": "PHONE", "externalId": "x1"},
        {"score": 4, "channel": "PHONE"}, unprivileged=Caller("administrator", ABSENT),
        half=Caller("hr_specialist", ABSENT), privileged="employee", untouched=ANSWERS,
    ),
    "judgeCustomerFeedback": change(
        "judgeCustomerFeedback", {"id": uid("X9"), "isValid": False, "reason": "TEST", "note": "门店试填"}, {"id": ""},
        unprivileged=STAFF, half=HEAD, untouched=ANSWERS, code="NOT_FOUND",
    ),
    "saveFeedbackLink": run(
        "saveFeedbackLink", {"code": "D-2", "title": "二部", "kind": "DEPARTMENT", "departmentCode": "D2"},
        {"code": "D-2", "title": "二部", "channel": "LINK", "languages": "zh,en", "isActive": True},
    ),
    "renewFeedbackLink": run("renewFeedbackLink", {"id": LINK, "version": 1}, {"code": "A-E3", "version": 2}),
    "saveAgentNickname": run(
        "saveAgentNickname", {"source": "doudian", "nickname": "小佳", "employeeCode": "E3"},
        {"source": "doudian", "nickname": "小佳"}, NAMES,
    ),
    "removeAgentNickname": CallerCase(
        "mutation Try($input: RemoveAgentNicknameInput!) { removeAgentNickname(input: $input) }",
        STAFF, HEAD, Caller("hr_manager", seen("removeAgentNickname", NICKNAME)), {"input": {"id": NICKNAME}}, NAMES,
    ),
}  # fmt: skip
