"""Arguments as trees: a field's literals and variables in one form, whose leaves are read when the plan runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from graphql import (
    FieldNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
)

from server.plan.source import Getter, Values

Tree: TypeAlias = "Leaf | dict[str, Tree] | list[Tree]"


@dataclass(frozen=True)
class Leaf:
    """A value: fixed in the document, or found under `path` among the variables when the plan runs."""

    value: object = None
    path: tuple[str | int, ...] = ()

    def getter(self) -> Getter:
        if not self.path:
            value = self.value
            return lambda _: value
        first, rest = str(self.path[0]), self.path[1:]
        if not rest:
            return lambda values: values.variables.get(first)
        return lambda values: dig(values, first, rest)

    def now(self, variables: Mapping[str, object]) -> object:
        """Return the value in the variables the plan was compiled with."""
        return self.getter()(Values(dict(variables), {}))


def dig(values: Values, first: str, rest: tuple[str | int, ...]) -> object:
    here: Any = values.variables.get(first)  # a coerced variable, of the shape the plan was made for
    for step in rest:
        is_object = isinstance(here, Mapping)
        here = here.get(str(step)) if is_object else here[step]
    return here


def arguments(node: FieldNode, variables: Mapping[str, object]) -> dict[str, Tree]:
    """Return the arguments that are given and not null (a null argument is one not given)."""
    out: dict[str, Tree] = {}
    for argument in node.arguments or ():
        tree = read(argument.value, variables)
        if tree is not None:
            out[argument.name.value] = tree
    return out


def read(node: ValueNode, variables: Mapping[str, object]) -> Tree | None:
    match node:
        case VariableNode():
            return expand(variables.get(node.name.value), (node.name.value,))
        case ObjectValueNode():
            pairs = ((item.name.value, read(item.value, variables)) for item in node.fields)
            return {key: tree for key, tree in pairs if tree is not None}
        case ListValueNode():
            return [tree for item in node.values if (tree := read(item, variables)) is not None]
        case _:
            return scalar(node)


def scalar(node: ValueNode) -> Leaf | None:
    match node:
        case NullValueNode():
            return None
        case IntValueNode():
            return Leaf(int(node.value))
        case FloatValueNode():
            return Leaf(float(node.value))
        case _:
            return Leaf(cast("StringValueNode", node).value)


def expand(value: object, path: tuple[str | int, ...]) -> Tree | None:
    if value is None:
        return None
    if isinstance(value, Mapping):
        pairs = ((key, expand(item, (*path, key))) for key, item in value.items())
        return {key: tree for key, tree in pairs if tree is not None}
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        return [tree for i, item in enumerate(value) if (tree := expand(item, (*path, i))) is not None]
    return Leaf(path=path)


def signature(value: object, exact: bool) -> object:
    """Return what a plan depends on in a variable: its structure, and its text where it names a sort order."""
    if isinstance(value, Mapping):
        return tuple((key, signature(item, exact)) for key, item in value.items())
    if isinstance(value, list):
        if exact or any(isinstance(item, Mapping) for item in value):
            return tuple(signature(item, exact) for item in value)
        return ()
    return str(value) if exact or isinstance(value, bool) else value is None


def values_of(tree: Tree, variables: Mapping[str, object]) -> object:
    """Return plain values of a tree as they are now (for sort orders and page sizes)."""
    if isinstance(tree, Leaf):
        return tree.now(variables)
    if isinstance(tree, dict):
        return {key: values_of(item, variables) for key, item in tree.items()}
    return [values_of(item, variables) for item in tree]
