"""The arithmetic of the benchmarks, and their table. What they measure is no test."""

import pytest

from tests.benchmarks import report
from tests.benchmarks.ratios import Load, Spread, compare
from tests.benchmarks.sites import Found
from tests.benchmarks.table import HEADS, NUMERIC, Row, Target, markdown, number, text, words


@pytest.fixture
def found():
    """Three rounds, whose ratios are 0.5, 0.9 and 0.7."""
    return compare([(Load(100, 1), Load(50, 1)), (Load(20, 2), Load(9, 1)), (Load(400, 4), Load(140, 2))])


def test_a_ratio_is_the_median_of_the_rounds_with_its_spread(found):
    assert found.throughput == Spread(0.7, 0.5, 0.9)


def test_the_rates_that_are_told_are_medians_too(found):
    assert (found.reference, found.rate) == (100, 50)


def test_noise_is_the_reference_against_itself_in_the_round_before(found):
    assert found.noise == Spread(pytest.approx(5.05), 0.1, 10)


def test_one_round_says_nothing_of_noise():
    assert compare([(Load(1, 1), Load(1, 1))]).noise is None


def test_processor_time_is_compared_by_what_one_request_takes():
    found = compare([(Load(1000, 3, 0.5), Load(100, 3, 1))])
    assert found.processor.median == pytest.approx(0.05)


def test_processor_time_that_nobody_counted_is_not_compared():
    assert compare([(Load(10, 1, 0.0), Load(10, 1, 1.0))]).processor is None


@pytest.mark.parametrize(("value", "at_most", "verdict"), [(0.8, False, "met"), (0.79, False, "NOT met"),
                                                           (0.8, True, "met"), (0.81, True, "NOT met")])  # fmt: skip
def test_a_target_is_met_at_its_limit_and_not_beyond(value, at_most, verdict):
    assert Row("a", "SQLite", Target(0.8, at_most), Spread(value, 0, 1)).verdict == verdict


def test_what_is_only_told_has_no_verdict():
    assert Row("a", "SQLite", None, Spread(1, 1, 1)).verdict == ""


@pytest.mark.parametrize(
    ("value", "told"), [(0.0123, "0.0123"), (0.5, "0.50"), (12.345, "12.35"), (1234.5, "1,234"), (0.0, "0.00")]
)
def test_numbers_have_the_digits_that_count(value, told):
    assert number(value) == told


def test_the_text_is_aligned_and_the_markdown_a_table():
    rows = [words(Row("a page", "SQLite", Target(0.8), Spread(0.9, 0.85, 1.2), None, Spread(1, 0.9, 1.1), "a remark"))]
    heads, rule, line = text(HEADS, rows, NUMERIC).splitlines()
    assert heads.index("target") == line.index("at least 0.8")
    assert set(rule) == {"-", " "}
    cells = [cell.strip() for cell in markdown(HEADS, rows, NUMERIC).splitlines()[2].strip("| ").split("|")]
    assert cells == ["a page", "SQLite", "at least 0.8", "0.90", "0.85 to 1.20", "", "0.90 to 1.10", "met", "a remark"]


def test_the_worst_page_of_each_kind_stands_for_all_of_them():
    """One slow page of the public site and one slow search; the desk is even."""
    ratios = {"day": 1.3, "search": 1.9}
    found = {name: Found(Spread.of([ratios.get(name, 1)]), "3", 1, ratios.get(name, 1)) for name in report.pages.NAMES}
    made = report.Report()
    made.add_pages("SQLite", found)
    assert [(row.value.median, row.verdict) for row in made.rows[:3]] == [(1.3, "NOT met"), (1.9, "met"), (1, "met")]
    assert "'day'" in made.rows[0].remark


def test_the_tables_take_the_place_of_the_last_ones(tmp_path):
    document = tmp_path / "performance.md"
    document.write_text(f"Before.\n\n{report.BEGIN}\nold\n{report.END}\n\nAfter.\n")
    made = report.Report()
    made.rows.append(Row("a page", "SQLite", Target(0.8), Spread(0.9, 0.9, 0.9)))
    report.put_into(document, made.markdown("The machine."))
    told = document.read_text()
    assert told.startswith(f"Before.\n\n{report.BEGIN}\n\nThe machine.\n\n| measure |")
    assert told.endswith(f"{report.END}\n\nAfter.\n")
    assert "old" not in told


def test_a_document_without_a_place_is_left_as_it_is(tmp_path):
    document = tmp_path / "performance.md"
    document.write_text("Nothing.\n")
    with pytest.raises(SystemExit, match="no place"):
        report.put_into(document, "tables")
    assert document.read_text() == "Nothing.\n"
