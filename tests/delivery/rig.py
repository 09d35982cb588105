"""What the tests of delivery share: a house that may write to the loopback, people's choices, and its handlers."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from server.delivery.digests import Line, Told
from server.delivery.jobs import handlers
from server.delivery.letters import host_of
from server.delivery.models import DeliveryChannel, DeliveryEndpoint, DeliveryPreference
from server.delivery.sending import Reader
from server.delivery.vaulting import seal
from server.desk import notify
from server.jobs import Handlers
from server.jobs.worker import work_once
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.store.base import stamp
from server.store.store import Store

NOW = datetime.fromisoformat("2025-06-30T08:00:00+00:00")


@dataclass(frozen=True)
class AnyPolicy:
    """Sending asks no policy; what is told was decided when it was told."""

    version: str = "test-policy"


POLICY: Any = AnyPolicy()
GONE = "e-gone"
SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode()
LOG = "select channel, kind, state, attempts, error from delivery_entry order by 1, 2, 3, 4, 5"


def at(store: Store, moment: datetime = NOW) -> Context:
    return Context(SYSTEM, moment, date(2025, 6, 30), POLICY, store)


def may_call_home(store: Store, http: str = "", mail_port: int = 0) -> None:
    """Let a store's house write to receivers of a test."""
    given: dict[str, Any] = {"private_webhooks": True, "public_url": "https://hr.example"}
    if http:
        given |= {"wecom_address": http, "dingtalk_address": http, "feishu_address": http}
    if mail_port:
        given |= {
            "mail_host": "127.0.0.1", "mail_port": mail_port, "mail_security": "none", "mail_from": "hr@hr.example",
        }  # fmt: skip
    store.settings = store.settings.model_copy(update=given)


async def reader(_: Context, employee_id: str) -> Reader | None:
    """Know everybody by a mail address of their id, but for one who is gone."""
    return None if employee_id == GONE else Reader(f"{employee_id}@mail.example", "en")


async def counts(_: Context, department_id: str) -> Told | None:
    lines = [Line("待答复", "to answer", 3, "/feedback"), Line("逾期", "overdue", 0, "/training")]
    return Told("客服部", lines, ["e1", "e2"]) if department_id == "d1" else None


def served(store: Store, moment: datetime = NOW) -> Handlers:
    clock = Clock(pinned=moment)
    return handlers(store, clock, clock, lambda: POLICY, reader, counts)


async def work(store: Store, moment: datetime = NOW) -> None:
    """Do all there is to do at a moment."""
    known, clock = served(store, moment), Clock(pinned=moment)
    while await work_once(store, known, clock):
        pass


async def choose(store: Store, person: str, *channels: str, family: str = "feedback", **quiet: Any) -> None:
    ctx = at(store)

    async def save() -> None:
        choices = json.dumps({family: list(channels)})
        await DeliveryPreference.create(**stamp(ctx), employee_id=person, choices=choices, **quiet)

    await store.write(save)


async def endpoint(
    store: Store, channel: DeliveryChannel, address: str, *, secret: str = "", owner: str | None = None,
    events: str = "",
) -> str:  # fmt: skip
    ctx, row_id = at(store), new_id()

    async def save() -> None:
        told = {"address": address} | ({"secret": secret} if secret else {})
        await DeliveryEndpoint.create(
            **{**stamp(ctx), "id": row_id}, channel=channel, name=f"{channel} 1", host=host_of(address), events=events,
            employee_id=owner, **await seal(ctx, row_id, owner, **told),
        )  # fmt: skip

    await store.write(save)
    return row_id


async def tell(
    store: Store, people: Sequence[str], key: str, *, kind: str = "feedback", moment: datetime = NOW
) -> None:
    title = label(f"反馈 {key} 即将超时", f"Feedback {key} is close to its limit")
    ctx = replace(at(store), now=moment)
    await store.write(lambda: notify(ctx, people, kind, title=title, link=f"/feedback/{key}", key=key))


async def log(store: Store) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await store.reads.rows(LOG)]


def later(**given: float) -> datetime:
    return NOW + timedelta(**given)
