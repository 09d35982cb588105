"""Steps are open by status; who may not see the status is offered all of them."""

from __future__ import annotations

import pytest

from ui.people.steps import STEPS, named, open_to


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
