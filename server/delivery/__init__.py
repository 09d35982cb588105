"""Bringing news to people and systems outside the pages: mail, robots of chats, webhooks, digests, a calendar."""

from server.delivery.publishing import publish

__all__ = ["publish"]
