"""Steps are open by status; who may not see the status is offered all of them."""

from __future__ import annotations

import pytest

from ui.people.steps import STEPS, Step, beside, named, open_to


@pytest.mark.parametrize(
    ("status", "names"),
    [
        ("LEFT", ["rehire"]),
        ("NOTICE", ["transfer", "pay", "contract", "withdraw-notice", "leave"]),
        (None, [step.name for step in STEPS]),
    ],
)
def test_a_status_opens_its_steps(status, names):
    assert [step.name for step in open_to(status)] == names


def test_a_step_is_found_by_its_name():
    assert named("fly") is None
    assert "TransferEmployeeInput" in next(step.document for step in STEPS if step is named("transfer"))


def step(name: str) -> Step:
    return next(one for one in STEPS if one.name == name)


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("transfer", {"departmentId": "d2", "effectiveOn": "2026-12-01"}, [("To department", "城东店", "城西店")]),
        ("transfer", {"departmentId": "d1", "positionId": ""}, []),
        ("leave", {"leftOn": "2026-12-01", "leaveKind": "RETIREMENT"},
         [("Last day", "2026-12-01", ""), ("Kind", "退休", "主动离职")]),
    ],
)  # fmt: skip
def test_what_a_form_says_stands_beside_the_record(name, values, found):
    person = {
        "department": {"id": "d1", "name": "城西店"},
        "position": None,
        "leftOn": None,
        "leaveKind": "VOLUNTARY",
    }
    options = {
        "department": [("d1", "城西店"), ("d2", "\u3000城东店")],
        "leave_kind": [("VOLUNTARY", "主动离职"), ("RETIREMENT", "退休")],
    }

    assert beside(step(name), person, values, options) == found
