"""Expected trouble: one class per stable code, each with a sentence in both languages that says what to do."""

from __future__ import annotations

from typing import ClassVar


class Trouble(Exception):
    """An expected refusal or mistake that the caller can act on.

    `zh` and `en` are whole sentences. `path` names the input it belongs to (`("name",)`), `rule` the policy line.
    """

    code: ClassVar[str] = "INTERNAL"
    status: ClassVar[int] = 400
    known: ClassVar[dict[str, type[Trouble]]] = {}

    def __init__(self, zh: str, en: str, *, path: tuple[str, ...] = (), rule: str | None = None) -> None:
        super().__init__(en)
        self.zh, self.en, self.path, self.rule = zh, en, path, rule

    def __init_subclass__(cls) -> None:
        Trouble.known[cls.code] = cls

    def say(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def extensions(self) -> dict[str, object]:
        """Return the GraphQL error extensions (without the request id, which the door adds)."""
        out: dict[str, object] = {"code": self.code, "zh": self.zh, "en": self.en}
        if self.path:
            out["inputPath"] = list(self.path)
        if self.rule:
            out["rule"] = self.rule
        return out


class Unauthenticated(Trouble):
    code, status = "UNAUTHENTICATED", 401


class Denied(Trouble):
    code, status = "DENIED", 403


class NotFound(Trouble):
    code, status = "NOT_FOUND", 404


class InvalidInput(Trouble):
    code, status = "INVALID_INPUT", 422


class Conflict(Trouble):
    code, status = "CONFLICT", 409


class InvalidState(Trouble):
    code, status = "INVALID_STATE", 409


class IdempotencyMismatch(Trouble):
    code, status = "IDEMPOTENCY_MISMATCH", 409


class FieldNotFilterable(Trouble):
    code, status = "FIELD_NOT_FILTERABLE", 403


class QueryTooLarge(Trouble):
    code, status = "QUERY_TOO_LARGE", 400


class PageTooLarge(Trouble):
    code, status = "PAGE_TOO_LARGE", 400


class RateLimited(Trouble):
    code, status = "RATE_LIMITED", 429


class Busy(Trouble):
    code, status = "BUSY", 503


class Internal(Trouble):
    code, status = "INTERNAL", 500


def not_found() -> NotFound:
    """Absent and out of scope answer alike, word for word."""
    return NotFound("没有这条记录。", "No such record.")
