"""Why the mean of all articles changed: queries/composition.sql, worked out by hand."""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.warehouse.warehouse import Warehouse

BEFORE, AFTER = date(2026, 3, 2), date(2026, 3, 9)
Row = tuple[str, date, int, float, float]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with Warehouse(tmp_path_factory.mktemp("composition") / "w.duckdb") as opened:
        yield opened


def compose(
    warehouse: Warehouse,
    rows: Sequence[Row],
    measure: str,
    framed: int = 1,
    from_until: date = date(2026, 3, 8),
) -> pl.DataFrame:
    """The composition of days of (outlet, day, articles, escalation, diplomacy)."""
    schema = {
        "member": pl.String,
        "period": pl.Date,
        "articles": pl.UInt32,
        "escalation": pl.Float64,
        "diplomacy": pl.Float64,
    }
    days = pl.DataFrame(rows, schema, orient="row").with_columns(
        pl.lit("tiny@1").alias("model_id"),
        pl.lit("day").alias("grain"),
        pl.lit("outlet").alias("level"),
        *(pl.lit("all").alias(name) for name in ("part", "copies")),
        pl.lit("").alias("topic"),
        pl.lit(framed, pl.UInt32).alias("framed_articles"),
        pl.lit(None, pl.Float64).alias("sentiment"),
    )
    # A frame stands before the table of its name.
    return warehouse.load(
        "composition",
        {"series_value": days},
        model_id="tiny@1",
        from_since=BEFORE,
        from_until=from_until,
        to_since=AFTER,
        to_until=date(2026, 3, 15),
    ).filter(measure=measure)


def parts(composed: pl.DataFrame) -> list[tuple[object, ...]]:
    """Outlet and the three parts; the whole comes first, without outlet."""
    return composed.select("outlet", "^.*_part$").rows()


def test_outlets_that_write_as_before_change_the_mean_by_their_shares(
    warehouse: Warehouse,
) -> None:
    composed = compose(
        warehouse,
        [
            *[("Daily", BEFORE, 10, 0.2, 0.0), ("Post", BEFORE, 10, 0.6, 0.0)],
            *[("Daily", AFTER, 30, 0.2, 0.0), ("Post", AFTER, 10, 0.6, 0.0)],
        ],
        "escalation",
    )

    # The mean falls from .4 to .3, on average .35; Daily's share rises by .25 and it
    # lies .15 below, Post's falls by .25 and it lies .25 above.
    assert parts(composed) == [
        (None, -0.1, 0.0, 0.0),
        ("Daily", -0.0375, 0.0, 0.0),
        ("Post", -0.0625, 0.0, 0.0),
    ]


def test_equal_shares_change_the_mean_by_what_outlets_write(
    warehouse: Warehouse,
) -> None:
    composed = compose(
        warehouse,
        [
            *[("Daily", BEFORE, 10, 0.2, 0.0), ("Post", BEFORE, 10, 0.6, 0.0)],
            *[("Daily", AFTER, 5, 0.4, 0.0), ("Post", AFTER, 5, 0.5, 0.0)],
        ],
        "escalation",
    )

    assert parts(composed) == [
        (None, 0.0, 0.05, 0.0),
        ("Daily", 0.0, 0.1, 0.0),
        ("Post", 0.0, -0.05, 0.0),
    ]


def test_outlets_that_come_and_go_are_told_apart(warehouse: Warehouse) -> None:
    composed = compose(
        warehouse,
        [
            *[("Daily", BEFORE, 10, 0.2, 0.0), ("Gone", BEFORE, 10, 0.6, 0.0)],
            *[("Daily", AFTER, 30, 0.3, 0.0), ("New", AFTER, 10, 0.7, 0.0)],
        ],
        "escalation",
    )

    # Daily alone stays: .2 to .3. Gone had a half and lay .4 above, New has a quarter
    # and lies .4 above. In all .4 to .4.
    assert parts(composed) == [
        (None, 0.0, 0.1, -0.1),
        ("Daily", 0.0, 0.1, 0.0),
        ("Gone", 0.0, 0.0, -0.2),
        ("New", 0.0, 0.0, 0.1),
    ]


def test_the_balance_counts_outlets_by_how_much_conflict_they_speak_of(
    warehouse: Warehouse,
) -> None:
    composed = compose(
        warehouse,
        [
            *[("Daily", BEFORE, 10, 0.2, 0.2), ("Post", BEFORE, 10, 0.3, 0.1)],
            *[("Daily", AFTER, 10, 0.2, 0.2), ("Post", AFTER, 10, 0.6, 0.2)],
        ],
        "balance",
    )

    # Balances 0 and -.5 stay; their weights were 4 and 4 and are 4 and 8: shares of a
    # half, then of a third and two thirds. The whole falls from -.25 to -1/3.
    whole = composed.row(0, named=True)
    assert (whole["value_from"], whole["value_to"]) == pytest.approx((-0.25, -1 / 3))
    assert parts(composed)[0] == (None, round(-1 / 12, 9), 0.0, 0.0)


def test_a_day_of_both_periods_counts_in_both(warehouse: Warehouse) -> None:
    rows = [("Daily", BEFORE, 10, 0.2, 0.0), ("Daily", AFTER, 30, 0.6, 0.0)]

    composed = compose(warehouse, rows, "escalation", from_until=AFTER)

    # (10 · .2 + 30 · .6) / 40 = .5
    whole = composed.row(0, named=True)
    assert (whole["value_from"], whole["value_to"]) == pytest.approx((0.5, 0.6))
    assert parts(composed)[0] == (None, 0.0, 0.1, 0.0)


def test_nothing_is_said_of_a_period_without_articles(warehouse: Warehouse) -> None:
    composed = compose(warehouse, [("Daily", AFTER, 10, 0.2, 0.1)], "escalation")

    assert composed.rows() == []


def test_there_is_no_balance_where_nothing_is_framed(warehouse: Warehouse) -> None:
    rows = [("Daily", BEFORE, 10, 0.2, 0.1), ("Daily", AFTER, 10, 0.1, 0.1)]

    assert compose(warehouse, rows, "balance", framed=0).rows() == []


def test_what_the_model_does_not_answer_has_no_composition(
    warehouse: Warehouse,
) -> None:
    rows = [("Daily", BEFORE, 10, 0.2, 0.1), ("Daily", AFTER, 10, 0.2, 0.1)]

    assert compose(warehouse, rows, "sentiment").rows() == []


values = st.integers(1, 100).map(lambda hundredths: hundredths / 100)
outlet_days = st.tuples(
    st.sampled_from(["Daily", "Echo", "Post", "Star"]),
    st.sampled_from([BEFORE, AFTER]),
    st.integers(1, 50),
    values,
    values,
)


@settings(max_examples=30)
@given(
    rows=st.lists(outlet_days, min_size=1, max_size=8, unique_by=lambda row: row[:2]),
    measure=st.sampled_from(["escalation", "diplomacy", "balance"]),
)
def test_the_parts_always_sum_to_the_change(
    warehouse: Warehouse, rows: Sequence[Row], measure: str
) -> None:
    composed = compose(warehouse, rows, measure)

    whole = composed.filter(pl.col("outlet").is_null())
    of_outlets = composed.filter(pl.col("outlet").is_not_null())
    change = (whole["value_to"] - whole["value_from"]).sum()
    names = ["mix_part", "within_part", "turnover_part"]
    assert sum(whole[name].sum() for name in names) == pytest.approx(change, abs=1e-8)
    assert sum(of_outlets[name].sum() for name in names) == pytest.approx(
        change, abs=1e-8
    )
