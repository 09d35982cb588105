"""Finds, in an operation, the fields of protected classes, and in its answer the people whose values came plainly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    InlineFragmentNode,
    NameNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    get_named_type,
    print_ast,
    visit,
)

from policies import Policy
from server.kernel.context import Context
from server.plan.documents import Operation, Parsed
from server.plan.engine import Engine

PROTECTED = ("contact", "identity", "pay", "crm")
SUBJECTS = {"crm": "CustomerAccount"}
"""Classes of what is nobody's own, and the type a look at it is kept under in place of a person."""
Json: TypeAlias = Any  # an answer's own values
Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """A place where a protected field is asked for; `person` is how many steps lead to the person it belongs to.

    `rule` is the one by which the caller sees it of others.
    """

    root: FieldNode
    path: Path
    person: int
    field: str
    group: str
    rule: str = ""
    subject: str = "Employee"


@dataclass(frozen=True)
class Walk:
    """One walk over an operation, fragments unrolled (the limiter has bounded what that comes to)."""

    engine: Engine
    policy: Policy
    parsed: Parsed

    def places(self, operation: Operation) -> Iterator[Seen]:
        root = self.engine.schema.get_root_type(operation.node.operation)
        return self.below(operation.node.selection_set, root, (), 0, None)

    def below(
        self, selected: SelectionSetNode | None, parent: GraphQLNamedType | None, path: tuple[str, ...], person: int,
        root: FieldNode | None,
    ) -> Iterator[Seen]:  # fmt: skip
        for node in selected.selections if selected else ():
            if isinstance(node, FieldNode):
                yield from self.field(node, parent, path, person, root)
            elif isinstance(node, FragmentSpreadNode | InlineFragmentNode):
                named = (
                    self.parsed.plain_fragments[node.name.value]
                    if isinstance(node, FragmentSpreadNode)
                    else None
                )
                inner = named or cast("InlineFragmentNode", node)
                kind = (
                    self.engine.schema.get_type(inner.type_condition.name.value)
                    if inner.type_condition
                    else parent
                )
                yield from self.below(inner.selection_set, kind, path, person, root)

    def field(
        self, node: FieldNode, parent: GraphQLNamedType | None, path: tuple[str, ...], person: int,
        root: FieldNode | None,
    ) -> Iterator[Seen]:  # fmt: skip
        known = parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}
        if parent is None or (definition := known.get(node.name.value)) is None:
            return
        here = (*path, node.alias.value if node.alias else node.name.value)
        if node.selection_set:
            kind = get_named_type(definition.type)
            own = len(here) if kind.name in (self.engine.people.name, *SUBJECTS.values()) else person
            yield from self.below(node.selection_set, kind, here, own, root or node)
        elif root is not None and (group := group_of(self.policy, f"{parent.name}.{node.name.value}")):
            yield Seen(root, here, person or len(path), f"{parent.name}.{node.name.value}", group)


def group_of(policy: Policy, field: str) -> str | None:
    return next((each for each in policy.source.reach(field) if each in PROTECTED), None)


def rule_of(ctx: Context, field: str, group: str) -> str | None:
    """Return the rule by which the caller may see a field of others plainly, None if there is none."""
    own = ("self",) if group in SUBJECTS else ()
    for grant in ctx.principal.grants:
        for relation in (*own, "team", "org") if grant.team else (*own, "org"):
            decision = ctx.policy.decide(grant.role, relation, field, "read")
            if decision.allowed and decision.view == "plain" and decision.rule:
                return decision.rule.where
    return None


def shown_in(people: list[Json], seen: Seen) -> list[Json]:
    """Return the people below whom a value of the field came."""
    rest = seen.path[seen.person :]
    if len(rest) == 1:
        return [row for row in people if row.get(rest[0]) is not None]
    return [row for row in people if reached(row, rest)]


def reached(data: Json, path: tuple[str, ...]) -> list[Json]:
    """Return what stands at the end of a path, each item of a list on the way on its own; nulls left out."""
    found = [data]
    for step in path:
        found = [row.get(step) for row in found if isinstance(row, dict)]
        found = [
            item for row in found for item in (row if isinstance(row, list) else [row]) if item is not None
        ]
    return found


def asking_for_id(operation: OperationDefinitionNode, root: FieldNode) -> str:
    """Return a document that asks a root field, with its own arguments, for nothing but the id."""
    names: set[str] = set()

    class Names(Visitor):
        def enter_variable(self, node: VariableNode, *_: object) -> None:
            names.add(node.name.value)

    selected = SelectionSetNode(selections=(FieldNode(name=NameNode(value="id")),))
    asked = FieldNode(
        name=root.name, alias=NameNode(value="row"), arguments=root.arguments, selection_set=selected
    )
    visit(asked, Names())
    return print_ast(
        OperationDefinitionNode(
            operation=operation.operation,
            variable_definitions=tuple(
                each for each in operation.variable_definitions or () if each.variable.name.value in names
            ),
            selection_set=SelectionSetNode(selections=(asked,)),
        )
    )
