"""Receipts: a figure with everything needed to work it out again, signed, in one line of text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import orjson

from server.kernel.clock import read_instant, spell_instant
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.kernel.secrets import Secrets
from server.metrics.asked import DimFilter, DimValue
from server.metrics.components import Frame
from server.metrics.reckoning.evaluate import Value
from server.metrics.reckoning.question import Column, Question
from server.metrics.words import Grain, OrgView

FORM = "z1"
PURPOSE = "metric-receipt"
SIGNATURE_BYTES = 16
HASH_LETTERS = 16
"""As much of a definition's hash, and of the digest of a scope, as a receipt carries."""
LONGEST = 8000


@dataclass(frozen=True)
class ReceiptFacts:
    """What a receipt says. `group` are `dimension=key`; `watermark` is the moment of knowledge."""

    metric: str
    version: int
    hash: str
    period: str
    grain: Grain
    group: tuple[str, ...]
    where: tuple[DimFilter, ...]
    org_view: OrgView
    as_of: date
    watermark: datetime
    policy_version: str
    scope: str
    value: Decimal | None
    status: str
    n: int | None
    formula: str = ""

    def packed(self) -> bytes:
        return orjson.dumps(
            [
                self.metric,
                self.version,
                self.hash,
                self.period,
                self.grain,
                self.group,
                [[each.dimension, each.values, each.under, each.negated] for each in self.where],
                self.org_view,
                self.as_of.isoformat(),
                spell_instant(self.watermark),
                self.policy_version,
                self.scope,
                None if self.value is None else str(self.value),
                self.status,
                self.n,
            ]
        )


@dataclass(frozen=True)
class Receipts:
    """Signs the cells of one question."""

    key: bytes
    question: Question
    policy_version: str
    watermark: datetime
    scope: str

    @classmethod
    def of(cls, ctx: Context, question: Question) -> Receipts:
        return cls(
            signing_key(ctx.store.secrets),
            question,
            ctx.policy.version,
            question.ask.as_known_at or ctx.now,
            scope_digest(question.frame),
        )

    def signed(self, column: Column, group: tuple[DimValue, ...], shown: Decimal | None, value: Value) -> str:
        frame = self.question.frame
        return sign(
            self.key,
            ReceiptFacts(
                metric=column.metric.key,
                version=column.metric.version,
                hash=column.metric.hash[:HASH_LETTERS],
                period=column.period.name,
                grain=column.period.grain,
                group=tuple(f"{each.dimension}={each.key}" for each in group),
                where=frame.where,
                org_view=frame.org_view,
                as_of=frame.as_of or column.period.window.last,
                watermark=self.watermark,
                policy_version=self.policy_version,
                scope=self.scope,
                value=shown,
                status=value.status,
                n=value.people,
            ),
        )


def signing_key(secrets: Secrets) -> bytes:
    return secrets.derive(PURPOSE)


def scope_digest(frame: Frame) -> str:
    """Tell scopes apart without naming their departments; "" is the whole company."""
    if frame.departments is None and frame.person is None:
        return ""
    text = "\n".join([frame.person or "", *sorted(frame.departments or ())])
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LETTERS]


def sign(key: bytes, facts: ReceiptFacts) -> str:
    packed = facts.packed()
    return f"{FORM}.{_letters(packed)}.{_letters(_signature(key, packed))}"


def read_receipt(key: bytes, text: str) -> ReceiptFacts:
    """Read a receipt back. Raises InvalidInput if it was not made here or one letter was changed."""
    form, _, rest = text.strip().partition(".")
    body, _, signature = rest.partition(".")
    try:
        packed, given = _bytes(body), _bytes(signature)
    except (binascii.Error, ValueError) as error:
        raise bad_receipt() from error
    is_ours = form == FORM and len(text) <= LONGEST and hmac.compare_digest(given, _signature(key, packed))
    if not is_ours or _letters(packed) != body or _letters(given) != signature:
        raise bad_receipt()
    try:
        return _facts(orjson.loads(packed))
    except (ValueError, TypeError, InvalidOperation) as error:
        raise bad_receipt() from error


def _facts(raw: list[object]) -> ReceiptFacts:
    (
        metric,
        version,
        digest,
        period,
        grain,
        group,
        where,
        view,
        as_of,
        watermark,
        policy,
        scope,
        value,
        status,
        n,
    ) = raw
    if not isinstance(version, int) or not isinstance(group, list) or not isinstance(where, list):
        raise TypeError(raw)
    return ReceiptFacts(
        metric=str(metric),
        version=version,
        hash=str(digest),
        period=str(period),
        grain=Grain(str(grain)),
        group=tuple(map(str, group)),
        where=tuple(DimFilter(name, tuple(values), under, negated) for name, values, under, negated in where),
        org_view=OrgView(str(view)),
        as_of=date.fromisoformat(str(as_of)),
        watermark=read_instant(str(watermark)),
        policy_version=str(policy),
        scope=str(scope),
        value=None if value is None else Decimal(str(value)),
        status=str(status),
        n=n if isinstance(n, int) else None,
    )


def bad_receipt() -> InvalidInput:
    return InvalidInput(
        "这不是本系统开具的数字凭证,或内容已被改动。请重新复制完整的凭证。",
        "This is not a receipt of this system, or it was altered. Copy the whole receipt again.",
        path=("receipt",),
    )


def _signature(key: bytes, packed: bytes) -> bytes:
    return hmac.new(key, packed, hashlib.sha256).digest()[:SIGNATURE_BYTES]


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
