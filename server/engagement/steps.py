"""Where it is seen that something has just happened to a support request."""

from __future__ import annotations

from server.store.news import MOST, News, news_of
from server.store.store import Store

SQL = f"select id,request_id from support_event where id>{{mark}} order by id limit {MOST}"  # noqa: S608 (a constant)


def steps_of(store: Store) -> News:
    return news_of(store, SQL)
