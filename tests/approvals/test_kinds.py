"""The steps of a chain: spelled and read back, and refused where nobody could stand there."""

from __future__ import annotations

import pytest

from server.approvals.kinds import DEFAULT_STEPS, Step, clean_steps, read_steps, spell_steps
from server.kernel.errors import InvalidInput

ROLES = ("hr_manager", "employee")


def test_steps_are_read_as_they_were_spelled():
    steps = (*DEFAULT_STEPS, Step("role:hr_manager", any_of=False))

    assert read_steps(spell_steps(steps)) == steps


@pytest.mark.parametrize(
    ("_case", "steps"),
    [
        ("none at all", []),
        ("more than anybody waits for", [Step("manager")] * 7),
        ("a role without its mark", [Step("hr_manager")]),
        ("a role nobody has", [Step("role:emperor")]),
        ("a place that is not known", [Step("neighbor")]),
    ],
)
def test_a_chain_nobody_could_stand_in_is_refused(_case, steps):
    with pytest.raises(InvalidInput) as refusal:
        clean_steps(steps, ROLES)

    assert refusal.value.path == ("input", "steps")


def test_a_chain_of_places_and_roles_is_kept():
    assert clean_steps([Step("manager"), Step("role:hr_manager")], ROLES) == DEFAULT_STEPS
