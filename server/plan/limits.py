"""The query limiter: one pass over a parsed document, each fragment counted once, before it is validated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from server.kernel.errors import QueryTooLarge

UNCOUNTED = {"edges", "node", "nodes", "pageInfo"}
LISTS = {"nodes", "edges"}
TOKENS, SOURCE = 1500, 20_000
DEPTH, ALIASES, FIELDS, DIRECTIVES, ROOTS, DEFINITIONS, COST = 7, 15, 400, 20, 15, 30, 10_000
INTROSPECTION_DEPTH = 15
INPUT_DEPTH, INPUT_SIZE = 20, 10_000
PAGE, LARGEST_PAGE = 50, 200


@dataclass(frozen=True)
class Size:
    """What a selection amounts to, fragments spread out."""

    depth: int = 0
    top: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0

    def beside(self, other: Size) -> Size:
        return Size(
            max(self.depth, other.depth),
            self.top + other.top,
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
        )


def too_large(zh: str, en: str) -> QueryTooLarge:
    return QueryTooLarge(f"查询太大：{zh}。请拆开查询。", f"The query is too large: {en}. Split it.")


@dataclass
class Measure:
    """Measures a document in one pass; fragments are memoised, cycles are refused by depth."""

    fragments: dict[str, FragmentDefinitionNode]
    known: dict[str, Size] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def selections(self, selected: SelectionSetNode | None, level: int = 0) -> Size:
        total = Size()
        if level > 4 * INTROSPECTION_DEPTH:
            raise too_large("嵌套过深", "it nests too deeply")
        for node in selected.selections if selected else ():
            total = total.beside(self.one(node, level + 1))
            if total.fields > FIELDS:
                raise too_large(f"字段超过 {FIELDS} 个", f"more than {FIELDS} fields")
        return total

    def one(self, node: object, level: int) -> Size:
        if isinstance(node, FieldNode):
            return self.field(node, level)
        if isinstance(node, InlineFragmentNode):
            inner = self.selections(node.selection_set, level)
            return inner.beside(Size(directives=len(node.directives or ())))
        spread = cast("FragmentSpreadNode", node)
        return self.fragment(spread.name.value, level).beside(Size(directives=len(spread.directives or ())))

    def field(self, node: FieldNode, level: int) -> Size:
        inner = self.selections(node.selection_set, level)
        for argument in node.arguments or ():
            measure_input(argument.value)
        name = node.name.value
        step = 0 if name in UNCOUNTED else 1
        allowed = INTROSPECTION_DEPTH if name.startswith("__") else 0
        depth = inner.depth + step if not allowed else max(0, inner.depth + step - allowed)
        return Size(
            depth,
            1,
            inner.fields + 1,
            inner.aliases + (node.alias is not None),
            inner.directives + len(node.directives or ()),
        )

    def fragment(self, name: str, level: int) -> Size:
        if name not in self.known:
            if name in self.open:
                raise too_large("片段循环引用", "its fragments form a circle")
            self.open.add(name)
            found = self.fragments.get(name)
            self.known[name] = self.selections(found.selection_set, level) if found else Size()
            self.open.discard(name)
        return self.known[name]


def measure_input(value: object) -> None:
    """Raise QueryTooLarge if an input, literal or variable, nests too deeply or holds too much."""
    layer, size = [value], 0
    for _ in range(INPUT_DEPTH):
        layer = [inner for each in layer for inner in inside(each)]
        size += len(layer)
        if size > INPUT_SIZE:
            raise too_large(f"输入值超过 {INPUT_SIZE} 个", f"its input holds more than {INPUT_SIZE} values")
        if not layer:
            return
    raise too_large("输入嵌套过深", "its input nests too deeply")


def inside(value: object) -> Iterable[object]:
    match value:
        case ObjectValueNode():
            return [each.value for each in value.fields]
        case ListValueNode():
            return value.values
        case Mapping():
            return value.values()
        case list():
            return value
    return ()


def check(document: DocumentNode) -> None:
    """Raise QueryTooLarge if any count of the document is over its limit."""
    if len(document.definitions) > DEFINITIONS:
        raise too_large(f"定义超过 {DEFINITIONS} 个", f"more than {DEFINITIONS} definitions")
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    measure = Measure(fragments)
    for name in fragments:
        measure.fragment(name, 0)
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            refuse(measure.selections(operation.selection_set))


def refuse(size: Size) -> None:
    counts = (
        (size.depth, DEPTH, "层数", "levels deep"),
        (size.fields, FIELDS, "字段数", "fields"),
        (size.aliases, ALIASES, "别名数", "aliases"),
        (size.directives, DIRECTIVES, "指令数", "directives"),
        (size.top, ROOTS, "根字段数", "root fields"),
    )
    for count, limit, zh, en in counts:
        if count > limit:
            raise too_large(f"{zh} {count}，最多 {limit}", f"{count} {en}, at most {limit}")


@dataclass
class Pricing:
    """Estimates how many nodes an operation may return, from the sizes its lists ask for."""

    fragments: dict[str, FragmentDefinitionNode]
    variables: dict[str, object]

    def cost(self, selected: SelectionSetNode | None, times: int = 1, size: int = PAGE) -> int:
        total = 0
        for node in selected.selections if selected else ():
            if isinstance(node, FieldNode):
                total += self.field(node, times, size)
            elif isinstance(node, InlineFragmentNode):
                total += self.cost(node.selection_set, times, size)
            else:
                spread = cast("FragmentSpreadNode", node)
                total += self.cost(self.fragments[spread.name.value].selection_set, times, size)
            if total > COST:
                raise too_large(f"预计超过 {COST} 个节点", f"it may return more than {COST} nodes")
        return total

    def field(self, node: FieldNode, times: int, size: int) -> int:
        if node.selection_set is None:
            return 0
        if node.name.value in LISTS:
            return times * size + self.cost(node.selection_set, times * size)
        own = 0 if node.name.value in UNCOUNTED or node.name.value.startswith("__") else times
        return own + self.cost(node.selection_set, times, self.asked(node))

    def asked(self, node: FieldNode) -> int:
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        value = given.get("first") or given.get("last")
        size: object = None
        if isinstance(value, IntValueNode):
            size = value.value
        elif isinstance(value, VariableNode):
            size = self.variables.get(value.name.value)
        return PAGE if size is None else max(0, min(int(str(size)), LARGEST_PAGE))
