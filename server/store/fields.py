"""Column types: the same value, order and spelling on SQLite and PostgreSQL.

Text is compared byte by byte on both (`COLLATE "C"`), instants are stored as UTC text, money as minor units.
`Any` in `**options` is Tortoise's own: null, unique, db_index, default, description are handed on.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar, overload

from tortoise import fields
from tortoise.fields import Field
from tortoise.fields.data import T_BOOL, T_INT, T_STR
from tortoise.fields.relational import ForeignKeyNullableRelation, ForeignKeyRelation
from tortoise.models import Model
from tortoise.validators import MaxLengthValidator

from server.kernel.clock import read_instant, spell_instant

Day = fields.DateField
Int = fields.IntField

ID_LENGTH = 36
CHOICE_LENGTH = 40
INSTANT_LENGTH = 24
BLIND_LENGTH = 32

T_INSTANT = TypeVar("T_INSTANT", datetime, datetime | None)
T_CHOICE = TypeVar("T_CHOICE", bound=StrEnum | None)
E = TypeVar("E", bound=StrEnum)


class _ByteOrder:
    """The PostgreSQL spelling of a text column: ordered by bytes, as SQLite orders."""

    def __init__(self, field: Field[Any]) -> None:
        self.field = field

    @property
    def SQL_TYPE(self) -> str:  # noqa: N802 (Tortoise's name)
        return f'{self.field.SQL_TYPE} COLLATE "C"'


class _Characters(Field[T_STR]):
    """Text of a limited length, whatever its meaning."""

    field_type = str
    _db_postgres = _ByteOrder

    def __init__(self, max_length: int, **options: Any) -> None:
        super().__init__(**options)
        self.max_length = max_length
        self.validators.append(MaxLengthValidator(max_length))

    @property
    def SQL_TYPE(self) -> str:  # type: ignore[override] # noqa: N802 (Tortoise's name; it does the same)
        return f"VARCHAR({self.max_length})"

    @property
    def constraints(self) -> dict[str, int]:
        return {"max_length": self.max_length}


class _Unlimited(Field[T_STR]):
    """Text of any length, whatever its meaning."""

    field_type = str
    indexable = False
    SQL_TYPE = "TEXT"
    _db_postgres = _ByteOrder


class Text(_Characters[T_STR]):
    """Text of at most `max_length` characters."""

    @overload
    def __init__(
        self: Text[str], max_length: int, *, null: Literal[False] = False, **options: Any
    ) -> None: ...
    @overload
    def __init__(self: Text[str | None], max_length: int, *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, max_length: int, **options: Any) -> None:
        super().__init__(max_length, **options)


class TextId(_Characters[T_STR]):
    """A UUIDv7 as 36 characters."""

    @overload
    def __init__(self: TextId[str], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: TextId[str | None], *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, **options: Any) -> None:
        super().__init__(ID_LENGTH, **options)


class Blind(_Characters[T_STR]):
    """The keyed hash of a sealed value, so that equality can be asked for; indexed."""

    @overload
    def __init__(self: Blind[str], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: Blind[str | None], *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, **options: Any) -> None:
        super().__init__(BLIND_LENGTH, **{"db_index": True} | options)


class LongText(_Unlimited[T_STR]):
    """Text without a length; JSON is kept in one of these too."""

    @overload
    def __init__(self: LongText[str], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: LongText[str | None], *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)


class Sealed(_Unlimited[T_STR]):
    """Text sealed by the vault; the clear text never reaches the database."""

    @overload
    def __init__(self: Sealed[str], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: Sealed[str | None], *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)


class Instant(Field[T_INSTANT]):
    """A moment, stored as 'YYYY-MM-DDTHH:MM:SS.mmmZ': text order is time order; aware UTC in Python."""

    field_type = datetime
    SQL_TYPE = f"VARCHAR({INSTANT_LENGTH})"
    _db_postgres = _ByteOrder

    @overload
    def __init__(self: Instant[datetime], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: Instant[datetime | None], *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)

    def to_db_value(self, value: datetime | str | None, instance: type[Model] | Model) -> str | None:  # noqa: ARG002 (Tortoise's)
        moment = read_instant(value) if isinstance(value, str) else value
        if moment is not None and moment.tzinfo is None:
            raise ValueError(f"{self.model_field_name}: an instant needs its offset")
        self.validate(moment)
        return None if moment is None else spell_instant(moment)

    def to_python_value(self, value: datetime | str | None) -> datetime | None:
        """Return the moment as it will be read back: UTC, whole milliseconds."""
        if value is None:
            return None
        moment = read_instant(value) if isinstance(value, str) else value.astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class Minor(Field[T_INT]):
    """Money in minor units; 64 bits."""

    field_type = int
    SQL_TYPE = "BIGINT"

    @overload
    def __init__(self: Minor[int], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: Minor[int | None], *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)


class Flag(Field[T_BOOL]):
    """Yes or no; 0 and 1 on SQLite."""

    field_type = bool
    SQL_TYPE = "BOOL"

    class _db_sqlite:  # noqa: N801 (Tortoise's name)
        SQL_TYPE = "INT"

    @overload
    def __init__(self: Flag[bool], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: Flag[bool | None], *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)


class Choice(Field[T_CHOICE], Generic[T_CHOICE]):
    """One value of a StrEnum, stored as its text. Migrations do not name the enum: it may move or grow."""

    field_type = str
    SQL_TYPE = f"VARCHAR({CHOICE_LENGTH})"
    _db_postgres = _ByteOrder

    @overload
    def __init__(self: Choice[E], kind: type[E], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: Choice[E | None], kind: type[E], *, null: Literal[True], **options: Any) -> None: ...
    @overload
    def __init__(self: Choice[Any], **options: Any) -> None: ...  # in migrations
    def __init__(self, kind: type[StrEnum] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def to_db_value(self, value: str | None, instance: type[Model] | Model) -> str | None:  # noqa: ARG002 (Tortoise's)
        self.validate(value)
        return value if value is None else str(self._read(value))

    def to_python_value(self, value: str | None) -> str | None:
        return value if value is None else self._read(value)

    def _read(self, value: str) -> str:
        return str(value) if self.kind is None else self.kind(value)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        path, args, options = super().deconstruct()
        options.pop("kind", None)
        for name in ("default", "db_default"):
            if isinstance(options.get(name), StrEnum):
                options[name] = str(options[name])
        return path, args, options


@overload
def Ref(to: str, *, null: Literal[False] = False, **options: Any) -> ForeignKeyRelation[Any]: ...
@overload
def Ref(to: str, *, null: Literal[True], **options: Any) -> ForeignKeyNullableRelation[Any]: ...
def Ref(to: str, **options: Any) -> Any:  # noqa: N802 (reads like the column types)
    """Point to another row, as in `Ref("Department")`; what is pointed at cannot be deleted. Indexed."""
    settled: dict[str, Any] = {
        "on_delete": fields.RESTRICT,
        "related_name": False,
        "db_index": True,
    } | options
    return fields.ForeignKeyField(f"models.{to.removeprefix('models.')}", **settled)
