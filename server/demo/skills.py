"""The industry packs of the sample worlds, and what was found of people: most near what is asked, some not at all."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from random import Random

from server.kernel.context import Context
from server.packs.files import packs
from server.packs.operations import load_as_house
from server.people.models import Assignment, Department, Employment
from server.people.operations.access import link
from server.store.base import stamp
from server.talent.competency_rules import HIGHEST, LOWEST, WHOLE
from server.talent.models import AssessmentSource, CompetencyAssessment, CompetencyRequirement

SEED, SECONDS, BATCH = 7, 60.0, 500
UNSEEN = 0.15
"""The share of what is asked that nobody has assessed yet."""
DAYS = 120
OFF = (-150, -100, -100, -50, -50, 0, 0, 0, 50, 100)
"""How far from what is asked somebody is found, in hundredths of a level."""
FOUND: dict[AssessmentSource, str] = {
    AssessmentSource.MANAGER: "旁听与现场观察",
    AssessmentSource.PEERS: "同事与协作方的反馈",
    AssessmentSource.EXAM: "实操考核",
}


async def assess_people(ctx: Context) -> None:
    """Load every pack, and assess those whose positions ask for something."""
    for code in packs():
        await load_as_house(ctx, code)
    await ctx.store.write(partial(assess, ctx), seconds=SECONDS)


async def assess(ctx: Context) -> None:
    asked: dict[str, list[CompetencyRequirement]] = {}
    for line in await CompetencyRequirement.filter(superseded_at=None).order_by("competency__code"):
        asked.setdefault(link(line, "position_id"), []).append(line)
    hired = {
        link(row, "employee_id"): row.hired_on
        for row in await Employment.filter(superseded_at=None, left_on=None, hired_on__lte=ctx.today)
    }
    heads = {row.id: link(row, "manager_id") for row in await Department.all()}
    posts = await Assignment.filter(is_primary=True, superseded_at=None, valid_to=None).order_by(
        "employee_id"
    )
    made = []
    for post in posts:
        person = link(post, "employee_id")
        lines = asked.get(link(post, "position_id"), []) if person in hired else []
        chance = Random(f"{SEED}:{person}")  # noqa: S311 (samples, the same ones for the same person)
        for line in lines:
            if chance.random() < UNSEEN:
                continue
            source = chance.choice((AssessmentSource.MANAGER, AssessmentSource.MANAGER, *FOUND))
            level = min(HIGHEST * WHOLE, max(LOWEST * WHOLE, line.level * WHOLE + chance.choice(OFF)))
            day = max(hired[person], ctx.today - timedelta(days=chance.randrange(1, DAYS)))
            head = heads.get(link(post, "department_id")) or None
            made.append(
                CompetencyAssessment(
                    **stamp(ctx), employee_id=person, competency_id=link(line, "competency_id"), level=level,
                    source=source, assessed_on=day, assessor_id=None if head == person else head,
                    evidence=FOUND[source], recorded_at=ctx.now,
                )
            )  # fmt: skip
    await CompetencyAssessment.bulk_create(made, batch_size=BATCH)
