"""Parsed and validated documents, kept by their text; only what passed the limiter gets here."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    validate,
    visit,
)
from graphql.execution.collect_fields import FragmentDetails

from server.kernel.errors import InvalidInput
from server.plan import limits
from server.plan.validation import rules_for

EXACT_ARGUMENTS = {"orderBy", "first", "last"}
MOST_ERRORS = 5
QUOTED, NAME = re.compile(r"'[^']*'"), re.compile(r"[_A-Za-z]\w*", re.ASCII)
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Operation:
    """`texts` names the variables if all of them are plain required texts, which need no coercion."""

    node: OperationDefinitionNode
    planned: bool
    exact: frozenset[str]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parsed:
    """A valid document; `key` is its SHA-256 in hex."""

    key: str
    source: str
    document: DocumentNode
    operations: dict[str, Operation]
    fragments: dict[str, FragmentDetails]
    plain_fragments: dict[str, FragmentDefinitionNode]

    def operation(self, name: str | None) -> Operation:
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        found = self.operations.get(name or "")
        if found is None:
            raise InvalidInput(
                "请指明要执行的操作名。", "Name the operation to run.", path=("operationName",)
            )
        return found


class InvalidDocument(Exception):
    """The document does not parse or does not fit the schema; the errors name nothing that was not in `sent`."""

    def __init__(self, errors: list[GraphQLError], sent: str) -> None:
        known = set(NAME.findall(sent))
        self.errors = [discreet(error, known) for error in errors]
        super().__init__("; ".join(error.message for error in self.errors))


def discreet(error: GraphQLError, known: set[str]) -> GraphQLError:
    """Blot out names of the schema that the caller did not send, and every hint at one."""
    kept = error.message.partition(" Did you mean")[0]
    text = QUOTED.sub(
        lambda quote: NAME.sub(lambda name: name[0] if name[0] in known else "…", quote[0]), kept
    )
    return GraphQLError(text, error.nodes, error.source, error.positions, error.path)


class Lru(Generic[K, V]):
    """A dictionary that forgets what was used least recently."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.items: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        found = self.items.get(key)
        if found is not None:
            self.items.move_to_end(key)
        return found

    def put(self, key: K, value: V) -> V:
        self.items[key] = value
        if len(self.items) > self.size:
            self.items.popitem(last=False)
        return value


@dataclass
class Documents:
    """The document cache of one schema; `is_planned` tells whether a root field compiles."""

    schema: GraphQLSchema
    is_planned: Callable[[str], bool]
    resolved: frozenset[str] = frozenset()
    """Fields as `Type.field` that a resolver answers: an operation with one of them is not compiled whole."""
    cache: Lru[str, Parsed] = field(default_factory=lambda: Lru(1000))
    persisted: dict[str, str] = field(default_factory=dict)

    def get(self, source: str) -> Parsed:
        """Return the parsed document; raises QueryTooLarge or InvalidDocument."""
        return self.cache.get(source) or self.cache.put(source, self.read(source))

    def read(self, source: str) -> Parsed:
        if len(source) > limits.SOURCE:
            raise limits.too_large(f"超过 {limits.SOURCE} 字符", f"more than {limits.SOURCE} characters")
        try:
            document = parse(source, max_lexical_tokens=limits.TOKENS)
        except GraphQLError as error:
            if "tokens" in error.message:
                raise limits.too_large("词元过多", "too many tokens") from error
            if "too deeply" in error.message:
                raise limits.too_large("嵌套过深", "it nests too deeply") from error
            raise InvalidDocument([error], source) from error
        limits.check(document)
        if errors := validate(
            self.schema, document, rules_for(source), max_errors=MOST_ERRORS, hide_suggestions=True
        ):
            raise InvalidDocument(errors[:MOST_ERRORS], source)
        return self.describe(source, document)

    def describe(self, source: str, document: DocumentNode) -> Parsed:
        plain = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        whole = not self.needs_resolver(source, document)
        operations = {
            d.name.value if d.name else "": Operation(
                d, whole and self.compiles(d), exact_variables(document), required_texts(d)
            )
            for d in document.definitions
            if isinstance(d, OperationDefinitionNode)
        }
        fragments = {name: FragmentDetails(definition) for name, definition in plain.items()}
        key = hashlib.sha256(source.encode()).hexdigest()
        return Parsed(key, source, document, operations, fragments, plain)

    def needs_resolver(self, source: str, document: DocumentNode) -> bool:
        """Tell whether a field of the document is answered by a resolver; types are looked at only if a name fits."""
        if not any(field.partition(".")[2] in source for field in self.resolved):
            return False
        types, found = TypeInfo(self.schema), False
        resolved = self.resolved

        class Finder(Visitor):
            def enter_field(self, node: FieldNode, *_: object) -> None:
                nonlocal found
                parent = types.get_parent_type()
                found = found or (parent is not None and f"{parent.name}.{node.name.value}" in resolved)

        visit(document, TypeInfoVisitor(types, Finder()))
        return found

    def compiles(self, operation: OperationDefinitionNode) -> bool:
        """A query whose root fields are all plain planned fields compiles; fragments at the root are left alone."""
        if operation.operation is not OperationType.QUERY or operation.directives:
            return False
        roots = operation.selection_set.selections
        return all(isinstance(root, FieldNode) and self.is_planned(root.name.value) for root in roots)

    def persist(self, source: str) -> str:
        key = hashlib.sha256(source.encode()).hexdigest()
        self.persisted[key] = source
        return key


def required_texts(operation: OperationDefinitionNode) -> tuple[str, ...]:
    """Name the variables, if each is an `ID!` or a `String!`; else none."""
    definitions = operation.variable_definitions or ()
    if not all(is_required_text(each) for each in definitions):
        return ()
    return tuple(each.variable.name.value for each in definitions)


def is_required_text(definition: VariableDefinitionNode) -> bool:
    kind = definition.type
    inner = kind.type if isinstance(kind, NonNullTypeNode) else None
    return isinstance(inner, NamedTypeNode) and inner.name.value in ("ID", "String")


def exact_variables(document: DocumentNode) -> frozenset[str]:
    """Name the variables whose values, not only their structure, a plan depends on."""
    if not any(getattr(each, "variable_definitions", None) for each in document.definitions):
        return frozenset()
    found: set[str] = set()

    class Finder(Visitor):
        def enter_argument(self, node: object, *_: object) -> None:
            if node.name.value in EXACT_ARGUMENTS:  # type: ignore[attr-defined] # the visitor's nodes are untyped
                visit(node.value, Names())  # type: ignore[attr-defined] # as above

    class Names(Visitor):
        def enter_variable(self, node: VariableNode, *_: object) -> None:
            found.add(node.name.value)

    visit(document, Finder())
    return frozenset(found)
