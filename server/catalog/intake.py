"""What the public form needs of the house: a link's view, and a way in for what was sent by it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from server.feedback.operations import guests, public, ratings
from server.feedback.operations.guests import Answers
from server.feedback.operations.promising import Promised, promised_by
from server.feedback.operations.public import OpenLink, new_stamp, open_link, send_form
from server.feedback.operations.ratings import Asked
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.web.house import House, spoken


class Intake:
    """The public form, for who has no account."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._promises = Kept()

    async def open(self, token: str) -> tuple[OpenLink, str] | None:
        """Return what a link shows, and the stamp of a form that is opened now; None for a link that is off."""
        store = self.house.store
        link = await open_link(store, token)
        return None if link is None else (link, new_stamp(store, token, self.house.accounts.wall.now()))

    async def promised(self, token: str) -> Promised | None:
        """Return what a link's form may promise, asked anew every few minutes."""
        context = self.context("zh")
        return await self._promises.get(token, context.now, lambda: promised_by(context, token))

    async def send(self, token: str, sent: Mapping[str, str], network: str, language: str) -> tuple[str, str]:
        """Take in a form; return its receipt number, which says nothing of what was sent, and its guest's key."""
        receipt = await send_form(
            self.context(language),
            token=token,
            sent=sent,
            network=network,
            wall=self.house.accounts.wall.now(),
        )
        return receipt.ticket_id[-RECEIPT:].upper(), receipt.key

    async def answers(self, key: str, network: str, language: str) -> Answers | None:
        """Return what a guest's key opens; None for one that opens nothing."""
        wall = self.house.accounts.wall.now()
        return await guests.guest_answers(self.context(language), key, network, wall)

    async def open_rating(self, key: str, network: str, language: str) -> Asked | None:
        """Return what a customer's own address opens; None for one that ended or never was."""
        return await ratings.open_rating(self.context(language), key, network, self.house.accounts.wall.now())

    async def rate(self, key: str, sent: Mapping[str, str], network: str, language: str) -> None:
        """Take in what a customer answered at their own address."""
        wall = self.house.accounts.wall.now()
        await ratings.send_rating(self.context(language), key=key, sent=sent, network=network, wall=wall)

    def context(self, language: str) -> Context:
        house = self.house
        clock = house.parts.clock
        return Context(
            public.PUBLIC,
            clock.now(),
            clock.today(),
            house.parts.policy(),
            house.store,
            spoken(language),
            new_id(),
        )


class Kept:
    """Promises by token, for a few minutes each: a form that many open asks for the way once."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[datetime, Promised | None]] = {}

    async def get(
        self, token: str, now: datetime, ask: Callable[[], Awaitable[Promised | None]]
    ) -> Promised | None:
        until, found = self._held.get(token, (now, None))
        if now < until:
            return found
        if len(self._held) >= MOST_KEPT:
            self._held.clear()
        found = await ask()
        self._held[token] = (now + KEPT_FOR, found)
        return found


KEPT_FOR, MOST_KEPT = timedelta(minutes=5), 1000
RECEIPT = 8
