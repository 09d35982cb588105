"""Who may arrange a desk and read notices; filed into `callers.CASES`."""

from __future__ import annotations

from tests.plan.world import uid
from tests.schema.cases import Answer, Caller, CallerCase, change, reading, seen

DENIED, NONE = Answer(code="DENIED"), Caller("administrator", Answer(code="DENIED"))
VIEWS = '{ savedViews(page: "people") { name isShared } }'
VIEW = {"page": "people", "name": "快转正的", "address": "status=PROBATION", "isShared": True}
EMPTY: dict[str, object] = {"nodes": [], "totalCount": 0}


def own(name: str, fields: str, told: object) -> CallerCase:
    """Everybody has their own, the administrator too."""
    return reading(
        f"{{ {name} {fields} }}",
        Caller("administrator", seen(name.partition("(")[0], told)),
        Caller("employee", seen(name.partition("(")[0], told)),
        Caller("hr_manager", seen(name.partition("(")[0], told)),
    )


def act(name: str, given: dict[str, object], told: object, fields: str, untouched: str) -> CallerCase:
    """Acts on one's own desk, open to all; notices only to those inside."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    return CallerCase(
        f"mutation Try($input: {kind}!) {{ {name}(input: $input) {fields} }}",
        NONE if name == "markNoticesRead" else Caller("administrator", seen(name, told)),
        Caller("employee", seen(name, told)),
        Caller("hr_manager", seen(name, told)),
        {"input": given},
        untouched,
    )


CHOICE = {"columns": ["status", "hiredOn"], "density": "compact"}
LAYOUT: dict[str, object] = {"widgets": ["todo", "figures"], "hidden": ["recent"]}

DESK_QUERIES = {
    "notices": reading(
        "{ notices { totalCount nodes { titleZh } } }",
        Caller("administrator", seen("notices", EMPTY)),
        Caller("employee", seen("notices", EMPTY)),
        Caller("hr_manager", seen("notices", EMPTY)),
    ),
    "savedViews": own('savedViews(page: "people")', "{ name }", []),
    "listChoice": own('listChoice(page: "people")', "{ columns size }", {"columns": [], "size": 0}),
    "homeLayout": own("homeLayout", "{ widgets hidden }", {"widgets": [], "hidden": []}),
}
DESK_MUTATIONS = {
    "markNoticesRead": act("markNoticesRead", {}, 0, "", "{ notices { totalCount } }"),
    "saveView": change(
        "saveView",
        VIEW,
        {"name": "快转正的", "isShared": True},
        unprivileged=NONE,
        half=Caller("employee", DENIED),
        untouched=VIEWS,
    ),
    "deleteView": CallerCase(
        'mutation { deleteView(input: {id: "00000000-0000-7000-8000-000000000000"}) }',
        Caller("administrator", Answer(code="NOT_FOUND")),
        Caller("employee", Answer(code="NOT_FOUND")),
        Caller("hr_manager", Answer(code="NOT_FOUND")),
        untouched=VIEWS,
    ),
    "saveListChoice": act(
        "saveListChoice",
        {"page": "people", **CHOICE},
        CHOICE,
        "{ columns density }",
        '{ listChoice(page: "people") { columns } }',
    ),
    "moveEmployees": change(
        "moveEmployees",
        {"ids": [uid("E3"), uid("E4")], "departmentCode": "D4", "effectiveOn": "2025-06-01"},
        {"count": 2},
        unprivileged=Caller("department_manager", DENIED),
        half=Caller("hr_specialist", Answer(code="NOT_FOUND")),
    ),
    "undoMove": CallerCase(
        'mutation { undoMove(input: {id: "00000000-0000-7000-8000-000000000000"}) }',
        Caller("department_manager", DENIED),
        Caller("hr_specialist", Answer(code="NOT_FOUND")),
        Caller("hr_manager", Answer(code="NOT_FOUND")),
        untouched="{ employees(orderBy: [{code: ASC}]) { nodes { code department { code } } } }",
    ),
    "undoChange": CallerCase(
        f'mutation {{ undoChange(input: {{id: "{uid("E4")}", version: 1}}) }}',
        Caller("employee", Answer(code="NOT_FOUND")),
        Caller("department_manager", Answer(code="INVALID_STATE")),
        Caller("hr_manager", Answer(code="INVALID_STATE")),
        untouched="{ employees(orderBy: [{code: ASC}]) { nodes { code version department { code } } } }",
    ),
    "addNotes": CallerCase(
        f'mutation {{ addNotes(input: {{ids: ["{uid("E3")}", "{uid("E4")}"], text: "已谈话"}}) }}',
        Caller("employee", Answer(code="DENIED")),
        Caller("hr_specialist", Answer(code="NOT_FOUND")),
        Caller("hr_manager", Answer({"addNotes": 2})),
        untouched="{ employees(orderBy: [{code: ASC}]) { nodes { code notes { totalCount } } } }",
    ),
    "saveHomeLayout": act(
        "saveHomeLayout", LAYOUT, LAYOUT, "{ widgets hidden }", "{ homeLayout { widgets } }"
    ),
}
