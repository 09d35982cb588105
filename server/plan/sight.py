"""Which rows a caller sees and how each field shows there: policy decisions turned into SQL conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies import Policy, rank
from server.kernel.context import Principal
from server.plan.dialect import quoted
from server.plan.entity import Entity
from server.plan.source import Source

HIDDEN = "null"


@dataclass(frozen=True)
class Sight:
    """One way a row is in view: a role in a relation, and the condition that the row is in it ("" is always)."""

    role: str
    relation: str
    condition: str
    rows: str = ""
    """The same as a select of row ids, where that is known."""
    data_class: str = ""
    """The class that decides the fields `classed`, in place of their own; of rows that name their class."""
    classed: frozenset[str] = frozenset()


NO_RULE, UNCLASSIFIED = "no rule allows it", "unclassified"
"""What stands in place of a rule where none speaks."""


@dataclass(frozen=True)
class View:
    """How a field shows where `condition` holds; `rule` is the policy line that says so.

    A guard's refusal comes before what any role gives.
    """

    view: str
    condition: str
    rule: str
    relation: str
    is_guard: bool = False


@dataclass(frozen=True)
class Eye:
    """A principal's standing under one policy version; knows roles and relations, never rows."""

    policy: Policy
    principal: Principal

    def pairs(self, entity: str) -> list[tuple[int, str, str]]:
        """Return (grant number, role, relation) for each way the caller may see rows of the type."""
        out = []
        for number, grant in enumerate(self.principal.grants):
            for relation in ("self", "team", "org"):
                if relation == "team" and not grant.team:
                    continue
                if self.policy.decide(grant.role, relation, f"{entity}.id", "read").allowed:
                    out.append((number, grant.role, relation))
        return out

    def sights(self, source: Source, people: Entity) -> list[Sight]:
        """Return the sights of a row variable; conditions of owned rows speak of the person they belong to."""
        entity = source.entity
        spoken = people if entity.owner else entity
        out: list[Sight] = []
        for number, role, relation in self.pairs(entity.name):
            template = spoken.relations.get(relation)
            if template is None:
                continue
            place = source.owning(people) if entity.owner and template else source
            rows = self.rows(source, relation, number) if source.strict else ""
            sight = Sight(role, relation, self.condition(place, relation, template, number), rows)
            out += self.by_class(source, sight) if entity.classed else [sight]
        return always_first(out)

    def by_class(self, source: Source, sight: Sight) -> Iterator[Sight]:
        """Part a sight by what the policy says of each class the rows may be of."""
        known = source.entity.classed
        assert known is not None  # noqa: S101 (asked of classed rows only)
        alike: dict[tuple[str, str], list[str]] = {}
        for name in known.classes:
            decision = self.policy.decide(sight.role, sight.relation, name, "read")
            if decision.allowed and decision.rule:
                alike.setdefault((decision.view, decision.rule.where), []).append(name)
        fields = frozenset(f"{source.entity.name}.{field}" for field in known.fields)
        for names in alike.values():
            within = f"{source.sql(known.sql)} in ({','.join(map(quoted, names))})"
            condition = f"({sight.condition} and {within})" if sight.condition else within
            yield replace(sight, condition=condition, rows="", data_class=names[0], classed=fields)

    def condition(self, place: Source, relation: str, template: str, number: int) -> str:
        """Spell a relation; that of a team names the column that must lie in the grant's departments.

        A row that stands in several departments names a column for each, with `or` between them.
        """
        if relation != "team":
            return place.sql(template)
        statement = place.statement
        team, columns = statement.fixed(f"team{number}"), [place.sql(each) for each in template.split(" or ")]
        found = " or ".join(statement.dialect.member(column, team) for column in columns)
        return found if len(columns) == 1 else f"({found})"

    def rows(self, source: Source, relation: str, number: int) -> str:
        """Select the ids of one's own row or of a team's; "" where the entity does not say how."""
        statement, template = source.statement, source.entity.team_rows
        if not template or relation == "org":
            return ""
        if relation == "self":
            return f"select {statement.fixed('me')}"
        alias = statement.alias()
        found = statement.dialect.member(template.replace("{it}", alias), statement.fixed(f"team{number}"))
        return f"{found} and {statement.clock(alias, initial=True)}"

    def views(self, sights: list[Sight], field: str) -> list[View]:
        """Return how a field shows, best first; the last holds for every remaining visible row."""
        found = [self.view(sight, field) for sight in sights]
        found.sort(key=lambda view: (not view.is_guard, -rank(view.view), bool(view.condition)))
        always = next((place for place, view in enumerate(found) if not view.condition), len(found))
        return found[: always + 1]

    def view(self, sight: Sight, field: str) -> View:
        asked = sight.data_class if field in sight.classed else field
        decision = self.policy.decide(sight.role, sight.relation, asked, "read")
        view = decision.view if decision.allowed else HIDDEN
        if decision.rule is None:
            known = asked != field or self.policy.field_class(field) is not None
            return View(view, sight.condition, NO_RULE if known else UNCLASSIFIED, sight.relation)
        is_guard = decision.rule.is_guard and not decision.allowed
        return View(view, sight.condition, decision.rule.where, sight.relation, is_guard)


def always_first(sights: list[Sight]) -> list[Sight]:
    return sorted(sights, key=lambda sight: bool(sight.condition))


def visible(sights: list[Sight], key: str = "") -> str:
    """Return the row condition: "" for all rows, `1=0` for none.

    Given the `key` of the rows, a team is spelled as the set of its ids where that is known.
    """
    if not sights:
        return "1=0"
    if any(not sight.condition for sight in sights):
        return ""
    if key and all(sight.rows for sight in sights):
        return f"{key} in ({' union all '.join(dict.fromkeys(sight.rows for sight in sights))})"
    conditions = list(dict.fromkeys(sight.condition for sight in sights))
    return conditions[0] if len(conditions) == 1 else "(" + " or ".join(conditions) + ")"
