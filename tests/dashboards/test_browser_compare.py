"""Compare and Method in real Chromium: what scripts compute equals SQL and Python."""

import math
import re
import statistics
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page

from analysis.measures.student import COVERAGE, p_value, t_margin
from analysis.warehouse.warehouse import Warehouse
from dashboards.means import find_degrees
from dashboards.site import write_site
from flows.publish import measure_all
from flows.site_frames import load_site_facts, load_site_frames
from tests.dashboards.conftest import Reader
from tests.dashboards.worlds import NOW, make_full
from tests.samples import MODEL, a_run

OTHER = replace(MODEL, model_id="other@2", name="other", revision="2")
PAIR = "#a=outlet:Daily&b=outlet:Post"
Z = 1.959964
# Escalation of two outlets in the weeks of both, with the larger half of each interval.
WEEKS = """
SELECT
    a.week, a.escalation, b.escalation, a.articles, b.articles,
    greatest(a.escalation_high - a.escalation, a.escalation - a.escalation_low),
    greatest(b.escalation_high - b.escalation, b.escalation - b.escalation_low),
    a.distinct_stories, b.distinct_stories
FROM outlet_week AS a JOIN outlet_week AS b USING (week, model_id)
WHERE a.outlet = 'Daily' AND b.outlet = 'Post' AND model_id = 'tiny@1'
ORDER BY a.week
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A full press, scored by two models."""
    folder = tmp_path_factory.mktemp("compare")
    with Warehouse(folder / "w.duckdb") as warehouse:
        warehouse.save_records("model", [MODEL])
        make_full(warehouse)
        measure_all(warehouse, MODEL.model_id, NOW)
    with duckdb.connect(str(folder / "w.duckdb")) as connection:
        connection.execute(
            "INSERT INTO sentence_score BY NAME SELECT * REPLACE ('other@2' AS"
            " model_id, 0.1 + escalation / 2 AS escalation) FROM sentence_score"
        )
    with Warehouse(folder / "w.duckdb") as warehouse:
        warehouse.save_records("model", [OTHER])
        measure_all(warehouse, OTHER.model_id, NOW)
        run = replace(a_run(NOW), finished_at=NOW, status="done")
        warehouse.save_records("run", [run])
        frames = load_site_frames(warehouse, MODEL.model_id)
        facts = load_site_facts(warehouse, MODEL, run, NOW)
    write_site(folder / "site", frames, facts)
    return folder


@pytest.fixture
def reading(reader: Reader, world: Path) -> Reader:
    reader.folder = world / "site"
    return reader


def ask(world: Path, sql: str) -> list[tuple[float, ...]]:
    with duckdb.connect(str(world / "w.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def read_csv(page: Page, chart: str) -> list[list[str]]:
    """The rows that a chart's button saves, without the first."""
    with page.expect_download() as saved:
        page.click(f"#{chart} button[data-kind=csv]")
    lines = saved.value.path().read_text("utf-8-sig").splitlines()
    return [line.split(",") for line in lines[1:]]


def write(value: float) -> str:
    """As the page writes a difference."""
    text = f"{abs(value):.2f}"
    return text if text == "0.00" else f"{'−' if value < 0 else '+'}{text}"


def test_the_difference_of_each_week_has_both_errors(
    reading: Reader, world: Path
) -> None:
    with reading.open(None, "compare.html", at=PAIR) as page:
        reading.wait(page)
        rows = read_csv(page, "difference")

    expected = []
    for week, one, other, n, m, reach, other_reach, *_ in ask(world, WEEKS):
        gap, whole = one - other, math.hypot(reach, other_reach)
        expected.append((str(week), gap, gap - whole, gap + whole, n, m))
    assert [row[0] for row in rows] == [found[0] for found in expected]
    for row, found in zip(rows, expected, strict=True):
        shown = [float(cell) for cell in (*row[3:6], *row[6:8])]
        assert shown == pytest.approx(found[1:], abs=3e-4)


def test_the_whole_difference_weighs_weeks_by_articles_and_says_how_likely_it_is(
    reading: Reader, world: Path
) -> None:
    with reading.open(None, "compare.html", at=PAIR) as page:
        reading.wait(page)
        detail = page.inner_text("#detail")
        title = page.inner_text("h1")

    weeks = ask(world, WEEKS)
    means, parts = [], []
    for value, count, reach, stories in ((1, 3, 5, 7), (2, 4, 6, 8)):
        total = sum(week[count] for week in weeks)
        means.append(sum(week[value] * week[count] for week in weeks) / total)
        for week in weeks:
            free = max(week[stories] - 1, 2)
            error = week[count] * week[reach] / t_margin(COVERAGE, free) / total
            parts.append((error**2, free))
    gap, error = means[0] - means[1], math.sqrt(sum(part for part, _ in parts))
    degrees = find_degrees(parts)
    chance = p_value(gap / error, degrees)
    margin = t_margin(COVERAGE, degrees) * error
    ends = f"95\u00a0% {write(gap - margin)} … {write(gap + margin)}"
    assert f"Difference {write(gap)}, {ends}" in detail
    assert f"p\u00a0=\u00a0{chance:.2f}" in detail
    assert title == "No difference in escalation is seen between Daily and Post"


# Two series of three weeks, the second one week later and corrected by gold.
SERIES = """
const found = (values, more = {}) => ({ values, lows: values, highs: values, ...more });
const make = (first, measure) => ({
    first, step: 7, statuses: "ccc", articles: [1, 1, 1], stories: [1, 1, 1],
    sentences: [9, 9, 9],
    measures: Object.fromEntries(
        ["escalation", "diplomacy", "balance", "intensity", "sentiment"].map(
            (name) => [name, measure]
        )
    ),
});
const one = make("2026-01-05", found([0.1, 0.2, null]));
const alone = found([0.3, 0.4, 0.5]);
const two = make("2026-01-12", found([0.5, 0.6, 0.7], { alone }));
"""


def test_where_one_is_corrected_the_model_alone_speaks_for_both(
    reading: Reader,
) -> None:
    script = (
        "() => {" + SERIES + "const { pair, isMixed } = Pairs.level([one, two], "
        "'escalation'); const [a, b] = Pairs.subtract(Pairs.align(pair), 'escalation')"
        ".measures.balance.values; return [isMixed, a, b]; }"
    )
    with reading.open(None, "compare.html", at=PAIR) as page:
        mixed, first, second = page.evaluate(script)

    # In common are the weeks of 12 and 19 January; the first one has no value there.
    assert (mixed, second) == (True, None)
    assert first == pytest.approx(0.2 - 0.3)


def test_points_of_both_are_correlated(reading: Reader, world: Path) -> None:
    with reading.open(None, "compare.html", at=PAIR) as page:
        reading.wait(page)
        found = page.text_content("#scatter .finding")
        label = page.get_attribute("#scatter .plot", "aria-label")

    weeks = ask(world, WEEKS)
    r = statistics.correlation([w[1] for w in weeks], [w[2] for w in weeks])
    reach = Z / math.sqrt(len(weeks) - 3)
    ends = [write(math.tanh(math.atanh(r) + sign * reach)) for sign in (-1, 1)]
    assert str(found).endswith(f"r = {write(r)}")
    assert f"{len(weeks)} common periods" in str(label)
    assert f"95 % {ends[0]} … {ends[1]}" in str(label)


def test_a_view_is_in_its_address_and_swapping_turns_the_sign(
    reading: Reader,
) -> None:
    view = f"{PAIR}&measure=sentiment&copies=without&since=2026-10-12"
    with reading.open(None, "compare.html", at=view, language="de") as page:
        reading.wait(page)
        before = [float(row[3]) for row in read_csv(page, "difference")]
        chosen = page.evaluate(
            "['compare-a', 'compare-b', 'view-copies']"
            ".map(id => document.getElementById(id).value)"
        )
        page.click("#choice button")
        reading.wait(page)
        after = [float(row[3]) for row in read_csv(page, "difference")]
        address = page.evaluate("decodeURIComponent(location.hash)")

    assert chosen == ["outlet:Daily", "outlet:Post", "without"]
    assert len(before) == 4
    assert after == [-value for value in before]
    assert "a=outlet:Post" in address
    assert "measure=sentiment" in address


def test_shared_stories_are_a_caution_and_other_ways_of_counting_a_check(
    reading: Reader,
) -> None:
    with reading.open(None, "compare.html", at=PAIR) as page:
        reading.wait(page)
        cautions = page.text_content("#cautions")
        rows = read_csv(page, "choices")

    # Each first article of 35 days is one story of all three outlets.
    assert "They carry 35 stories in common: 25\u00a0% of the articles" in str(cautions)
    assert [row[0].split(": ")[1] for row in rows] == [
        *("All counted", "Each story once", "Left out"),
        *("Headline", "Lead", "Body", "Own voice", "Quoted"),
    ]


def test_an_outlet_among_all_articles_is_not_independent_of_them(
    reading: Reader,
) -> None:
    with reading.open(None, "compare.html", at="#a=pooled:&b=outlet:Post") as page:
        reading.wait(page)
        assert "are among those of the other" in page.inner_text("#cautions")


def test_two_models_are_compared_on_the_articles_of_one_outlet(
    reading: Reader, world: Path
) -> None:
    with reading.open(None, "compare.html", at="#mode=models&a=outlet:Post") as page:
        reading.wait(page)
        rows = read_csv(page, "difference")
        detail = page.inner_text("#detail")
        hidden = page.is_hidden("#facts")

    gaps = ask(
        world,
        "SELECT a.escalation - b.escalation FROM outlet_week a JOIN outlet_week b"
        " USING (week, outlet) WHERE a.model_id = 'tiny@1' AND b.model_id = 'other@2'"
        " AND outlet = 'Post' ORDER BY week",
    )
    (line,) = ask(
        world,
        "SELECT alpha, correlation, slope FROM model_overlap"
        " WHERE question = 'escalation'",
    )
    assert [float(row[3]) for row in rows] == pytest.approx(
        [gap for (gap,) in gaps], abs=3e-4
    )
    assert [row[4:6] for row in rows] == [["", ""]] * len(rows)
    assert f"an alpha of {line[0]:.2f} and a correlation of {line[1]:.2f}" in detail
    assert f"+ {line[2]:.2f} × earlier" in detail
    assert hidden


def test_a_change_of_mode_brings_its_own_controls(reading: Reader) -> None:
    with reading.open(None, "compare.html", at=PAIR) as page:
        reading.wait(page)
        page.click("#choice nav a:not([aria-current])")
        page.wait_for_selector("#compare-x")
        reading.wait(page)

        assert page.query_selector("#view-part") is None
        assert page.input_value("#compare-y") == "other@2"


@pytest.mark.parametrize("width", [1440, 360])
def test_the_method_has_every_formula_within_the_page(
    reading: Reader, width: int
) -> None:
    with reading.open(
        None, "method.html", viewport=(width, 900), language="de"
    ) as page:
        sizes = page.evaluate(
            "[...document.querySelectorAll('figure math[display]')]"
            ".map(m => m.getBoundingClientRect()).map(b => Math.min(b.width, b.height))"
        )
        across = page.evaluate("document.documentElement.scrollWidth")
        days = page.evaluate(
            "[...document.querySelectorAll('.today')].map(e => e.textContent)"
        )

    assert len(sizes) == 24
    assert min(sizes) > 10
    assert across == width
    assert re.fullmatch(r"\d{1,2}\. \S+ \d{4}", days[0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", days[1])
