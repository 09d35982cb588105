"""Where it is seen that feedback has just come in or been given to somebody."""

from __future__ import annotations

from server.feedback.models import FeedbackAct
from server.store.news import MOST, News, news_of
from server.store.store import Store

TOLD = (FeedbackAct.RECEIVED, FeedbackAct.VALIDATED, FeedbackAct.ROUTED, FeedbackAct.ASSIGNED)
ACTS = ",".join(f"'{act}'" for act in TOLD)
SQL = (
    f"select id,ticket_id from feedback_event where id>{{mark}} and act in ({ACTS}) order by id limit {MOST}"  # noqa: S608 (constants)
)


def arrivals_of(store: Store) -> News:
    return news_of(store, SQL)
