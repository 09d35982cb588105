"""The ways to split a figure: their names, which source can give which, and how each is found for a row in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.metrics.components import Frame
from server.metrics.definitions import Dictionary, Source
from server.metrics.live.labels import TABLES, labels
from server.metrics.live.rows import RowSql
from server.metrics.live.spelling import Spelling

__all__ = ["TABLES", "DimensionSql", "NoSuchDimension", "allowed", "canonical", "labels", "person_column"]

PERSONAL_ANCHORS = frozenset({"spell", "event", "before", "agent"})
"""Anchors whose rows find their dimensions through the person's assignment on a day."""
SYNONYMS = {
    "dept": "department",
    "dept_id": "department",
    "department_id": "department",
    "line_manager": "manager",
    "employee": "person",
    "person_id": "person",
    "agent_id": "agent",
    "store": "location",
}
DIMENSIONS = (
    "department",
    "manager",
    "position",
    "job_family",
    "grade",
    "location",
    "employment_type",
    "legal_entity",
    "gender",
    "age_band",
    "tenure_band",
    "exit_type",
    "channel",
    "agent",
    "person",
    "segment",
    "line",
    "course_type",
    "item",
)
OF_ASSIGNMENT = {
    "manager": "{a}.manager_id",
    "position": "{a}.position_id",
    "location": "{a}.location_id",
    "job_family": "nullif({p}.family,'')",
    "grade": "coalesce(nullif({p}.grade_name,''),cast({p}.grade as text))",
}
OF_PERSON = {"gender": "{e}.gender"}
OF_STAY = frozenset({"employment_type", "legal_entity", "tenure_band", "age_band"})
"""Found through the person's stay, or birth, on the day."""
DAILY = frozenset({"tenure_band", "age_band", "employment_type", "legal_entity"})
"""Dimensions that can change on a day when nothing is recorded: person-days are split day by day."""
BIRTH = "{e}.birth_on"
AGES = ((30, "<30"), (50, "30-49"))
OLDEST = "50+"
TENURES = ((3, "<3"), (12, "3-11"), (36, "12-35"), (60, "36-59"))
LONGEST = "60+"
YEAR = 12
EMPLOYMENT = "employment"
"""The source of stays, by which people of other sources find theirs."""


class NoSuchDimension(Exception):
    """A source cannot be split that way; questions are checked before they come this far."""


def canonical(name: str) -> str | None:
    """Return the name the engine uses (snake case) for a dimension, however it was written; None if unknown."""
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name.strip()).lstrip("_").replace("-", "_")
    found = SYNONYMS.get(snake, snake)
    return found if found in DIMENSIONS else None


def allowed(source: Source, dimension: str) -> bool:
    """Whether rows of the source can be split by the dimension."""
    if source.anchor == "org":
        return False
    through_people = source.anchor in PERSONAL_ANCHORS
    through_post = through_people or source.anchor == "self"
    match dimension:
        case "department":
            return through_post or bool(source.department)
        case "person":
            return bool(source.person) and source.anchor != "stamped"
        case "agent":
            return "agent_id" in source.columns
    return (
        is_own(source, dimension)
        or (through_post and dimension in OF_ASSIGNMENT | OF_PERSON)
        or (through_people and dimension in OF_STAY)
    )


def is_own(source: Source, dimension: str) -> bool:
    column = source.columns.get(dimension)
    return column is not None and not column.sealed


def person_column(source: Source) -> str:
    """Return the column that leads to the person whose assignment counts; "" if none does."""
    if source.anchor == "agent":
        return "agent_id"
    return "" if source.anchor in ("row", "stamped", "org") else source.person


@dataclass
class DimensionSql:
    """Writes dimensions for the rows of one select, on the row's anchor day."""

    dictionary: Dictionary
    rows: RowSql
    frame: Frame
    clock: str

    @property
    def source(self) -> Source:
        return self.rows.source

    @property
    def spelled(self) -> Spelling:
        return self.rows.binder.spelling

    def leaf(self) -> str:
        """Return SQL for the row's own department, not yet spread over those above it."""
        if self.source.anchor in PERSONAL_ANCHORS:
            return self.rows.template("{a}.department_id")
        if self.source.department:
            return self.rows.raw(self.source.department)
        if self.source.anchor == "self":
            return self.rows.template("{a}.department_id")
        raise NoSuchDimension(f"{self.source.name}: department")

    def expression(self, name: str) -> str:
        if not allowed(self.source, name):
            raise NoSuchDimension(f"{self.source.name}: {name}")
        if name == "department":
            return self.leaf()
        own = {"person": self.source.person, "agent": "agent_id"}.get(name, name)
        if is_own(self.source, own):
            return self.rows.raw(own)
        through = OF_ASSIGNMENT | OF_PERSON
        return self.rows.template(through[name]) if name in through else self.of_stay(name)

    def of_stay(self, name: str) -> str:
        if name == "age_band":
            birth = self.own_or("birth_date", BIRTH)
            return self.band(birth, [(years * YEAR, text) for years, text in AGES], OLDEST)
        if name == "tenure_band":
            return self.band(self.own_or("start_date", "") or self.stay("start_date"), TENURES, LONGEST)
        return self.stay(name)

    def own_or(self, column: str, template: str) -> str:
        is_stay = self.source.name == EMPLOYMENT and column in self.source.columns
        if is_stay:
            return self.rows.raw(column)
        return self.rows.template(template) if template else ""

    def band(self, since: str, steps: Sequence[tuple[int, str]], longest: str) -> str:
        """Name the stretch of months since a day in which the anchor day lies; the names are our own constants."""
        cases = " ".join(
            f"when {self.spelled.add_months(since, str(months))}>{self.rows.anchor} then '{text}'"
            for months, text in steps
        )
        return f"case when {since} is null then null {cases} else '{longest}' end"

    def stay(self, column: str) -> str:
        """Read a column of the stay that held the person on the day; of two on one day, the later begun."""
        stays = self.dictionary.sources[EMPLOYMENT]
        first, last = stays.active or ("start_date", "end_date")

        def sql(name: str) -> str:
            return stays.columns[name].sql.replace("{s}", "j")

        day, person = self.rows.anchor, self.rows.raw(person_column(self.source))
        return (
            f"(select {sql(column)} from {stays.table} j where {sql(stays.person)}={person} "
            f"and {self.clock.format('j')} and {sql(first)}<={day} and ({sql(last)} is null or {sql(last)}>={day}) "
            f"order by {sql(first)} desc limit 1)"
        )
