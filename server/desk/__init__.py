"""What each reader keeps for themselves: notices, saved views of lists, and how home is laid out."""

from server.desk.notices import notify, settle_notices, wake_notices

__all__ = ["notify", "settle_notices", "wake_notices"]
