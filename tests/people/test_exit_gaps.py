"""The SQL that finds who has left and is active somewhere, put together from its places."""

from __future__ import annotations

from server.people.exit_gaps import active_in, gaps

PLACES = {"DESK": "desk x where x.of={who}", "KEY": "key x where x.of={who} and x.since>{left}"}


def test_each_place_is_asked_about_the_person_and_their_last_day():
    assert gaps(PLACES) == (
        "{em}.left_on<:as_of and (exists (select 1 from desk x where x.of={self}.id)"
        " or exists (select 1 from key x where x.of={self}.id and x.since>{em}.left_on))"
    )
    assert "then 'DESK ' else ''" in active_in(PLACES)
