"""Gold, samples and scores in a warehouse → table correction and the view series."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import polars as pl
import pytest

from analysis.measures.correction import Correction, correct
from analysis.records import Gold, Sample
from analysis.warehouse.warehouse import Warehouse
from flows.correcting import number_labels, save_corrections
from flows.measuring import save_measures
from tests.samples import MODEL, NOW, an_article, ask_copy, save_scored

MONDAY, LATER = date(2026, 11, 2), date(2026, 11, 9)
# Of each article's two sentences: escalation, diplomacy.
SCORES = [(0.9, 0.1), (0.2, 0.1), (0.7, 0.3), (0.1, 0.6), (0.3, 0.8), (0.8, 0.2)]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def save_sample(
    warehouse: Warehouse,
    hashes: Sequence[int],
    sample_id: str = "s",
    chance: float = 0.5,
    *,
    days: tuple[date, date] = (MONDAY, date(2026, 11, 30)),
    outlets: Sequence[str] = ("Daily",),
    predicted: Sequence[str] = ("NEITHER",),
) -> None:
    """A sample of texts whose outlets and classes are those given, in turn."""
    sample = Sample(
        sample_id=sample_id,
        model_id=MODEL.model_id,
        drawn_at=NOW,
        since=days[0],
        until=days[1],
        frame=100,
        items=len(hashes),
        seed=1,
    )
    items = pl.DataFrame(
        {
            "item": range(1, len(hashes) + 1),
            "text_hash": pl.Series(hashes, dtype=pl.UInt64),
            "outlet": [*islice(cycle(outlets), len(hashes))],
            "predicted": [*islice(cycle(predicted), len(hashes))],
        }
    ).with_columns(
        sample_id=pl.lit(sample_id),
        language=pl.lit("en"),
        week=pl.lit(MONDAY),
        inclusion_probability=pl.lit(chance),
    )
    warehouse.save_records("sample", [sample])
    warehouse.save("save_sample_item", {"incoming": items})


def save_gold(
    warehouse: Warehouse,
    hashes: Sequence[int],
    escalation: bool = False,
    sample_id: str = "s",
) -> None:
    rows = [
        Gold(
            text_hash=text_hash,
            coder="a",
            escalation=escalation,
            diplomacy=False,
            sentiment="neutral",
            inclusion_probability=0.5,
            sample_id=sample_id,
        )
        for text_hash in hashes
    ]
    warehouse.save_records("gold", rows)


def load_weights(warehouse: Warehouse) -> dict[tuple[str, str], list[float]]:
    """By level and member, the weights of the coded texts' escalation."""
    save_measures(warehouse, MODEL.model_id, NOW)
    label = warehouse.load("gold_label").select(
        "text_hash",
        question=pl.lit("escalation"),
        label=pl.col("escalation").cast(pl.Float64),
    )
    rows = warehouse.load("gold_text", {"label": label}, model_id=MODEL.model_id)
    weights: dict[tuple[str, str], list[float]] = {}
    for level, member, weight in rows.select("level", "member", "weight").rows():
        weights.setdefault((level, member), []).append(weight)
    return weights


def save_press(warehouse: Warehouse) -> None:
    """Two outlets, two weeks of eight articles each, half of all sentences coded."""
    for place in range(32):
        outlet, day = ("Daily", "Post")[place % 2], (MONDAY, LATER)[place // 16]
        pair = SCORES[place % 6], SCORES[(place // 2) % 5]
        save_scored(warehouse, an_article(place + 1, outlet, day), pair)
    coded = [100 * (place + 1) for place in range(32)]
    carries = [SCORES[place % 6][0] > 0.5 and place % 8 > 0 for place in range(32)]
    save_sample(warehouse, coded)
    save_gold(
        warehouse, [h for h, yes in zip(coded, carries, strict=True) if yes], True
    )
    save_gold(warehouse, [h for h, yes in zip(coded, carries, strict=True) if not yes])


def test_a_text_weighs_its_part_of_each_article_by_its_chance(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(1), [(0.5, 0.5)] * 4)
    save_scored(warehouse, an_article(2, "Post"), [(0.5, 0.5)])
    save_sample(warehouse, [100], chance=0.25)
    save_gold(warehouse, [100])

    weights = load_weights(warehouse)

    # a quarter of its article, drawn with a chance of a quarter
    assert weights == {
        ("outlet", "Daily"): [1.0],
        ("language", "en"): [1.0],
        ("pooled", ""): [1.0],
        ("balanced", ""): [1.0],
    }


def test_in_the_balanced_mean_an_articles_part_is_that_in_its_outlet(
    warehouse: Warehouse,
) -> None:
    for number in (1, 2, 3, 4):
        save_scored(warehouse, an_article(number), [(0.5, 0.5)])
    save_scored(warehouse, an_article(5, "Post"), [(0.5, 0.5)])
    save_sample(warehouse, [100, 500])
    save_gold(warehouse, [100, 500])

    weights = load_weights(warehouse)

    assert weights["balanced", ""] == [0.5, 2.0]
    assert weights["pooled", ""] == [2.0, 2.0]


def test_what_two_samples_could_have_drawn_counts_half_in_each(
    warehouse: Warehouse,
) -> None:
    for number, day in ((1, MONDAY), (2, LATER)):
        save_scored(warehouse, an_article(number, day=day), [(0.5, 0.5)])
    save_sample(warehouse, [100, 200], "s", 0.5)
    save_sample(warehouse, [200], "t", 0.25, days=(LATER, LATER))
    save_gold(warehouse, [100])
    save_gold(warehouse, [200], sample_id="t")

    weights = load_weights(warehouse)

    # of the second text half of 1 / .5 and 1 / .25 together
    assert weights["outlet", "Daily"] == [2.0, 3.0]


def test_a_sample_of_which_half_is_coded_stands_for_as_much(
    warehouse: Warehouse,
) -> None:
    for number in (1, 2):
        save_scored(warehouse, an_article(number), [(0.5, 0.5)])
    save_sample(warehouse, [100, 200])
    save_gold(warehouse, [100])

    assert load_weights(warehouse)["outlet", "Daily"] == [4.0]


def test_what_is_coded_stands_for_its_outlet_and_class_alone(
    warehouse: Warehouse,
) -> None:
    for number in (1, 2, 3):
        save_scored(warehouse, an_article(number), [(0.5, 0.5)])
    save_sample(
        warehouse, [100, 200, 300], predicted=["ESCALATION", "NEITHER", "NEITHER"]
    )
    save_gold(warehouse, [100, 200])

    # 1 / .5, the second for two drawn of its class
    assert load_weights(warehouse)["outlet", "Daily"] == [2.0, 4.0]


def test_a_sample_that_has_begun_leaves_the_weights_of_a_whole_one(
    warehouse: Warehouse,
) -> None:
    for number in range(1, 21):
        save_scored(warehouse, an_article(number), [(0.5, 0.5)])
    first, second = range(100, 1100, 100), range(1100, 2100, 100)
    save_sample(warehouse, first, predicted=["ESCALATION", "NEITHER"])
    save_sample(warehouse, second, "t", predicted=["ESCALATION", "NEITHER"])
    save_gold(warehouse, first[::2], True)
    save_gold(warehouse, first[1::2])

    save_gold(warehouse, second[1:5:2], sample_id="t")

    gold = warehouse.load("gold_answer")
    sums = gold.group_by("escalation").agg(pl.sum("weight")).sort("escalation")
    # Five of each class, drawn with a chance of .5: half of the sentences escalate.
    assert sums.rows() == [(False, 10.0), (True, 10.0)]


def test_a_sample_that_has_not_come_back_counts_nowhere(warehouse: Warehouse) -> None:
    for number, day in ((1, MONDAY), (2, LATER)):
        save_scored(warehouse, an_article(number, day=day), [(0.2, 0.6)])
    save_sample(warehouse, [100], days=(MONDAY, MONDAY))
    save_sample(warehouse, [100, 200], "t")
    save_gold(warehouse, [100])

    weights = load_weights(warehouse)
    means = warehouse.load("sampled_mean", model_id=MODEL.model_id)

    assert weights["outlet", "Daily"] == [2.0]
    assert means["mean"].unique().sort().to_list() == [0.0, 0.2, 0.6]


@pytest.mark.parametrize(
    ("coded", "levels"),
    [
        pytest.param([100], ["outlet"], id="one outlet is not coded"),
        pytest.param(
            [100, 200], ["balanced", "language", "outlet", "pooled"], id="each is"
        ),
    ],
)
def test_wholes_are_corrected_once_each_outlet_drawn_from_is_coded(
    warehouse: Warehouse, coded: list[int], levels: list[str]
) -> None:
    save_scored(warehouse, an_article(1), [(0.5, 0.5)])
    save_scored(warehouse, an_article(2, "Post"), [(0.5, 0.5)])
    save_sample(warehouse, [100, 200], outlets=["Daily", "Post"])
    save_gold(warehouse, coded)
    save_measures(warehouse, MODEL.model_id, NOW)

    means = warehouse.load("sampled_mean", model_id=MODEL.model_id)

    assert means["level"].unique().sort().to_list() == levels


def test_an_outlet_is_not_corrected_while_a_class_drawn_there_is_not_coded(
    warehouse: Warehouse,
) -> None:
    for number, outlet in ((1, "Daily"), (2, "Daily"), (3, "Daily"), (4, "Post")):
        save_scored(warehouse, an_article(number, outlet), [(0.5, 0.5)])
    save_sample(
        warehouse,
        [100, 200, 300, 400],
        outlets=["Daily", "Daily", "Daily", "Post"],
        predicted=["ESCALATION", "NEITHER", "NEITHER", "NEITHER"],
    )
    save_gold(warehouse, [200, 300, 400])
    save_measures(warehouse, MODEL.model_id, NOW)

    means = warehouse.load("sampled_mean", model_id=MODEL.model_id)

    assert means.select("level", "member").unique().rows() == [("outlet", "Post")]
    assert warehouse.load("coded_share").rows() == [("Daily", 3, 2, 1)]


def test_an_outlet_has_not_come_back_by_what_another_sample_s_coders_said(
    warehouse: Warehouse,
) -> None:
    for number, outlet in ((1, "Daily"), (2, "Daily"), (3, "Daily"), (4, "Post")):
        save_scored(warehouse, an_article(number, outlet), [(0.5, 0.5)])
    save_sample(warehouse, [100])
    outlets = ["Daily", "Daily", "Daily", "Post"]
    save_sample(warehouse, [100, 200, 300, 400], "t", outlets=outlets)
    save_gold(warehouse, [100])
    save_gold(warehouse, [400], sample_id="t")

    weights = load_weights(warehouse)
    means = warehouse.load("sampled_mean", model_id=MODEL.model_id)

    assert weights["outlet", "Daily"] == [2.0]
    assert means["level"].unique().to_list() == ["outlet"]
    assert warehouse.load("coded_share").rows() == [("Daily", 3, 0, 1)]


def test_gold_that_no_sample_drew_has_no_weight(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1), [(0.5, 0.5)])
    save_gold(warehouse, [100])

    assert load_weights(warehouse) == {}


def test_without_gold_nothing_is_corrected(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1), [(0.5, 0.5)])
    save_measures(warehouse, MODEL.model_id, NOW)

    assert save_corrections(warehouse, MODEL.model_id) == 0


def test_corrections_are_found_for_each_level_and_replaced_the_next_time(
    warehouse: Warehouse,
) -> None:
    save_press(warehouse)
    save_measures(warehouse, MODEL.model_id, NOW)

    save_corrections(warehouse, MODEL.model_id)
    again = save_corrections(warehouse, MODEL.model_id)

    rows = ask_copy(
        warehouse, "SELECT level, member, question, gold FROM correction ORDER BY ALL"
    )
    # Nobody saw diplomacy, and all were neutral.
    assert again == 5
    assert rows.rows() == [
        ("balanced", "", "escalation", 32),
        ("language", "en", "escalation", 32),
        ("outlet", "Daily", "escalation", 16),
        ("outlet", "Post", "escalation", 16),
        ("pooled", "", "escalation", 32),
    ]


def test_the_view_corrects_as_the_formula_says(warehouse: Warehouse) -> None:
    save_press(warehouse)
    save_measures(warehouse, MODEL.model_id, NOW)
    save_corrections(warehouse, MODEL.model_id)

    rows = ask_copy(
        warehouse,
        """
        SELECT escalation, escalation_se, draws, correction.*,
            escalation_corrected, escalation_corrected_low, escalation_corrected_high
        FROM series JOIN correction USING (model_id, level, member)
        WHERE grain = 'week' AND part = 'all' AND copies = 'all' AND topic = ''
            AND level IN ('outlet', 'pooled')
        """,
    )

    assert len(rows) == 6
    for row in rows.iter_rows(named=True):
        line = Correction(
            **{name: row[name] for name in Correction.__dataclass_fields__}
        )
        expected = correct(row["escalation"], row["escalation_se"], row["draws"], line)
        # The view's t is of the exact degrees of freedom, the formula's of whole ones.
        shown = [row[f"escalation_corrected{end}"] for end in ("", "_low", "_high")]
        assert shown == pytest.approx(expected, abs=2e-3)


def test_labels_become_numbers_and_coders_who_differ_meet_halfway() -> None:
    labels = pl.DataFrame(
        {
            "text_hash": pl.Series([7, 8, 8], dtype=pl.UInt64),
            "escalation": [True, True, False],
            "diplomacy": [False, False, False],
            "sentiment": ["negative", "positive", "neutral"],
        }
    )

    rows = number_labels(labels).sort("text_hash", "question").rows()

    assert rows == [
        (7, "diplomacy", 0.0),
        (7, "escalation", 1.0),
        (7, "sentiment", -1.0),
        (8, "diplomacy", 0.0),
        (8, "escalation", 0.5),
        (8, "sentiment", 0.5),
    ]
