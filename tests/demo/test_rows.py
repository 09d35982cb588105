"""Sample rows: ids stay the same, ID numbers are well formed and nobody's."""

from __future__ import annotations

from datetime import date

from server.demo.rows import id_number, sample_id
from server.kernel.ids import is_id


def test_ids_are_the_same_each_time_and_well_formed():
    assert sample_id("Employee", "R1001") == sample_id("Employee", "R1001")
    assert is_id(sample_id("Employee", "R1001"))
    assert sample_id("Employee", "R1001")[14] == "7"


def test_an_id_number_has_its_check_digit_and_a_region_that_does_not_exist():
    """9x7+9x9+9x10+9x5+9x8+9x4+1x2+9x1+9x6+0+0+1x9+0+1x5+0+0+1x2 = 468; 468 mod 11 = 6, whose check is 6."""
    assert id_number(date(1990, 1, 1), 1) == "999999199001010016"
    assert id_number(date(1990, 1, 1), 1001) == "999999199001010016"
