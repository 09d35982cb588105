"""Who sees topics, scripts and customers, and who may change them."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import ABSENT, DENIED, Answer, Caller, CallerCase, change, reading, seen
from tests.schema.judged_callers import NOBODY, nodes, public
from tests.schema.topic_rows import ACCOUNT, CLOSED, CLUSTER, DRAFT, PERSON, RETIRED, SCRIPT, TAKEN, UNNAMED

TIMELINE = (
    "code segments { nodes { segment sinceOn } } persons { nodes { name phone } } "
    "contacts { totalCount nodes { waitSeconds } } needs { nodes { need } } feedbacks { totalCount }"
)
SEEN = {
    "code": "K-Y1",
    "segments": nodes({"segment": "KEY", "sinceOn": "2025-06-18"}),
    "persons": nodes({"name": "采购经理", "phone": "13800138000"}),
    "contacts": {"totalCount": 1, "nodes": [{"waitSeconds": 9}]},
    "needs": nodes({"need": "当天送达"}),
    "feedbacks": {"totalCount": 0},
}
LATE = {"code": "S-LATE", "revision": 1, "state": "PUBLISHED"}

TOPIC_QUERIES = {
    "feedbackTopics": public(
        "feedbackTopics", "code words suggests feedbacks { totalCount }", nodes(
            {"code": "delivery", "words": ["快递"], "suggests": "PROCESS", "feedbacks": {"totalCount": 0}}
        )
    ),
    "feedbackClusters": public(
        "feedbackClusters", "product count state", nodes(
            *({"product": code, "count": 10, "state": state}
              for code, state in (("T2", "FOUND"), ("T3", "TAKEN"), ("T4", "DONE")))
        )
    ),
    "feedbackHeaps": reading(
        "{ feedbackHeaps { nodes { count words typical { text } } } }",
        Caller("payroll_specialist", seen("feedbackHeaps", NOBODY)),
        Caller("department_manager", seen("feedbackHeaps", NOBODY)),
        Caller("hr_manager", seen("feedbackHeaps", nodes(
            {"count": 12, "words": ["停车"], "typical": None}))),
    ),
    "scripts": public(
        "scripts", "code revision state", nodes(
            LATE, {"code": "S-LATE", "revision": 2, "state": "DRAFT"},
            {"code": "S-OLD", "revision": 1, "state": "RETIRED"},
        )
    ),
    "script": reading(
        f'{{ script(id: "{SCRIPT}") {{ code body }} }}',
        Caller("administrator", seen("script", None)),
        *(Caller(role, seen("script", {"code": "S-LATE", "body": "请稍等"})) for role in ("employee", "hr_manager")),
    ),
    "products": public(
        "products", "code name state feedbacks { totalCount } scripts { totalCount }", nodes(
            {"code": "KT-1", "name": "水壶", "state": "ACTIVE", "feedbacks": {"totalCount": 0},
             "scripts": {"totalCount": 0}}
        )
    ),
    "productTexts": reading(
        "{ productTexts(orderBy: [{id: ASC}]) { nodes { text product { code } feedbacks { totalCount } } } }",
        Caller("employee", seen("productTexts", NOBODY)),
        Caller("department_manager", seen("productTexts", NOBODY)),
        Caller("hr_manager", seen("productTexts", nodes(
            {"text": "水壶", "product": {"code": "KT-1"}, "feedbacks": {"totalCount": 0}},
            {"text": "热水壶", "product": None, "feedbacks": {"totalCount": 0}}))),
    ),
    "customerAccounts": reading(
        "{ customerAccounts { nodes { code customerRef } } }",
        Caller("payroll_specialist", seen("customerAccounts", NOBODY)),
        Caller("employee", seen("customerAccounts", nodes({"code": "K-Y1", "customerRef": "c1"}))),
        Caller("hr_manager", seen("customerAccounts", nodes(
            {"code": "K-Y1", "customerRef": "c1"}, {"code": "K-Y2", "customerRef": "c2"}))),
    ),
    "customerAccount": reading(
        f'{{ customerAccount(id: "{ACCOUNT}") {{ {TIMELINE} }} }}',
        Caller("payroll_specialist", seen("customerAccount", None)),
        Caller("hr_specialist", seen("customerAccount", None)),
        Caller("employee", seen("customerAccount", SEEN)),
    ),
}  # fmt: skip

TOPICS = "{ feedbackTopics { nodes { code name version } } }"
CLUSTERS = "{ feedbackClusters(orderBy: [{id: ASC}]) { nodes { state version note } } }"
SCRIPTS = "{ scripts(orderBy: [{id: ASC}]) { nodes { title state version } } }"
PRODUCTS = "{ products { nodes { code name version } } productTexts { nodes { text product { code } } } }"
ACCOUNTS = (
    "{ customerAccounts { nodes { name segment version needs { nodes { need } } segments { nodes { segment } } "
    "persons { nodes { name } } } } }"
)
STAFF = Caller("employee", DENIED)


def by_hr(name: str, given: dict[str, Any], shown: dict[str, Any], untouched: str) -> CallerCase:
    """What the HR manager does, and neither staff nor HR specialists."""
    return change(
        name, given, shown, unprivileged=STAFF, half=Caller("hr_specialist", DENIED), untouched=untouched
    )


def by_head(name: str, given: dict[str, Any], shown: dict[str, Any], untouched: str) -> CallerCase:
    """What the head of D2 does for D2, and neither staff nor the head's colleague in HR."""
    return change(
        name, given, shown, unprivileged=STAFF, half=Caller("performance_specialist", DENIED),
        privileged="department_manager", untouched=untouched,
    )  # fmt: skip


def kept(name: str, given: dict[str, object], shown: dict[str, object]) -> CallerCase:
    """What is done to an account by who looks after it, and by none who only sees it or does not see it at all."""
    return change(
        name, given, shown, unprivileged=Caller("performance_specialist", DENIED),
        half=Caller("hr_specialist", ABSENT), privileged="employee", untouched=ACCOUNTS,
    )  # fmt: skip


def list_of(name: str, field: str, row: dict[str, object]) -> CallerCase:
    """A list of one row; whose account is out of sight is told of the row."""
    return CallerCase(
        f"mutation Try($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) }}",
        Caller("performance_specialist", DENIED), Caller("hr_specialist", Answer(code="INVALID_INPUT")),
        Caller("employee", Answer(data={name: 1})), {"input": {field: [row]}}, ACCOUNTS,
    )  # fmt: skip


WORDS = {"code": "delivery", "name": "配送", "words": ["快递", "快递", " 物流 "], "suggests": "SCRIPT"}
NEW: dict[str, object] = {
    "code": "K-9",
    "name": "新客户",
    "customerRef": "c9",
    "segment": "SMALL",
    "startedOn": "2025-06-20",
}

TOPIC_MUTATIONS = {
    "saveFeedbackTopic": by_hr("saveFeedbackTopic", WORDS, {"name": "配送", "words": ["快递", "物流"]}, TOPICS),
    "addUsualTopics": CallerCase(
        "mutation Try($input: AddUsualTopicsInput!) { addUsualTopics(input: $input) }",
        STAFF,
        Caller("hr_specialist", DENIED),
        Caller("hr_manager", Answer(data={"addUsualTopics": 12})),
        {"input": {}},
        TOPICS,
    ),
    "takeFeedbackCluster": by_head(
        "takeFeedbackCluster", {"id": CLUSTER, "dueOn": "2025-07-20", "noteText": "换承运商"},
        {"state": "TAKEN", "note": "换承运商"}, CLUSTERS,
    ),
    "closeFeedbackCluster": by_head(
        "closeFeedbackCluster", {"id": TAKEN, "done": True, "noteText": "已换"}, {"state": "DONE"}, CLUSTERS
    ),
    "reopenFeedbackCluster": by_head("reopenFeedbackCluster", {"id": CLOSED}, {"state": "TAKEN"}, CLUSTERS),
    "saveScript": by_head(
        "saveScript", {"code": "s-late", "title": "催单", "body": "马上查"}, {"revision": 2, "title": "催单"}, SCRIPTS
    ),
    "publishScript": by_head("publishScript", {"id": DRAFT}, {"revision": 2, "state": "PUBLISHED"}, SCRIPTS),
    "retireScript": by_head("retireScript", {"id": SCRIPT}, {"state": "RETIRED"}, SCRIPTS),
    "restoreScript": by_head("restoreScript", {"id": RETIRED}, {"state": "PUBLISHED"}, SCRIPTS),
    "saveProduct": by_hr(
        "saveProduct", {"code": "KT-1", "name": "电水壶", "state": "RETIRED", "version": 1},
        {"name": "电水壶", "state": "RETIRED", "nameEn": ""}, PRODUCTS,
    ),
    "importProducts": CallerCase(
        "mutation Try($input: ImportProductsInput!) { importProducts(input: $input) }",
        STAFF,
        Caller("hr_specialist", DENIED),
        Caller("hr_manager", Answer(data={"importProducts": 1})),
        {"input": {"products": [{"code": "KT-1", "name": "水壶", "nameEn": "Kettle"}, {"code": "KT-2", "name": "锅"}]}},
        PRODUCTS,
    ),
    "nameProductText": by_hr(
        "nameProductText", {"id": UNNAMED, "productCode": "KT-1"}, {"text": "热水壶"}, PRODUCTS
    ),
    "saveCustomerAccount": change(
        "saveCustomerAccount", NEW | {"agentCode": "E3"}, {"code": "K-9", "segment": "SMALL"},
        unprivileged=Caller("performance_specialist", DENIED), half=Caller("hr_specialist", ABSENT),
        privileged="employee", untouched=ACCOUNTS,
    ),
    "recordAccountNeed": change(
        "recordAccountNeed", {"accountId": ACCOUNT, "need": "每月对账", "sinceOn": "2025-06-20"}, {"code": "K-Y1"},
        unprivileged=Caller("performance_specialist", DENIED), half=Caller("hr_specialist", ABSENT),
        privileged="employee", untouched=ACCOUNTS,
    ),
    "changeAccountSegment": kept(
        "changeAccountSegment", {"accountId": ACCOUNT, "segment": "SMALL", "sinceOn": "2025-06-20"},
        {"code": "K-Y1", "segment": "SMALL", "version": 2},
    ),
    "saveAccountPerson": kept(
        "saveAccountPerson", {"accountId": ACCOUNT, "name": "财务", "phone": "13900139000"}, {"code": "K-Y1"}
    ),
    "eraseAccountPerson": kept("eraseAccountPerson", {"id": PERSON}, {"code": "K-Y1"}),
    "importAccountSegments": list_of(
        "importAccountSegments", "changes", {"accountCode": "K-Y1", "segment": "SMALL", "sinceOn": "2025-06-19"}
    ),
    "importAccountPersons": list_of("importAccountPersons", "persons", {"accountCode": "K-Y1", "name": "财务"}),
}  # fmt: skip
