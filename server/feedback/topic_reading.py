"""What is made of a customer's text when it comes: its language, its sentiment, its topic among those in use."""

from __future__ import annotations

import json
from dataclasses import dataclass

from server.feedback.models import FeedbackTopic
from server.feedback.texts import Feeling, KnownTopic, language_of, sentiment_of, topic_of


@dataclass(frozen=True)
class ReadText:
    """`topic` is the code, None where no topic fits; `share` is how sure that is, in ten-thousandths."""

    language: str
    feeling: Feeling
    topic: str | None
    topic_id: str | None
    share: int


async def read_text(text: str, rating: int | None = None) -> ReadText:
    """Read one text against the topics in use; one statement, whatever their number."""
    rows = await FeedbackTopic.filter(is_active=True).order_by("code")
    found = topic_of(text, [known_topic(row) for row in rows])
    ids = {row.code: row.id for row in rows}
    return ReadText(
        language_of(text), sentiment_of(text, rating), found.code or None, ids.get(found.code), found.share
    )


def known_topic(row: FeedbackTopic) -> KnownTopic:
    return KnownTopic(row.code, tuple(json.loads(row.words)))
