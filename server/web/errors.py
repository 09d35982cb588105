"""The one formatter of errors: stable codes, both languages, no word of the schema that the caller did not write."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from typing import Any, TypeAlias

import structlog
from graphql import GraphQLError

from server.kernel.context import Context
from server.kernel.errors import Internal, InvalidInput, QueryTooLarge, Trouble

ErrorEntry: TypeAlias = dict[str, Any]  # as GraphQL sends it
MOST_ERRORS = 5
log = structlog.get_logger("zhiren.errors")


class PersistedQueryNotFound(Trouble):
    """The hash is unknown here; clients then send the text once more."""

    code, status = "PERSISTED_QUERY_NOT_FOUND", 400

    def __init__(self) -> None:
        super().__init__("没有保存这个查询，请连同全文发送。", "PersistedQueryNotFound")


NAME = r"'([_A-Za-z$@][_0-9A-Za-z$.@…]{0,80})'"
KINDS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern.replace("NAME", NAME)), zh, en)
    for pattern, zh, en in (
        (r"^Syntax Error", "查询语法有误。", "The document has a syntax error."),
        (r"^Cannot query field NAME", "未知字段“{}”。", "Unknown field '{}'."),
        (r"^Unknown argument NAME", "未知参数“{}”。", "Unknown argument '{}'."),
        (r"^Unknown directive NAME", "未知指令“{}”。", "Unknown directive '{}'."),
        (r"^Unknown fragment NAME", "未知片段“{}”。", "Unknown fragment '{}'."),
        (r"^Unknown type NAME", "未知类型“{}”。", "Unknown type '{}'."),
        (r"^Variable NAME is not defined", "变量“{}”没有声明。", "Variable '{}' is not defined."),
        (r"^Variable NAME is never used", "变量“{}”没有使用。", "Variable '{}' is never used."),
        (
            r"^Variable NAME cannot be non-input",
            "变量“{}”的类型不能用作输入。",
            "Variable '{}' has no input type.",
        ),
        (
            r"^Variable NAME of .* used in position",
            "变量“{}”的类型不合用处。",
            "Variable '{}' does not fit where it is used.",
        ),
        (r"^Variable NAME", "变量“{}”的值有误。", "Variable '{}' has an invalid value."),
        (r"^Variable values are nested", "变量嵌套过深。", "The variables nest too deeply."),
        (r"^Fragment NAME is never used", "片段“{}”没有使用。", "Fragment '{}' is never used."),
        (r"^Cannot spread fragment NAME", "片段“{}”引用了自己。", "Fragment '{}' spreads itself."),
        (r"^Fragment", "片段用在了不合的类型上。", "A fragment stands where its type cannot be."),
        (
            r"^Field NAME.* must (not )?have",
            "字段“{}”的子选择有误。",
            "The selection below field '{}' is wrong.",
        ),
        (
            r"^Fields NAME conflict",
            "字段“{}”互相冲突，请用不同别名。",
            "Fields '{}' conflict; give them different aliases.",
        ),
        (r"is required,? but it was not provided", "缺少必填参数。", "A required argument is missing."),
        (r"^There can be only one \w+ named NAME", "“{}”重复。", "'{}' is given twice."),
        (r"directive NAME can only be used once", "指令“{}”重复。", "Directive '{}' is given twice."),
        (
            r"^Directive NAME may not be used",
            "指令“{}”不能用在这里。",
            "Directive '{}' may not be used here.",
        ),
        (
            r"^This anonymous operation",
            "有多个操作时每个都要有名字。",
            "Name each operation when there are several.",
        ),
        (r"operation is not supported", "不支持这种操作。", "This kind of operation is not supported."),
        (r"introspection depth", "内省嵌套过深。", "The introspection nests too deeply."),
        (r"not executable", "只能包含操作与片段。", "Only operations and fragments can be run."),
        (r"^(Too many|Aborted)", "错误过多。", "There are too many errors."),
    )
)
OTHERWISE = ("查询或其中的值不符合接口定义。", "The document, or a value in it, does not fit the interface.")


def of_trouble(trouble: Trouble, ctx: Context, path: Iterable[str | int] = ()) -> ErrorEntry:
    """Format an expected refusal."""
    extensions = trouble.extensions() | {"requestId": ctx.request_id}
    entry: ErrorEntry = {"message": trouble.say(ctx.language), "extensions": extensions}
    if path := list(path):
        entry["path"] = path
    return entry


def of_document(error: GraphQLError, ctx: Context) -> ErrorEntry:
    """Format an error found in the document or its variables: a fixed text, and where it is."""
    zh, en, name = words_for(error.message)
    steps = (name.removeprefix("$"),) if name.startswith("$") else ()
    entry = of_trouble(InvalidInput(zh, en, path=steps), ctx)
    if error.locations:
        entry["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    return entry


def of_execution(error: GraphQLError, ctx: Context) -> ErrorEntry:
    """Format what went wrong below a field; the unexpected is logged under the request id and shown as INTERNAL."""
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    path = error.path or ()
    if isinstance(cause, Trouble):
        return of_trouble(cause, ctx, path)
    if isinstance(cause, RecursionError):
        return of_trouble(too_deep(), ctx, path)
    if cause is None and error.locations and not error.path:
        return of_document(error, ctx)
    return of_trouble(unexpected(cause or error, ctx), ctx, path)


def words_for(message: str) -> tuple[str, str, str]:
    """Return the sentences for a message of graphql-core, and the caller's own name that they quote."""
    for pattern, zh, en in KINDS:
        if found := pattern.search(message):
            name = (
                next((group for group in found.groups() if group and group.strip()), "") if "{}" in zh else ""
            )
            return zh.format(name), en.format(name), name
    return *OTHERWISE, ""


def unexpected(error: BaseException, ctx: Context) -> Internal:
    """Log where it happened, never what was asked or the values it held."""
    log.error("unexpected", request_id=ctx.request_id, error=type(error).__name__, at=frames(error))
    return Internal("内部错误，请提供请求编号。", "Something went wrong; report the request id.")


def frames(error: BaseException, most: int = 12) -> list[str]:
    found = traceback.extract_tb(error.__traceback__)[-most:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in found]


def too_deep() -> QueryTooLarge:
    return QueryTooLarge(
        "查询太大：嵌套过深。请拆开查询。", "The query is too large: it nests too deeply. Split it."
    )
