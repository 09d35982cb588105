"""Values under keys as conditions: which rows have a value, equal to one, within bounds, or holding a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

from server.kernel.errors import FieldNotFilterable, InvalidInput
from server.kernel.money import from_minor, to_minor
from server.plan.entity import Keyed
from server.plan.sight import Sight, visible
from server.plan.source import Getter, Source, Values
from server.plan.tree import Leaf, Tree, values_of

if TYPE_CHECKING:
    from server.plan.where import Scope

ORDERING = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
LONGEST_LIST = 1000


class UnderKey:
    """Compiles what is asked of the values under a key.

    Only values plain to the reader are compared; those of other classes are as if they were not there.
    """

    def __init__(self, scope: Scope, source: Source, keyed: Keyed) -> None:
        self.scope, self.source, self.keyed = scope, source, keyed
        self.statement = source.statement

    def sql(self, tree: Mapping[str, Tree]) -> str:
        """Spell a filter `{key, eq …}`; one without an operator asks for any value."""
        given = dict(tree)
        if "key" not in given:
            raise InvalidInput(
                "请给出自定义字段的键。", "Name the added field by its key.", path=("where", "key")
            )
        key = cast("Leaf", given.pop("key")).getter()
        parts = [self.operator(key, op, operand) for op, operand in given.items()]
        return " and ".join(parts or [self.some(key)])

    def operator(self, key: Getter, op: str, tree: Tree) -> str:
        if op == "isNull":
            get = cast("Leaf", tree).getter()
            wanted = f"cast({self.statement.param(lambda values: 1 if get(values) else 0)} as integer)"
            there = self.some(key)
            return f"(({there} and {wanted}=0) or (not {there} and {wanted}=1))"
        if op in ("eq", "in"):
            return self.some(key, self.equal(tree))
        if op == "ne":
            return f"not {self.some(key, self.equal(tree))}"
        return self.some(key, self.compared(op, cast("Leaf", tree).getter()))

    def searched(self, text: str) -> str:
        """Spell that a value open to searching holds the text; "" for a reader to whom none is plain."""
        if not self.plain(self.child()):
            return ""
        return self.some(
            None, lambda child: f"{child.sql(self.keyed.searched)} and {self.holds(child, text)}>0"
        )

    def holds(self, child: Source, text: str) -> str:
        return self.statement.dialect.position(child.sql(self.keyed.text), text)

    def child(self) -> Source:
        child = Source(self.statement, self.scope.entities[self.keyed.target], [], strict=True)
        if self.source.entity.name == self.scope.people.name:
            child.owner = self.source
        return child

    def plain(self, child: Source) -> list[Sight]:
        """Return the sights in which the value shows as it is."""
        field = f"{self.keyed.target}.{self.keyed.field}"
        return [
            sight for sight in self.scope.sights(child) if self.scope.eye.view(sight, field).view == "plain"
        ]

    def some(self, key: Getter | None, fits: Callable[[Source], str] | None = None) -> str:
        """Spell that the row has a value in force under the key which fits."""
        child = self.child()
        sights = self.plain(child)
        if not sights:
            name = f"{self.keyed.target}.{self.keyed.field}"
            raise FieldNotFilterable(
                f"不能按 {name} 筛选：它对您没有完全开放。",
                f"You can't filter by {name}: none of it shows to you in full.",
                rule="",
            )
        named = f"{child.sql(self.keyed.key)}={self.statement.param(key)}" if key else ""
        fitting = fits(child) if fits else ""
        parts = [visible(sights), *child.present(), named, fitting]
        conditions = " and ".join(part for part in parts if part)
        tables = " ".join([f"{child.entity.table} {child.alias}", *child.tables])
        picked = f"select {child.sql(self.keyed.child)} from {tables} where {conditions}"
        return f"{self.source.alias}.id in ({picked})"

    def equal(self, tree: Tree) -> Callable[[Source], str]:
        """Spell equality by the hash; a number may be written in several ways."""
        blind, place = self.scope.blind, self.keyed.place

        def hashes(values: Values) -> object:
            found = values_of(tree, values.variables)
            texts = found if isinstance(found, list) else [found]
            if len(texts) > LONGEST_LIST:
                raise InvalidInput("in 最多 1000 个值。", "in takes at most 1000 values.", path=("where",))
            spelled = {way for text in texts for way in spellings(str(text))}
            return self.statement.dialect.array([blind(place, way) for way in sorted(spelled)])

        return lambda child: self.statement.dialect.member(
            child.sql(self.keyed.blind), self.statement.param(hashes)
        )

    def compared(self, op: str, get: Getter) -> Callable[[Source], str]:
        text = self.statement.param(lambda values: str(get(values)))
        if op not in ORDERING:
            wanted = ">0" if op == "contains" else "=1"
            return lambda child: f"{self.holds(child, text)}{wanted}"
        number = self.statement.param(lambda values: hundredths(str(get(values))))
        sign = ORDERING[op]

        def both(child: Source) -> str:
            count, words = child.sql(self.keyed.number), child.sql(self.keyed.text)
            return f"({count}{sign}{number} or ({count} is null and {words}{sign}{text}))"

        return both


def hundredths(text: str) -> int | None:
    """Read a number as it is kept; None for what is none."""
    try:
        return to_minor(Decimal(text))
    except (InvalidOperation, ValueError):
        return None


def spellings(text: str) -> set[str]:
    """Return the text, and the one way a number is kept if it is one."""
    number = hundredths(text)
    return {text} if number is None else {text, from_minor(number)}
