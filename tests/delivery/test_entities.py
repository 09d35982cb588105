"""The contract reaches receivers and the log, but no address, secret, person or id of what was said."""

from __future__ import annotations

from server.catalog import entities
from server.delivery.entities import KEPT_BACK


def test_what_leads_to_a_receiver_or_a_person_is_kept_back():
    known = entities()

    for name in ("Webhook", "DeliveryEntry", "DepartmentDigest"):
        assert not KEPT_BACK & set(known[name].columns), name
    assert known["Webhook"].there == "{self}.employee_id is null"
    assert set(known["Webhook"].relations) == {"org"}
