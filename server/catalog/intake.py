"""What the public form needs of the house: a link's view, and a way in for what was sent by it."""

from __future__ import annotations

from collections.abc import Mapping

from server.feedback.operations import guests, public
from server.feedback.operations.guests import Answers
from server.feedback.operations.public import OpenLink, new_stamp, open_link, send_form
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.web.house import House, spoken


class Intake:
    """The public form, for who has no account."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def open(self, token: str) -> tuple[OpenLink, str] | None:
        """Return what a link shows, and the stamp of a form that is opened now; None for a link that is off."""
        store = self.house.store
        link = await open_link(store, token)
        return None if link is None else (link, new_stamp(store, token, self.house.accounts.wall.now()))

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


RECEIPT = 8
