"""Who listens hears of what comes in from then on, once, and only of what they may see."""

from __future__ import annotations

from server.feedback import arrivals
from server.feedback.arrivals import Arrivals, Listener, arrivals_of
from server.feedback.operations.claiming import assign_customer_feedback
from tests.feedback.ticketing import came, town
from tests.plan.world import context, uid


async def test_each_arrival_is_told_once(store, monkeypatch):
    monkeypatch.setattr(arrivals, "LOOK_SECONDS", 0.0)
    await town(store)
    await came(store, "N1", agent_id=uid("E3"))
    assert arrivals_of(store) is arrivals_of(store)
    listener, other = Listener(Arrivals(store)), Listener(Arrivals(store))
    assert await listener.news() == []
    second = await came(store, "N2", agent_id=uid("E3"))
    third = await came(store, "N3", agent_id=uid("E4"))

    assert await listener.news() == [second, third]
    assert await listener.news() == []
    assert await other.news() == []
    await assign_customer_feedback(context(store, "department_manager"), id=second, team_code="REST")
    assert await listener.news() == [second]
    assert await other.news() == [second]
