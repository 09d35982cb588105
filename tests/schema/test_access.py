"""Who the caller is, what they may ask about the policy, and that a question is refused by the rule that decides."""

from __future__ import annotations

import pytest

from tests.plan.world import uid
from tests.schema.world import World, planted

VIEWER = "{ viewer { mayHire mayListPeople mayReadAudit mayReadPolicies employee { code } } }"


@pytest.fixture
async def world(store) -> World:
    return await planted(store)


@pytest.mark.parametrize(
    ("role", "hire", "people", "audit", "policies", "own"),
    [
        ("hr_manager", True, True, False, False, {"code": "E1"}),
        ("hr_specialist", True, True, False, False, {"code": "E6"}),
        ("department_manager", False, True, False, False, {"code": "E2"}),
        ("employee", False, False, False, False, {"code": "E3"}),
        ("auditor", False, True, True, True, None),
        ("administrator", False, False, False, True, None),
    ],
)
async def test_the_viewer_says_what_the_caller_may(world: World, role, hire, people, audit, policies, own):
    found = (await world.ask(role, VIEWER))["data"]["viewer"]

    assert found == {
        "mayHire": hire, "mayListPeople": people, "mayReadAudit": audit, "mayReadPolicies": policies,
        "employee": own,
    }  # fmt: skip


async def test_me_is_the_own_record_and_viewer_the_account(world: World):
    query = "{ me { code } viewer { username employee { code } } }"

    found = await world.ask("employee", query)

    assert found["data"] == {
        "me": {"code": "E3"},
        "viewer": {"username": "employee", "employee": {"code": "E3"}},
    }


@pytest.mark.parametrize(
    "question",
    [
        'policyMatrix(type: "Location")',
        f'whoCanSee(type: "Employee", field: "phone", id: "{uid("E3")}")',
    ],
    ids=["policyMatrix", "whoCanSee"],
)
async def test_questions_about_others_are_for_those_who_keep_the_policy(world: World, question):
    refused = await world.ask("department_manager", f"{{ {question} {{ role view }} }}")
    answered = await world.ask("auditor", f"{{ {question} {{ role view }} }}")

    assert (refused["data"], refused["codes"]) == (None, ["DENIED"])
    assert answered["codes"] == []
    assert answered["data"]


async def test_explain_access_of_a_row_out_of_sight_is_not_found(world: World):
    query = f'{{ explainAccess(type: "Employee", field: "phone", id: "{uid("E4")}") {{ view }} }}'

    assert (await world.ask("employee", query))["codes"] == ["NOT_FOUND"]
    assert (await world.ask("department_manager", query))["data"] == {"explainAccess": [{"view": "phone"}]}


async def test_node_finds_anything_in_sight_by_its_id_alone(world: World):
    query = "query($id: ID!) { node(id: $id) { __typename id ... on Employee { code } } }"

    for role, code, kind in (("hr_manager", "E4", "Employee"), ("employee", "D2", "Department")):
        found = (await world.ask(role, query, {"id": uid(code)}))["data"]["node"]
        assert (found["__typename"], found["id"]) == (kind, uid(code))
    for row_id in (uid("E4"), uid("E9")):
        assert (await world.ask("employee", query, {"id": row_id}))["data"] == {"node": None}
