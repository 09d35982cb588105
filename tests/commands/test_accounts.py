"""init sets up an empty folder once; token create prints a token and nothing else."""

from __future__ import annotations

import re
import stat
import tomllib

from tests.commands.desk import PASSWORD, Desk

INIT = ("init", "--password-stdin")


def test_init_makes_keys_tables_the_administrator_and_an_invitation(empty_desk: Desk):
    done = empty_desk.run(*INIT, "--company", '悦邻 "零售"', "--zone", "Asia/Tokyo", stdin=f"{PASSWORD}\n")

    assert done.code == 0
    assert re.fullmatch(r"/invitation/[\w-]{43}\n", done.out)
    assert "send this link to hr" in done.err
    assert stat.S_IMODE((empty_desk.data / "keys.json").stat().st_mode) == 0o600
    kept = tomllib.loads((empty_desk.data / "zhiren.toml").read_text("utf-8"))
    assert kept == {"company": '悦邻 "零售"', "zone": "Asia/Tokyo"}
    assert empty_desk.settings.company == '悦邻 "零售"'
    assert empty_desk.run("check").code == 0


def test_a_second_init_is_refused_and_changes_nothing(desk: Desk):
    before = (desk.data / "zhiren.db").read_bytes()

    again = desk.run(*INIT, stdin=f"{PASSWORD}\n")

    assert (again.code, again.out) == (2, "")
    assert "set up already" in again.err
    assert (desk.data / "zhiren.db").read_bytes() == before


def test_init_with_a_weak_password_says_so_and_can_be_repeated(empty_desk: Desk):
    refused = empty_desk.run(*INIT, stdin="short\n")
    done = empty_desk.run(*INIT, stdin=f"{PASSWORD}\n")

    assert (refused.code, refused.out) == (2, "")
    assert "12 to 200 characters" in refused.err
    assert done.code == 0


def test_init_in_an_unknown_zone_makes_nothing(empty_desk: Desk):
    refused = empty_desk.run(*INIT, "--zone", "Mars/Olympus", stdin=f"{PASSWORD}\n")

    assert refused.code == 2
    assert "ZHIREN_ZONE" in refused.err
    assert not empty_desk.data.exists()


def test_token_create_prints_only_the_token(any_desk: Desk):
    made = any_desk.run("token", "create", "hr", "--days", "7")

    assert made.code == 0
    assert re.fullmatch(r"zr_[\w-]{43}\n", made.out)


def test_token_of_nobody_or_for_too_long_is_refused(desk: Desk):
    nobody, long = desk.run("token", "create", "nobody"), desk.run("token", "create", "hr", "--days", "367")

    assert (nobody.code, nobody.out) == (2, "")
    assert "No such record" in nobody.err
    assert (long.code, long.out) == (2, "")
    assert "366" in long.err
