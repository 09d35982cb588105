"""What callers of totals were shown, so that the next figure can be checked against it."""

from __future__ import annotations

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import LongText, Text, TextId


class Disclosure(Row):
    """One set of rows whose figure an account was shown; `universe` are the figures it can be combined with."""

    account_id = TextId(description=label("账号", "Account"))
    universe = Text(64, description=label("可相互推算的范围", "Universe"))
    digest = Text(64, description=label("集合摘要", "Digest of the set"))
    rows = LongText(description=label("集合内容", "The set, packed"))

    class Meta:
        table = "metric_disclosure"
        unique_together = (("account_id", "universe", "digest"),)
