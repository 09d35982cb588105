"""Who asks, and how a plan sees them."""

from __future__ import annotations

from server.kernel.context import SYSTEM, Grant, Principal
from tests.conftest import make_context

MANAGER = Principal(
    "a1", "lin", "林", "e1", (Grant("department_manager", ("d1",)), Grant("employee")), session="s"
)


def test_a_principal_is_its_roles_and_whether_each_has_a_team():
    assert MANAGER.roles == ("department_manager", "employee")
    assert MANAGER.shape == (("department_manager", True), ("employee", False))


def test_the_session_does_not_make_another_person():
    assert Principal("a1", "u", "n", session="x") == Principal("a1", "u", "n", session="y")


def test_a_context_speaks_its_language_and_may_act_as_another(sqlite_store):
    ctx = make_context(sqlite_store)

    assert ctx.say("你好", "Hello") == "你好"
    assert make_context(sqlite_store, language="en").say("你好", "Hello") == "Hello"
    assert ctx.acting_as(SYSTEM).principal == SYSTEM
    assert ctx.acting_as(SYSTEM).now == ctx.now
