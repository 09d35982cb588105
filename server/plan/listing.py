"""Pages of rows: scope, filter, search, order, keyset and count, spelled as a Relay connection or as one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from graphql import FieldNode, GraphQLObjectType
from graphql.execution.collect_fields import FieldDetailsList

from server.kernel.errors import FieldNotFilterable, InvalidInput, PageTooLarge
from server.plan.dialect import Dialect
from server.plan.entity import Kind
from server.plan.keyed import UnderKey
from server.plan.limits import LARGEST_PAGE, PAGE
from server.plan.select import Selector
from server.plan.shape import MORE, ROWS, ConnectionShape, ObjectShape, Part
from server.plan.sight import Sight, visible
from server.plan.source import Getter, Page, Source, Values
from server.plan.tree import Leaf, Tree, arguments, values_of
from server.plan.where import Filter, convert, snake

DIRECT = {"nodes", "totalCount", "__typename"}


@dataclass(frozen=True)
class Sort:
    """One key of the order: its SQL on the inner rows, its column's name, and whether it runs downwards."""

    name: str
    sql: str
    down: bool


def page_size(get: Getter, word: str) -> Getter:
    """Return the checked size; PageTooLarge above the limit, InvalidInput below zero."""

    def size(values: Values) -> object:
        asked = get(values)
        count = PAGE if asked is None else int(str(asked))
        if count > LARGEST_PAGE:
            raise PageTooLarge(
                f"每页最多 {LARGEST_PAGE} 条，请分页读取。",
                f"A page holds at most {LARGEST_PAGE}; read page by page.",
                path=(word,),
            )
        if count < 0:
            raise InvalidInput("条数不能为负。", "The page size can't be negative.", path=(word,))
        return count

    return size


@dataclass(frozen=True)
class Direct:
    """A connection that needs no finishing; at the root its parts are columns, below it one JSON object."""

    parts: list[tuple[str, str, bool]]

    def nested(self, dialect: Dialect) -> str:
        return dialect.object(
            [(key, dialect.nested(sql) if is_json else sql) for key, sql, is_json in self.parts]
        )


class Listing:
    """One list of one entity, below a parent row (`restrict`) or at the root."""

    def __init__(
        self, selector: Selector, inner: Source, restrict: list[str], order: tuple[tuple[str, bool], ...]
    ) -> None:
        self.selector, self.inner, self.default_order = selector, inner, order
        self.statement, self.scope, self.entity = selector.statement, selector.scope, inner.entity
        self.page = Page(self.statement, inner)
        self.page.owner = inner.owner
        self.sights: list[Sight] = self.scope.sights(inner)
        self.conditions = [*restrict, visible(self.sights, f"{inner.alias}.id"), *inner.present()]
        self.sorts: list[Sort] = []
        self.keyset = ""
        self.limit: Getter = lambda _: PAGE
        self.backwards = False
        self.starts_later = False
        self.unindexed = ""

    def read(self, node: FieldNode) -> None:
        """Take the arguments of the field: filter, search, order, page."""
        given = arguments(node, self.selector.document.variables.coerced)
        if where := given.get("where"):
            self.conditions.append(Filter(self.scope, self.inner, self.sights).sql(where))
        if search := given.get("search"):
            self.conditions.append(self.search(search))
            self.unindexed = self.statement.dialect.unindexed if self.entity.reads_through else ""
        self.order(given.get("orderBy"))
        self.paging(given)

    def search(self, tree: Tree) -> str:
        for name in self.entity.search:
            self.scope.may_use(self.entity, name, self.sights)
        get = cast("Leaf", tree).getter()
        text = self.statement.param(lambda values: convert(Kind.TEXT, str(get(values)).strip(), str))
        found = [
            f"{self.statement.dialect.position(self.inner.sql(sql), text)}>0" for sql in self.entity.searched
        ]
        found += [
            part
            for keyed in self.entity.keyed.values()
            if (part := UnderKey(self.scope, self.inner, keyed).searched(text))
        ]
        return "(" + " or ".join(found) + ")"

    def order(self, tree: Tree | None) -> None:
        asked = values_of(tree, self.selector.document.variables.coerced) if tree is not None else []
        items = cast("list[dict[str, str]]", asked if isinstance(asked, list) else [asked])
        keys = [pair for item in items for pair in item.items()]
        wanted = [(snake(key), direction == "DESC") for key, direction in keys]
        for name, down in wanted or self.default_order:
            self.scope.may_use(self.entity, name, self.sights)
            column = self.entity.columns[name]
            if column.sealed:
                raise self.not_sortable(name)
            self.sorts.append(Sort(name, self.inner.sql(column.sort or column.sql), down))

    def not_sortable(self, name: str) -> FieldNotFilterable:
        field = f"{self.entity.name}.{name}"
        return FieldNotFilterable(
            f"{field} 已加密，不能排序。", f"{field} is encrypted and can't be sorted by.", rule="encrypted"
        )

    def paging(self, given: dict[str, Tree]) -> None:
        """Take `first` and `after`, or `last` and `before`; a mixture has no one meaning."""
        self.backwards = "last" in given or "before" in given
        if self.backwards and ("first" in given or "after" in given):
            raise InvalidInput(
                "first 与 after 同用，last 与 before 同用，两组不能混用。",
                "Use first with after, or last with before, not both.",
                path=("last" if "last" in given else "before",),
            )
        word, cursor_word = ("last", "before") if self.backwards else ("first", "after")
        asked = given.get(word)
        self.limit = page_size(cast("Leaf", asked).getter() if asked else lambda _: None, word)
        if cursor := given.get(cursor_word):
            self.starts_later = True
            self.keyset = self.beyond(cast("Leaf", cursor), cursor_word)

    @property
    def signed_order(self) -> str:
        keys = [f"{sort.name}{'-' if sort.down else '+'}" for sort in self.sorts]
        return f"{self.entity.name}:{','.join(keys)}"

    def beyond(self, leaf: Leaf, word: str) -> str:
        """Spell the keyset condition: rows after (or before) the cursor in the page's order, nulls last."""
        order, get = self.signed_order, leaf.getter()

        def key(index: int, values: Values) -> object:
            return self.selector.cursors.open(order, get(values), word)[index]

        last = self.statement.param(lambda values: key(-1, values))
        condition = f"{self.inner.alias}.id{'<' if self.backwards else '>'}{last}"
        for index in range(len(self.sorts) - 1, -1, -1):
            condition = self.step(self.sorts[index], index, key, condition)
        return f"({condition})"

    def step(self, sort: Sort, index: int, key: Callable[[int, Values], object], rest: str) -> str:
        column, bind = self.entity.columns[sort.name], self.statement.dialect.bind

        def value(values: Values) -> object:
            found = key(index, values)
            return bind(date.fromisoformat(str(found))) if found and column.kind is Kind.DAY else found

        given = self.statement.param(value)
        missing = self.statement.param(lambda values: 1 if value(values) is None else 0)
        gone, there = f"cast({missing} as integer)=1", f"cast({missing} as integer)=0"
        if self.backwards:
            sign = ">" if sort.down else "<"
            passed = f"(({there} and {sort.sql}{sign}{given}) or ({gone} and {sort.sql} is not null))"
        else:
            sign = "<" if sort.down else ">"
            passed = f"({there} and ({sort.sql}{sign}{given} or {sort.sql} is null))"
        same = f"(({gone} and {sort.sql} is null) or ({there} and {sort.sql}={given}))"
        return f"{passed} or ({same} and ({rest}))"

    # -- spelling ----------------------------------------------------------------------------------------------

    def order_by(self, *, flip: bool, alias: str = "") -> str:
        """Spell ORDER BY; `flip` turns it round for pages read backwards.

        What is read through keeps off the index: along it a rare word would fetch all rows one by one.
        """
        parts = []
        for number, sort in enumerate(self.sorts):
            sql = f"{alias}.k{number}" if alias else f"{self.unindexed}{sort.sql}"
            down = sort.down != flip
            parts.append(f"{sql} {'desc' if down else 'asc'} nulls {'first' if flip else 'last'}")
        own = alias or self.inner.alias
        return ", ".join([*parts, f"{own}.id{' desc' if flip else ''}"])

    def rows(self, limit: str) -> str:
        """Spell the inner select: the page's rows with what the outer one carries on, and the sort keys."""
        keys = [f"{sort.sql} as k{number}" for number, sort in enumerate(self.sorts)]
        columns = ",".join([*self.page.inner_columns(), *keys])
        return (
            f"select {columns} from {self.tables()}{self.matching(self.keyset)} "
            f"order by {self.order_by(flip=self.backwards)} limit {self.statement.dialect.limit(limit)}"
        )

    def tables(self) -> str:
        return " ".join([f"{self.entity.table} {self.inner.alias}", *self.inner.tables])

    def matching(self, keyset: str = "") -> str:
        conditions = [condition for condition in (*self.conditions, keyset) if condition]
        return f" where {' and '.join(conditions)}" if conditions else ""

    def outer(self, limit: str) -> str:
        return " ".join([f"({self.rows(limit)}) {self.page.alias}", *self.page.tables])

    def row(self, gql: GraphQLObjectType, details: FieldDetailsList, path: str) -> tuple[str, ObjectShape]:
        """Spell one row as an object, or null when it is absent or out of scope."""
        expression, shape = self.selector.object(self.page, self.page_sights(), gql, details, path)
        return f"(select {expression} from {self.outer('1')})", shape

    def page_sights(self) -> list[Sight]:
        return self.scope.sights(self.page)

    def connection(
        self, gql: GraphQLObjectType, details: FieldDetailsList, path: str
    ) -> tuple[str | Direct, ConnectionShape | None]:
        """Spell the connection: whole in SQL when nothing is left to finish, else as rows for the finisher."""
        self.read(details[0].node)
        shape = ConnectionShape(self.signed_order, self.backwards, self.starts_later, gql.name)
        items: list[str] = []
        for key, found in self.selector.document.subfields(gql, details).items():
            shape.parts.append(self.part(gql, key, found, shape, items, f"{path}.{key}"))
        if {part.name for part in shape.parts} <= DIRECT and not (self.backwards or any(shape.items)):
            return Direct([self.direct(shape, part, items) for part in shape.parts]), None
        return self.assembled(shape, items), shape

    def part(
        self,
        gql: GraphQLObjectType,
        key: str,
        found: FieldDetailsList,
        shape: ConnectionShape,
        items: list[str],
        path: str,
    ) -> Part:
        name = found[0].node.name.value
        if name in ("nodes", "node"):
            return Part(key, name, self.item(gql, name, found, shape, items, path))
        if name not in ("edges", "pageInfo"):
            return Part(key, name)
        inner_type = self.selector.document.field_type(gql, name)
        inner = self.selector.document.subfields(inner_type, found).items()
        parts = [self.part(inner_type, k, each, shape, items, f"{path}.{k}") for k, each in inner]
        return Part(key, name, inner=tuple(parts))

    def item(
        self,
        gql: GraphQLObjectType,
        name: str,
        found: FieldDetailsList,
        shape: ConnectionShape,
        items: list[str],
        path: str,
    ) -> int:
        """Spell a row's node, and return where it stands in the row; the keys are first."""
        row_type = self.selector.document.field_type(gql, name)
        expression, inner = self.selector.object(self.page, self.page_sights(), row_type, found, path)
        items.append(expression)
        shape.items.append(inner)
        return len(items)

    def direct(self, shape: ConnectionShape, part: Part, items: list[str]) -> tuple[str, str, bool]:
        """Return a part of a connection: key, SQL, and whether that is JSON text already."""
        if part.name == "nodes":
            return part.key, self.gathered(items[part.item - 1]), True
        return part.key, self.total() if part.name == "totalCount" else f"'{shape.typename}'", False

    def assembled(self, shape: ConnectionShape, items: list[str]) -> str:
        """Spell rows of `[keys, item, …]` beside the counts; what asks for no row gets none."""
        dialect, alias = self.statement.dialect, self.page.alias
        keys = dialect.array_of([*(f"{alias}.k{number}" for number in range(len(self.sorts))), f"{alias}.id"])
        pairs = [(ROWS, dialect.nested(self.gathered(dialect.array_of([keys, *items]))))]
        pairs += [(part.key, self.total()) for part in shape.parts if part.name == "totalCount"]
        beyond = "hasPreviousPage" if self.backwards else "hasNextPage"
        asked = {inner.name for part in shape.parts for inner in part.inner}
        return dialect.object([*pairs, (MORE, self.more())] if beyond in asked else pairs)

    def gathered(self, expression: str) -> str:
        limit = self.statement.param(self.limit)
        order = self.order_by(flip=self.backwards, alias=self.page.alias)
        return f"(select {self.statement.dialect.group(expression, order)} from {self.outer(limit)})"

    def total(self) -> str:
        return f"(select count(*) from {self.tables()}{self.matching()})"

    def more(self) -> str:
        """Tell whether a row lies beyond the page, by counting one further."""
        limit = self.limit
        beyond = self.statement.param(lambda values: cast("int", limit(values)) + 1)
        most = self.statement.dialect.limit(beyond)
        matching = f"select 1 from {self.tables()}{self.matching(self.keyset)} limit {most}"
        return f"case when (select count(*) from ({matching}) more)>={beyond} then 1 else 0 end"
