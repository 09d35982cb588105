"""Where it is seen that something figures are made of has just changed."""

from __future__ import annotations

from server.store.news import News, news_of
from server.store.store import Store

SQL = "select cast(id as text),source from metric_touch where {mark}<>'' order by id desc limit 20"
"""Changes are numbered, not dated, so the mark bounds nothing here: one that is new is enough to ask anew."""


def changes_of(store: Store) -> News:
    return news_of(store, SQL)
