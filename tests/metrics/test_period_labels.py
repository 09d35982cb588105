import pytest

from server.metrics.period_labels import label, window_label
from server.metrics.periods import named


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("2025-03", "2025年3月", "March 2025"),
        ("2025-Q1", "2025年第1季度", "Q1 2025"),
        ("2025-H2", "2025年下半年", "H2 2025"),
        ("2025", "2025年", "2025"),
        ("2025-W07", "2025年第7周", "Week 7, 2025"),
        ("2025-03-09", "2025年3月9日", "9 March 2025"),
        ("FY2025", "2025财年", "FY2025"),
        ("FY2025-Q3", "2025财年第3季度", "Q3 FY2025"),
        ("FY2025-M01", "2025财年第1月", "Month 1, FY2025"),
        ("2025-03-01..2025-03-09", "2025年3月1日至2025年3月9日", "1 March 2025 to 9 March 2025"),
        ("2025-01..2025-03", "2025年1月至2025年3月", "January 2025 to March 2025"),
    ],
)
def test_a_period_has_a_name_in_both_languages(name, zh, en):
    assert label(named(name, 4)) == (zh, en)


def test_a_window_that_is_a_month_is_called_by_it():
    assert window_label(named("2025-03").window).en == "March 2025"
    assert window_label(named("2025-03-09").window).en == "9 March 2025"
