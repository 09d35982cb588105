"""Filters and sort orders, made from the types they speak of: `EmployeeWhere`, `EmployeeListWhere`, `EmployeeOrder`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import strawberry
from strawberry.types import get_object_definition

from schema.planned import Connection, Node, PlannedField
from server.kernel.labels import label, split

OPERATORS = {
    "eq": ("等于", "Equals"),
    "ne": ("不等于", "Differs from"),
    "in": ("属于", "Is one of"),
    "lt": ("小于", "Less than"),
    "lte": ("不大于", "At most"),
    "gt": ("大于", "Greater than"),
    "gte": ("不小于", "At least"),
    "contains": ("包含", "Contains"),
    "startsWith": ("开头为", "Starts with"),
    "isNull": ("为空", "Is null"),
}
EQUALITY = ("eq", "ne", "in", "isNull")
ORDERED = ("eq", "ne", "in", "lt", "lte", "gt", "gte", "isNull")
TEXTUAL = (*ORDERED, "contains", "startsWith")
SCALARS: dict[Any, tuple[str, tuple[str, ...]]] = {
    strawberry.ID: ("IdFilter", EQUALITY),
    str: ("TextFilter", TEXTUAL),
    int: ("IntFilter", ORDERED),
    bool: ("FlagFilter", ("eq", "ne", "isNull")),
    date: ("DateFilter", ORDERED),
    datetime: ("DateTimeFilter", ORDERED),
    Decimal: ("DecimalFilter", ORDERED),
}


@strawberry.enum(description=label("排序方向", "Sort direction"))
class SortOrder(StrEnum):
    ASC = "ASC"
    DESC = "DESC"


class Member(NamedTuple):
    """A member of an input: its name in GraphQL, its type or the name of one that is made later, and its labels."""

    name: str
    annotation: Any
    labels: tuple[str, str]


def optional(annotation: Any) -> Any:
    """Add `None`. A name stays text, read once its type exists; a type isn't parsed again at every start."""
    return f"{annotation} | None" if isinstance(annotation, str) else annotation | None


def define(name: str, zh: str, en: str, members: list[Member]) -> Any:  # a class made here has no static type
    """Make an input type of optional members; names of types are read in this module when the schema is built."""
    body: dict[str, Any] = {"__module__": __name__, "__annotations__": {}}
    for each in members:
        python = python_name(each.name)
        body["__annotations__"][python] = optional(each.annotation)
        body[python] = strawberry.field(
            name=each.name, default=strawberry.UNSET, description=label(*each.labels)
        )
    made = strawberry.input(type(name, (), body), name=name, description=label(zh, en))
    setattr(sys.modules[__name__], name, made)
    return made


def python_name(name: str) -> str:
    snake = "".join(f"_{char.lower()}" if char.isupper() else char for char in name)
    return f"{snake}_" if snake in ("and", "or", "not", "in") else snake


def compare(name: str, kind: Any, operators: tuple[str, ...]) -> Any:
    def annotation(operator: str) -> Any:
        return bool if operator == "isNull" else list[kind] if operator == "in" else kind

    return define(
        name, "条件", "Condition", [Member(each, annotation(each), OPERATORS[each]) for each in operators]
    )


FILTERS: dict[Any, Any] = {
    kind: compare(name, kind, operators) for kind, (name, operators) in SCALARS.items()
}
"""The filter of each scalar and of each enum that was asked for."""


def scalar_filter(kind: Any) -> Any:
    """Return the filter of a scalar or enum, made on first use; None for links."""
    if kind not in FILTERS and isinstance(kind, type) and issubclass(kind, StrEnum):
        FILTERS[kind] = compare(f"{kind.__name__}Filter", kind, EQUALITY)
    return FILTERS.get(kind)


def bare(annotation: Any) -> Any:
    """Return a field's type without `None`."""
    members = [member for member in get_args(annotation) if member is not type(None)]
    return members[0] if len(members) == 1 and get_origin(annotation) is not Connection else annotation


def is_link(kind: Any) -> bool:
    """Tell whether a field leads to rows of a type; a value a resolver works out can't be filtered by."""
    return get_origin(kind) is Connection or (isinstance(kind, type) and issubclass(kind, Node))


def link_filter(kind: Any) -> str:
    if get_origin(kind) is Connection:
        target = get_args(kind)[0]
        return f"{getattr(target, 'type_name', None) or target.__name__}ListWhere"
    return f"{kind.__name__}Where"


def define_for(*types: type, more: Mapping[str, tuple[Member, ...]] = MappingProxyType({})) -> None:
    """Make the filter, the list filter and the order of each type; its links find each other by name.

    `more` are members a type's filter has besides its fields.
    """
    for each in types:
        made = get_object_definition(each, strict=True)
        zh, en = split(made.description or "")
        hints = {name: bare(hint) for name, hint in hints_of(each).items()}
        labels = {f.python_name: split(f.description or "") for f in made.fields}
        columns = [
            Member(camel(n), filtered, labels[n]) for n, h in hints.items() if (filtered := scalar_filter(h))
        ]
        links = [Member(camel(n), link_filter(h), labels[n]) for n, h in hints.items() if is_link(h)]
        where = f"{each.__name__}Where"
        logic = [
            Member("and", f"list[{where}]", ("全部满足", "All of")),
            Member("or", f"list[{where}]", ("任一满足", "Any of")),
            Member("not", where, ("不满足", "Not")),
        ]
        define(where, f"{zh}筛选", f"{en} filter", [*columns, *links, *more.get(each.__name__, ()), *logic])
        some = [
            Member("some", where, ("有一条满足", "Some fit")),
            Member("none", where, ("没有满足的", "None fits")),
        ]
        define(f"{each.__name__}ListWhere", f"{zh}列表筛选", f"{en} list filter", some)
        define(
            f"{each.__name__}Order",
            f"{zh}排序",
            f"{en} order",
            [Member(c.name, SortOrder, c.labels) for c in columns],
        )


def hints_of(made: type) -> dict[str, Any]:
    """Return the annotations of a type; one that its module knows by name only stands for itself."""
    here = vars(sys.modules[made.__module__])
    return get_type_hints(made, localns={name: kind for name, kind in LATER.items() if name not in here})


LATER = {
    name: type(name, (), {}) for name in ("Award", "Enrollment", "Goal", "Payout", "Review", "Scorecard")
}
"""Types of the domains above people, which stand behind its lists as `strawberry.lazy`."""


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


PAGING = (
    ("first", int, "每页条数，默认 50，最多 200", "Page size, 50 by default, at most 200"),
    ("after", str, "从此位置之后", "After this cursor"),
    ("last", int, "倒数条数，与 before 同用", "Page size from the end, with before"),
    ("before", str, "到此位置之前", "Before this cursor"),
)
SEARCH = ("search", str, "按姓名、拼音、首字母或编码查找", "By name, pinyin, initials or code")
MOMENTS = (
    ("asOf", date, "看这一天的情况，默认今天", "As things stood on this day, today by default"),
    ("asKnownAt", datetime, "按当时已知的记录", "By what was known at this instant"),
)
Argument = tuple[str, Any, str, str]


def list_arguments(target: str, *, search: bool = False, moments: bool = False) -> tuple[Argument, ...]:
    """Return the arguments of a connection of `target`."""
    return (
        *PAGING,
        ("where", f"{target}Where", "筛选", "Filter"),
        ("orderBy", f"list[{target}Order]", "排序", "Order"),
        *([SEARCH] if search else []),
        *(MOMENTS if moments else []),
    )


def annotated(name: str, kind: Any, zh: str, en: str) -> Any:
    """Return the annotation of an argument; as text when its filter isn't made yet."""
    said = label(zh, en)
    if isinstance(kind, str):
        return f"Annotated[{kind} | None, strawberry.argument(name={name!r}, description={said!r})]"
    return Annotated[kind | None, strawberry.argument(name=name, description=said)]


def with_arguments(resolve: Callable[..., Any], arguments: tuple[Argument, ...]) -> Callable[..., Any]:
    """Give a resolver a signature; the engine reads the arguments from the document, the resolver never does."""
    given = [
        inspect.Parameter(
            python_name(argument[0]),
            inspect.Parameter.KEYWORD_ONLY,
            default=strawberry.UNSET,
            annotation=annotated(*argument),
        )
        for argument in arguments
    ]
    kept = [p for p in inspect.signature(resolve).parameters.values() if p.kind is not p.VAR_KEYWORD]
    resolve.__signature__ = inspect.Signature([*kept, *given])  # type: ignore[attr-defined] # what inspect reads
    resolve.__annotations__ = {p.name: p.annotation for p in (*kept, *given)}
    resolve.__module__ = __name__
    return resolve


def rows(zh: str, en: str, target: str) -> Any:  # stands where dataclasses expect the field's own type
    """Declare a to-many link as a connection."""

    def resolve(root: Any, info: strawberry.Info, **_: Any) -> Any:  # a row the engine made
        return root[info.path.key]

    return PlannedField(description=label(zh, en))(with_arguments(resolve, list_arguments(target)))
