"""How topics, what gathers around them, and scripts stand on their tables."""

from __future__ import annotations

from dataclasses import replace

from server.feedback import models
from server.feedback.ticket_entities import OF_PRODUCT, PRODUCT
from server.plan.entity import PUBLIC, Column, Entity, Kind, ToMany, ToOne, derive

NAMED = Column("({self}.product_id is not null)", Kind.FLAG, required=True)
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
            "FeedbackCluster", "feedback_cluster", derive(models.FeedbackCluster) | PRODUCT,
            {
                "topic": replace(topic, required=True),
                "owner": ToOne("Employee", "{self}.owner_id"),
                "script": ToOne("Script", "{self}.script_id"),
            },
            joins={"p": OF_PRODUCT}, relations=PUBLIC, order=(("count", True),),
        ),
        Entity(
            "Script", "script", derive(models.Script) | PRODUCT,
            {
                "topic": topic,
                "department": department,
                "published_by": ToOne("Employee", "{self}.published_by_id"),
            },
            joins={"p": OF_PRODUCT}, relations=PUBLIC, search=("title", "body"),
            searched=(*(f"{{self}}.{name}" for name in SEARCHED), "{p}.name", "{p}.name_en"),
            order=(("code", False), ("revision", True)),
        ),
        *product_entities(),
    )  # fmt: skip


def product_entities() -> tuple[Entity, ...]:
    """Return products, and the texts that mean them; who may see all feedback sees what is still unnamed."""
    said = ToMany("CustomerFeedback", "product", "{self}.code")
    return (
        Entity(
            "Product", "product", derive(models.Product), {},
            {
                "texts": ToMany("ProductText", "product_id"),
                "feedbacks": said,
                "scripts": ToMany("Script", "product", "{self}.code"),
            },
            relations=PUBLIC, search=("name",), searched=("{self}.name", "{self}.name_en", "{self}.code"),
            order=(("code", False),),
        ),
        Entity(
            "ProductText", "product_text", derive(models.ProductText) | {"is_named": NAMED},
            {"product": ToOne("Product", "{self}.product_id")},
            {"feedbacks": replace(said, parent="{self}.text")},
            relations={"org": ""}, order=(("text", False),),
        ),
    )  # fmt: skip
