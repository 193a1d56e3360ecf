"""The weekly report: its words, and that each number is SQL's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from analysis.errors import ConfigError, DetenteError
from analysis.records import Article
from analysis.warehouse.warehouse import Warehouse, ask
from dashboards.report.files import render_report_html, render_report_markdown
from dashboards.report.week import Week
from dashboards.report.words import Report
from dashboards.wording import LANGUAGES, Wording
from flows.report import load_week, write_report
from flows.settings import parse_settings
from tests.conftest import Golden
from tests.dashboards.newsroom import LAST, NOW, correct, open_newsroom
from tests.samples import MODEL, an_article, an_outlet

ENGLISH = Wording("en")
# The last week that is over by the 21st of November, a Saturday.
MONDAY = date(2026, 11, 9)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    with open_newsroom(folder) as warehouse:
        warehouse.publish(folder / "published.duckdb")
    return folder / "published.duckdb"


@pytest.fixture(scope="module")
def week(published: Path) -> Week:
    return load_week(published, MODEL, LAST, NOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_of_a_week_to_the_letter(
    week: Week, language: str, golden: Golden
) -> None:
    report = Report(week=week, wording=Wording(language))

    golden(Path(f"report/week.{language}.md"), render_report_markdown(report))
    golden(Path(f"report/week.{language}.html"), render_report_html(report))


def test_who_was_first_is_told_over_all_weeks_and_only_where_it_is_known(
    tmp_path: Path,
) -> None:
    def write(number: int, outlet: str, story: int, at: datetime) -> Article:
        one = an_article(number, outlet, at.date(), story_id=story)
        return replace(one, published_at=at)

    sunday = datetime(2026, 11, 8, 20, tzinfo=UTC)
    morning = datetime(2026, 11, 9, 9, 30, tzinfo=UTC)
    unsaid = datetime(2026, 11, 9, tzinfo=UTC)
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records("outlet", [an_outlet(o) for o in ("A", "B", "C")])
        warehouse.save_records(
            "article",
            [
                *(write(1, "A", 1, sunday), write(2, "B", 1, morning)),
                *(write(3, "C", 1, morning), write(4, "B", 2, unsaid)),
                *(write(5, "C", 2, morning), write(6, "C", 3, morning)),
                write(7, "A", 3, morning + timedelta(hours=1)),
            ],
        )
        monday = date(2026, 11, 9)
        found = warehouse.load("report_story", model_id="tiny@1", week=monday)

    told = {row["story_id"]: row["first_outlet"] for row in found.to_dicts()}
    assert told == {1: "A", 2: None, 3: "C"}


def test_without_a_day_it_is_the_last_week_that_is_over(published: Path) -> None:
    assert load_week(published, MODEL, None, NOW).monday == MONDAY


def test_the_table_of_outlets_holds_the_week_s_values(
    week: Week, published: Path
) -> None:
    rows = ask(published, "FROM outlet_week").filter(week=date(2026, 11, 16))
    known = {row["outlet"]: row for row in rows.to_dicts()}

    outlets = Report(week=week, wording=ENGLISH).sections[1]

    for name, counts, _, *values in outlets.rows:
        row = known[name]
        assert counts == f"{row['articles']} · {row['distinct_stories']}"
        for measure, value in zip(week.measures, values, strict=True):
            assert value.split(" ")[0] == ENGLISH.value(measure, row[measure])
            assert (row[f"{measure}_low"] is None) == ("(" not in value)


def test_a_change_is_from_the_mean_over_the_articles_of_the_weeks_before(
    week: Week, published: Path
) -> None:
    sums = ask(
        published,
        "SELECT sum(articles * escalation) / sum(articles) AS mean, sum(articles) AS n "
        "FROM outlet_week WHERE outlet = 'Daily' AND week < $monday",
        monday=week.monday,
    )

    [change] = [one for one in week.changes["escalation"] if one.outlet == "Daily"]

    assert change.before.value == pytest.approx(sums["mean"][0], abs=1e-4)
    assert change.before.articles == sums["n"][0]


def test_the_parts_of_the_composition_make_up_the_difference(week: Week) -> None:
    [row] = week.frames.composition.filter(
        pl.col("outlet").is_null(), measure="balance"
    ).to_dicts()

    parts = row["within_part"] + row["mix_part"] + row["turnover_part"]

    assert parts == pytest.approx(row["value_to"] - row["value_from"], abs=1e-6)
    said = Report(week=week, wording=ENGLISH).sections[2].sentences[1]
    assert f"went from {ENGLISH.value('balance', row['value_from'])} to" in said
    assert ENGLISH.difference(row["within_part"]) in said


def test_a_story_of_two_outlets_is_told_with_its_means(week: Week) -> None:
    assert Report(week=week, wording=ENGLISH).sections[3].points == [
        "“Two ships meet” (first: Daily; credits AFP): 2 outlets, 2 articles; "
        "escalation 0.55, diplomacy 0.10, sentiment −0.45."
    ]


def test_values_of_stories_are_told_apart_from_corrected_ones(tmp_path: Path) -> None:
    with open_newsroom(tmp_path) as warehouse:
        correct(warehouse)
        warehouse.publish(tmp_path / "published.duckdb")
    week = load_week(tmp_path / "published.duckdb", MODEL, LAST, NOW)

    assert Report(week=week, wording=ENGLISH).sections[3].sentences == [
        "A story’s values are the model’s own: they are not corrected, and so not "
        "comparable with the corrected values above."
    ]


def test_a_hostile_headline_is_no_markup(week: Week) -> None:
    hostile = "</li><script>alert(1)</script> [x](javascript:1) | `code` \x00\u202e"
    frames = week.frames
    told = Week(
        monday=week.monday,
        facts=week.facts,
        frames=type(frames)(
            site=frames.site,
            whole=frames.whole,
            story=frames.story.with_columns(title=pl.lit(hostile)),
            composition=frames.composition,
        ),
    )
    report = Report(week=told, wording=ENGLISH)

    page, text = render_report_html(report), render_report_markdown(report)

    assert "<script" not in page
    assert (
        "\\</li\\>\\<script\\>alert(1)\\</script\\> \\[x\\](javascript:1) \\|" in text
    )
    assert not {"\x00", "\u202e"} & set(page + text)


def test_a_week_outside_the_data_is_refused(published: Path) -> None:
    with pytest.raises(
        DetenteError, match="the data run from 2026-10-13 to 2026-11-21"
    ):
        load_week(published, MODEL, LAST + timedelta(weeks=3), NOW)


def test_a_report_is_no_other_kind_of_file(tmp_path: Path) -> None:
    settings = parse_settings("", tmp_path / "detente.toml")

    with pytest.raises(ConfigError, match=r"a report is \.md or \.html"):
        write_report(settings, None, tmp_path / "week.pdf", "en", NOW)
