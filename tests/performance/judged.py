"""What the tests of quality, the field and feedback share: a planted town and its callers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from server.feedback.models import Contact, CustomerFeedback, FeedbackKind
from server.kernel.context import Context, Grant, Principal
from server.performance.models import QualityAnswer
from server.performance.quality.operations.quality import Asked, save_quality_sheet, use_quality_sheet
from server.performance.quality.operations.ratings import Marked
from server.store.store import Store
from tests.people.town import plant
from tests.plan.world import PAST, context, row, uid

WEEK = date(2025, 6, 16)
QUESTIONS = (
    Asked("问候得体", Decimal(40)),
    Asked("解答准确", Decimal(60)),
    Asked("未泄露隐私", Decimal(0), is_critical=True),
)
YES, PARTLY, NO, SKIP = (
    QualityAnswer.YES,
    QualityAnswer.PARTLY,
    QualityAnswer.NO,
    QualityAnswer.NOT_APPLICABLE,
)


async def contact(code: str, agent: str, day: date) -> str:
    """Plant an answered contact at noon in Shanghai."""
    opened = datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)
    await Contact.create(
        **row(code),
        recorded_at=PAST,
        customer_ref="c1",
        agent_id=uid(agent),
        opened_at=opened,
        answered_at=opened,
    )
    return uid(code)


async def answer(code: str, agent: str, day: date, score: int) -> str:
    """Plant a customer's answer."""
    at = datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)
    await CustomerFeedback.create(
        **row(code), recorded_at=PAST, customer_ref="c1", agent_id=uid(agent), received_at=at,
        kind=FeedbackKind.SURVEY, score=score,
    )  # fmt: skip
    return uid(code)


async def town_with_contacts(store: Store) -> None:
    """Plant the town and four contacts of E3 and two of E4 in one week, and one of E3 in the next."""
    await plant(store)

    async def contacts() -> None:
        for number in range(1, 5):
            await contact(f"C{number}", "E3", date(2025, 6, 16 + number))
        await contact("C5", "E4", WEEK)
        await contact("C6", "E4", date(2025, 6, 22))
        await contact("C7", "E3", date(2025, 6, 23))

    await store.write(contacts)


def caller(store: Store, person: str, role: str, team: tuple[str, ...] = ()) -> Context:
    """Return the context of somebody of the town in a role."""
    who = Principal(f"acc-{person}", person.lower(), person, uid(person), (Grant(role, team),))
    return context(store, who)


async def used_sheet(hr: Context) -> str:
    made = await save_quality_sheet(hr, code="SERVICE", name="服务质检", questions=QUESTIONS)
    return await use_quality_sheet(hr, id=made)


async def marked(ctx: Context, *answers: QualityAnswer) -> list[Marked]:
    """Answer the questions in order."""
    asked = await ctx.store.reads.rows("select id from quality_question order by place")
    return [Marked(str(each[0]), said) for each, said in zip(asked, answers, strict=True)]
