"""Who keeps receivers and the log of deliveries, and who chooses how they are told; filed into `callers.CASES`."""

from __future__ import annotations

from dataclasses import replace

from tests.schema.cases import DENIED, EMPTY, STAFF, Answer, Caller, CallerCase, change, reading, seen
from tests.schema.delivery_rows import ENTRY, HOOK

HR = Caller("hr_manager", DENIED)
NONE = Caller("administrator", DENIED)
HOOKS = "{ webhooks { nodes { id name events isActive bothUntil version } } }"
LOG = "{ deliveryEntries { nodes { id state attempts } } }"
DIGESTS = "{ departmentDigests { nodes { hour isActive version } } }"
WISHES = "{ notificationPreference { quietFrom robots feedHint version } }"


def kept_list(name: str, fields: str, *found: dict[str, object]) -> CallerCase:
    """The administrator alone reads it."""
    return reading(
        f"{{ {name} {{ nodes {{ {fields} }} }} }}",
        Caller("employee", seen(name, EMPTY)),
        Caller("hr_manager", seen(name, EMPTY)),
        Caller("administrator", seen(name, {"nodes": list(found)})),
    )


def kept(
    name: str, given: dict[str, object], shown: dict[str, object], *, kind: str = "", untouched: str = HOOKS,
    code: str = "",
) -> CallerCase:  # fmt: skip
    """The administrator alone does it."""
    case = change(
        name, given, shown, unprivileged=STAFF, half=HR, privileged="administrator", untouched=untouched,
        code=code or None,
    )  # fmt: skip
    usual = f"{name[0].upper()}{name[1:]}Input!"
    return replace(case, document=case.document.replace(usual, f"{kind}!")) if kind else case


def own(
    name: str, given: dict[str, object] | None, answer: Answer, fields: str, kind: str = ""
) -> CallerCase:
    """Everybody inside does it for themselves; who has no record has nothing to choose for."""
    kind = kind or f"{name[0].upper()}{name[1:]}Input"
    asked = f"mutation Try($input: {kind}!) {{ {name}(input: $input) {fields} }}"
    document = asked if given is not None else f"mutation {{ {name} {fields} }}"
    return CallerCase(
        document, NONE, Caller("employee", answer), Caller("hr_manager", answer),
        {"input": given} if given is not None else {}, WISHES,
    )  # fmt: skip


LEADS_IN = {"isReceived": False, "trouble": "leads into a private network"}
NEW_HOOK = {
    "channel": "WEBHOOK",
    "name": "新系统",
    "address": "https://hooks.example/in",
    "events": ["exit.approved"],
}
DELIVERY_QUERIES = {
    "webhooks": kept_list(
        "webhooks", "id host events isActive", {"id": HOOK, "host": "127.0.0.1", "events": "", "isActive": True}
    ),
    "deliveryEntries": kept_list(
        "deliveryEntries", "channel kind state error webhook { name }",
        {
            "channel": "WEBHOOK", "kind": "exit.approved", "state": "FAILED", "error": "HTTP 503",
            "webhook": {"name": HOOK},
        },
    ),
    "departmentDigests": kept_list("departmentDigests", "rhythm hour", {"rhythm": "DAILY", "hour": 9}),
    "notificationPreference": reading(
        "{ notificationPreference { quietFrom robots version } }",
        NONE,
        Caller("hr_manager", seen("notificationPreference", {"quietFrom": None, "robots": [], "version": 0})),
        Caller("employee", seen("notificationPreference", {"quietFrom": None, "robots": ["FEISHU"], "version": 0})),
    ),
}  # fmt: skip
DELIVERY_MUTATIONS = {
    "createWebhook": CallerCase(
        "mutation Try($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { name host events } } }",
        STAFF, HR,
        Caller(
            "administrator",
            seen("createWebhook", {"webhook": {"name": "新系统", "host": "hooks.example", "events": "exit.approved"}}),
        ),
        {"input": NEW_HOOK}, HOOKS,
    ),
    "updateWebhook": kept(
        "updateWebhook", {"id": HOOK, "name": "改名", "version": 1}, {"name": "改名", "version": 2}
    ),
    "rotateWebhookSecret": CallerCase(
        "mutation Try($input: OneInput!) { rotateWebhookSecret(input: $input) { webhook { id version } } }",
        STAFF, HR,
        Caller("administrator", seen("rotateWebhookSecret", {"webhook": {"id": HOOK, "version": 2}})),
        {"input": {"id": HOOK}}, HOOKS,
    ),
    "switchWebhook": kept("switchWebhook", {"id": HOOK, "isActive": False}, {"isActive": False}),
    "testWebhook": kept("testWebhook", {"id": HOOK}, LEADS_IN, kind="OneInput"),
    "resendDeliveryEntry": kept(
        "resendDeliveryEntry", {"id": ENTRY}, {"state": "WAITING"}, kind="OneInput", untouched=LOG, code="INVALID_STATE"
    ),
    "saveDepartmentDigest": kept(
        "saveDepartmentDigest", {"departmentCode": "D2", "rhythm": "DAILY", "hour": 18}, {"hour": 18, "version": 2},
        untouched=DIGESTS,
    ),
    "saveNotificationPreference": own(
        "saveNotificationPreference",
        {"choices": [{"family": "feedback", "channels": ["EMAIL"]}], "quietFrom": 1320, "quietTo": 420},
        seen("saveNotificationPreference", {"quietFrom": 1320, "version": 1}), "{ quietFrom version }",
    ),
    "saveOwnRobot": own(
        "saveOwnRobot", {"channel": "WECOM", "address": "https://elsewhere.example/1"}, Answer(code="INVALID_INPUT"),
        "{ version }",
    ),
    "removeOwnRobot": CallerCase(
        "mutation Try($input: OneChannelInput!) { removeOwnRobot(input: $input) { robots } }",
        NONE, Caller("hr_manager", Answer(code="NOT_FOUND")),
        Caller("employee", seen("removeOwnRobot", {"robots": []})), {"input": {"channel": "FEISHU"}}, WISHES,
    ),
    "testOwnChannel": own(
        "testOwnChannel", {"channel": "EMAIL"},
        seen("testOwnChannel", {"isReceived": False, "trouble": "no mail server"}), "{ isReceived trouble }",
        "OneChannelInput",
    ),
    "createCalendarFeed": own(
        "createCalendarFeed", None, seen("createCalendarFeed", {"__typename": "CalendarKey"}), "{ __typename }"
    ),
    "revokeCalendarFeed": own("revokeCalendarFeed", None, Answer(code="NOT_FOUND"), "{ version }"),
}  # fmt: skip
