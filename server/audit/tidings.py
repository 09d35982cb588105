"""Where it is seen that something on record has just been done to a kind of thing."""

from __future__ import annotations

from server.store.news import MOST, News, news_of
from server.store.store import Store


def deeds_of(store: Store, subject_type: str) -> News:
    """Return the deeds to things of one type, as the trail has them; the type is one of the house's own words."""
    sql = (
        f"select id,subject_id from audit_entry where id>{{mark}} and subject_type='{subject_type}' "  # noqa: S608
        f"order by id limit {MOST}"
    )
    return news_of(store, sql)
