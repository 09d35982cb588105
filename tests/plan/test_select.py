"""An object may hold as many fields as the limiter lets through."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

from tests.plan.harness import Bench


async def test_many_fields_in_one_object(planted: Bench):
    fields = "id code name phone email idNumber hiredOn leftOn leaveKind leaveReason status employmentType vendor probationEndsOn baseSalary currency fte version createdAt updatedAt __typename"
    aliased = " ".join(f"a{n}: code" for n in range(15))
    links = " ".join(f"{link} {{ id code name version kind __typename }}" for link in ("department",))
    padded = "department { id code name kind version } " + aliased

    found = await planted.data("hr_manager", f"{{ me {{ {fields} {links} {padded} }} }}")

    assert found["me"]["a14"] == "E1"
    assert len(found["me"]) == 37
