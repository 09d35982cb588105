"""Who listens hears of what happens from then on, once."""

from __future__ import annotations

from server.feedback.arrivals import SQL, arrivals_of
from server.feedback.operations.claiming import assign_customer_feedback
from server.store import news
from server.store.news import Listener, News
from tests.feedback.ticketing import came, town
from tests.plan.world import context, uid


async def test_each_arrival_is_told_once(store, monkeypatch):
    monkeypatch.setattr(news, "LOOK_SECONDS", 0.0)
    await town(store)
    await came(store, "N1", agent_id=uid("E3"))
    assert arrivals_of(store) is arrivals_of(store)
    listener, other = Listener(News(store, SQL)), Listener(News(store, SQL))
    assert await listener.news() == []
    second = await came(store, "N2", agent_id=uid("E3"))
    third = await came(store, "N3", agent_id=uid("E4"))

    assert await listener.news() == [second, third]
    assert await listener.news() == []
    assert await other.news() == []
    await assign_customer_feedback(context(store, "department_manager"), id=second, team_code="REST")
    assert await listener.news() == [second]
    assert await other.news() == [second]
