"""The kinds of things a pack brings: how each is found, written, put back in use, and taken out of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import orjson

from server.feedback.models import FeedbackTopic, Suggests
from server.kernel.context import Context
from server.kernel.errors import Conflict
from server.kernel.money import to_minor
from server.metrics.definitions import Dictionary, Label
from server.metrics.governance import checks
from server.metrics.governance.drafting import Draft
from server.metrics.models import MetricVersion
from server.metrics.words import Direction, MetricStatus
from server.packs.files import Pack
from server.packs.models import PackPart
from server.people.models import Position
from server.people.operations.access import link
from server.performance.plans.models import PlanState, ScorePlan
from server.performance.plans.operations.ground import keep_components
from server.performance.plans.templates import TEMPLATES
from server.store.base import Row, change_row, stamp
from server.talent.competency_operations import checked, keep_competency, keep_profile
from server.talent.models import Competency, CompetencyProfile, CompetencyRequirement
from server.training.models import Course, CourseMode, CourseState, CourseType, Lesson

HIGHEST = 5


@dataclass(frozen=True)
class Item:
    """One thing a pack would bring."""

    key: str
    name: tuple[str, str]
    given: Mapping[str, Any]


class Part(Protocol):
    """One kind of thing; everything runs inside store.write."""

    kind: PackPart

    async def items(self, pack: Pack) -> list[Item]: ...

    async def find(self, key: str) -> Row | None:
        """Return the row that has the key, in use or not."""

    def is_live(self, row: Row) -> bool: ...

    async def trouble(self, item: Item) -> tuple[str, str] | None:
        """Return why it could not be added, in both languages."""

    async def put(self, ctx: Context, item: Item, row: Row | None) -> None:
        """Write it, new or over what the pack wrote before, and have it in use."""

    async def retire(self, ctx: Context, row: Row) -> None: ...


class Plain:
    """What most kinds share."""

    async def trouble(self, item: Item) -> tuple[str, str] | None:  # noqa: ARG002 (the protocol's)
        return None


class Competencies(Plain):
    kind = PackPart.COMPETENCY

    async def items(self, pack: Pack) -> list[Item]:
        return [Item(each["code"], tuple(each["name"]), each) for each in pack.competencies]

    async def find(self, key: str) -> Row | None:
        return await Competency.get_or_none(code=key)

    def is_live(self, row: Row) -> bool:
        return isinstance(row, Competency) and row.retired_on is None

    async def put(self, ctx: Context, item: Item, row: Row | None) -> None:  # noqa: ARG002 (as above)
        (name, name_en), (definition, definition_en) = item.given["name"], item.given["definition"]
        values = checked(
            name=name, name_en=name_en, definition=definition, definition_en=definition_en,
            anchors=item.given["anchors"], anchors_en=item.given["anchors_en"],
        )  # fmt: skip
        await keep_competency(ctx, item.key, values)

    async def retire(self, ctx: Context, row: Row) -> None:
        await change_row(ctx, Competency, row.id, retired_on=ctx.today)


class Profiles(Plain):
    """A profile goes to every position of the ladders or families that the pack names and that has none yet."""

    kind = PackPart.PROFILE

    async def items(self, pack: Pack) -> list[Item]:
        out = []
        for position in await Position.filter(closed_on=None).order_by("code"):
            meant = next((each for each in pack.profiles if means(each, position)), None)
            if meant is not None:
                given = {"position": position.code, "levels": levels_of(meant, position.grade or 0)}
                out.append(Item(position.code, (position.name, position.name), given))
        return out

    async def find(self, key: str) -> Row | None:
        profile = await CompetencyProfile.get_or_none(position__code=key)
        if profile is None or not await CompetencyRequirement.exists(
            profile_id=profile.id, superseded_at=None, valid_to=None
        ):
            return None
        return profile

    def is_live(self, row: Row) -> bool:  # noqa: ARG002 (as above)
        return True

    async def put(self, ctx: Context, item: Item, row: Row | None) -> None:  # noqa: ARG002 (as above)
        position = await Position.get(code=item.key)
        known = {row.code: row.id for row in await Competency.filter(code__in=list(item.given["levels"]))}
        wanted = {known[code]: level for code, level in item.given["levels"].items()}
        await keep_profile(ctx, position, wanted, ctx.today)

    async def retire(self, ctx: Context, row: Row) -> None:
        await keep_profile(ctx, await Position.get(id=link(row, "position_id")), {}, ctx.today)


def means(profile: Mapping[str, Any], position: Position) -> bool:
    return position.ladder in profile.get("ladders", ()) or (position.family or "") in profile.get(
        "families", ()
    )


def levels_of(profile: Mapping[str, Any], grade: int) -> dict[str, int]:
    """Return the levels for a grade: from `higher.grade` on so many more, up to the highest there is."""
    more = profile.get("higher")
    extra = more["by"] if more and grade >= more["grade"] else 0
    return {code: min(HIGHEST, level + extra) for code, level in profile["levels"].items()}


class Courses(Plain):
    """A course of one page; who learns it when the pack goes may finish."""

    kind = PackPart.COURSE

    async def items(self, pack: Pack) -> list[Item]:
        return [
            Item(each["code"], tuple(each["title"]), {**each, "industry": pack.code}) for each in pack.courses
        ]

    async def find(self, key: str) -> Row | None:
        return await Course.get_or_none(code=key)

    def is_live(self, row: Row) -> bool:
        return isinstance(row, Course) and row.state is CourseState.PUBLISHED

    async def put(self, ctx: Context, item: Item, row: Row | None) -> None:
        title, title_en = item.given["title"]
        values: dict[str, Any] = {  # columns of mixed types
            "title": title, "title_en": title_en, "summary": item.given["summary"], "industry": item.given["industry"],
            "hours": to_minor(str(item.given["hours"])), "course_type": CourseType.UPSKILL, "mode": CourseMode.ONLINE,
            "tags": orjson.dumps(item.given["tags"]).decode(), "state": CourseState.PUBLISHED,
        }  # fmt: skip
        page = {"title": title, "title_en": title_en, "body": item.given["page"]}
        if row is None:
            course = await Course.create(**stamp(ctx), code=item.key, **values)
            await Lesson.create(**stamp(ctx), course_id=course.id, place=1, **page)
            return
        await change_row(ctx, Course, row.id, **values)
        lesson = await Lesson.filter(course_id=row.id, is_removed=False).order_by("place").first()
        if lesson is not None:
            await change_row(ctx, Lesson, lesson.id, **page)

    async def retire(self, ctx: Context, row: Row) -> None:
        await change_row(ctx, Course, row.id, state=CourseState.RETIRED)


class Topics(Plain):
    kind = PackPart.TOPIC

    async def items(self, pack: Pack) -> list[Item]:
        return [Item(each["code"], tuple(each["name"]), each) for each in pack.topics]

    async def find(self, key: str) -> Row | None:
        return await FeedbackTopic.get_or_none(code=key)

    def is_live(self, row: Row) -> bool:
        return isinstance(row, FeedbackTopic) and row.is_active

    async def put(self, ctx: Context, item: Item, row: Row | None) -> None:
        name, name_en = item.given["name"]
        values: dict[str, Any] = {  # as above
            "name": name, "name_en": name_en, "words": orjson.dumps(item.given["words"]).decode(),
            "suggests": Suggests(item.given["suggests"]), "course_code": item.given.get("course", ""),
            "is_active": True,
        }  # fmt: skip
        if row is None:
            await FeedbackTopic.create(**stamp(ctx), code=item.key, **values)
        else:
            await change_row(ctx, FeedbackTopic, row.id, **values)

    async def retire(self, ctx: Context, row: Row) -> None:
        await change_row(ctx, FeedbackTopic, row.id, is_active=False)


@dataclass(frozen=True)
class Metrics:
    """A figure comes as a definition in review: both sides sign it before it is in force, as any other."""

    known: Dictionary
    zone: str
    kind = PackPart.METRIC

    async def items(self, pack: Pack) -> list[Item]:
        return [Item(each["key"], tuple(each["name"]), each) for each in pack.metrics]

    async def find(self, key: str) -> Row | None:
        return await MetricVersion.filter(key=key).order_by("-number").first()

    def is_live(self, row: Row) -> bool:
        return isinstance(row, MetricVersion) and row.status is not MetricStatus.RETIRED

    async def trouble(self, item: Item) -> tuple[str, str] | None:
        try:
            self.checked(item)
        except Conflict as error:
            return error.zh, error.en
        return None

    def checked(self, item: Item) -> dict[str, Any]:
        """Return the columns of a definition that passes what any definition must pass."""
        draft = draft_of(item.given)
        checks.require_labels(draft.name, draft.definition)
        metric = checks.made(draft.raw("own"), self.known)
        checks.require_new(metric, self.known)
        checks.require_examples(metric, self.known, zone=self.zone)
        return draft.columns(metric, "own")

    async def put(self, ctx: Context, item: Item, row: Row | None) -> None:
        reviewed: dict[str, Any] = {"status": MetricStatus.IN_REVIEW, "submitted_at": ctx.now}
        columns = self.checked(item)
        if isinstance(row, MetricVersion) and row.published_at is None:
            await change_row(ctx, MetricVersion, row.id, **columns, **reviewed, effective_to=None)
            return
        number = row.number + 1 if isinstance(row, MetricVersion) else 1
        await MetricVersion.create(**stamp(ctx), key=item.key, number=number, **columns, **reviewed)

    async def retire(self, ctx: Context, row: Row) -> None:
        """End every version that was in force yesterday; one that never was has no days to end."""
        last = ctx.today - timedelta(days=1)
        versions = MetricVersion.filter(key=getattr(row, "key", ""), is_builtin=False)
        for each in await versions.exclude(status=MetricStatus.RETIRED):
            ends = max(last, each.effective_from) if each.effective_from else None
            await change_row(ctx, MetricVersion, each.id, status=MetricStatus.RETIRED, effective_to=ends)


def draft_of(given: Mapping[str, Any]) -> Draft:
    return Draft(
        key=given["key"], name=Label(*given["name"]), definition=Label(*given["definition"]), formula=given["formula"],
        unit=given["unit"], direction=Direction(given["direction"]), dimensions=tuple(given["dimensions"]),
        examples=tuple(given["examples"]),
    )  # fmt: skip


class Plans(Plain):
    """A score plan comes as a draft, from a template of its industry; it is proposed and published as any other."""

    kind = PackPart.PLAN

    async def items(self, pack: Pack) -> list[Item]:
        return [Item(pack.plan["code"], tuple(pack.plan["name"]), pack.plan)]

    async def find(self, key: str) -> Row | None:
        return await ScorePlan.filter(code=key).order_by("-revision").first()

    def is_live(self, row: Row) -> bool:
        return isinstance(row, ScorePlan) and row.state is not PlanState.RETIRED

    async def put(self, ctx: Context, item: Item, row: Row | None) -> None:
        template = next(each for each in TEMPLATES if each.code == item.given["template"])
        name, name_en = item.given["name"]
        values: dict[str, Any] = {
            "name": name,
            "name_en": name_en,
            "grain": template.grain,
            "state": PlanState.DRAFT,
        }
        if isinstance(row, ScorePlan) and row.published_at is None:
            await change_row(ctx, ScorePlan, row.id, **values)
            await keep_components(ctx, row.id, template.components)
            return
        revision = row.revision + 1 if isinstance(row, ScorePlan) else 1
        made = await ScorePlan.create(**stamp(ctx), code=item.key, revision=revision, **values)
        await keep_components(ctx, made.id, template.components)

    async def retire(self, ctx: Context, row: Row) -> None:
        await change_row(ctx, ScorePlan, row.id, state=PlanState.RETIRED)


def parts_of(known: Dictionary, zone: str) -> tuple[Part, ...]:
    """Return every kind, in the order in which they come."""
    return (Competencies(), Profiles(), Courses(), Topics(), Metrics(known, zone), Plans())
