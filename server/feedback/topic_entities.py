"""How topics, what gathers around them, and scripts stand on their tables."""

from __future__ import annotations

from dataclasses import replace

from server.feedback import models
from server.plan.entity import PUBLIC, Entity, Kind, ToMany, ToOne, derive

SAID_OF = ToMany("CustomerFeedback", "topic_id")
SEARCHED = ("title", "title_en", "product", "body", "body_en", "code")


def topic_entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized."""
    topics, heaps = derive(models.FeedbackTopic), derive(models.FeedbackHeap)
    department = ToOne("Department", "{self}.department_id")
    topic = ToOne("FeedbackTopic", "{self}.topic_id")
    return (
        Entity(
            "FeedbackTopic", "feedback_topic", topics | {"words": replace(topics["words"], kind=Kind.JSON)},
            {"department": department},
            {
                "feedbacks": SAID_OF,
                "clusters": ToMany("FeedbackCluster", "topic_id"),
                "scripts": ToMany("Script", "topic_id"),
            },
            relations=PUBLIC, order=(("code", False),),
        ),
        Entity(
            "FeedbackHeap", "feedback_heap", heaps | {"words": replace(heaps["words"], kind=Kind.JSON)},
            {"typical": ToOne("CustomerFeedback", "{self}.typical_id")},
            {"feedbacks": ToMany("CustomerFeedback", "heap_id")},
            relations={"org": ""}, order=(("count", True),),
        ),
        Entity(
            "FeedbackCluster", "feedback_cluster", derive(models.FeedbackCluster),
            {
                "topic": replace(topic, required=True),
                "owner": ToOne("Employee", "{self}.owner_id"),
                "script": ToOne("Script", "{self}.script_id"),
            },
            relations=PUBLIC, order=(("count", True),),
        ),
        Entity(
            "Script", "script", derive(models.Script),
            {
                "topic": topic,
                "department": department,
                "published_by": ToOne("Employee", "{self}.published_by_id"),
            },
            relations=PUBLIC, search=("title", "body"),
            searched=tuple(f"{{self}}.{name}" for name in SEARCHED),
            order=(("code", False), ("revision", True)),
        ),
    )  # fmt: skip
