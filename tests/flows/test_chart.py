"""From the published warehouse to a figure for a paper."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from analysis.errors import ConfigError, DetenteError, WarehouseError
from analysis.warehouse.published import load_published
from analysis.warehouse.warehouse import Parameter, Warehouse
from dashboards.drawing.hover import Look
from flows.chart import draw_chart, write_chart
from flows.chart_rows import Asked
from flows.cli import CHARTS, main
from flows.measuring import save_measures
from flows.settings import Settings, read_settings
from tests.dashboards.samples import make_corrections
from tests.samples import (
    MODEL,
    NOW,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
)

CHROMIUM = Path("/usr/bin/chromium")
MONDAY = date(2026, 9, 7)
LAST_WEEK = MONDAY + timedelta(weeks=4)
OUTLETS = ("Daily", "Herald")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Two outlets, one article a weekday for five weeks, corrected by gold; one wire
    text in both; published."""
    config = tmp_path_factory.mktemp("chart") / "detente.toml"
    config.write_text(
        '[warehouse]\npath = "w.duckdb"\n[topics]\nharbour = "harbour"\n'
        '[[event]]\non = 2026-09-15\nname = "Talks"\n',
        encoding="utf-8",
    )
    settings = read_settings(config)
    with Warehouse(settings.working_file) as warehouse:
        fill(warehouse)
        save_measures(warehouse, MODEL.model_id, NOW)
        rows = make_corrections(OUTLETS, ("escalation", "diplomacy"))
        warehouse.save(
            "save_correction",
            {"incoming": rows.drop("model_id")},
            model_id=MODEL.model_id,
        )
        warehouse.publish(settings.warehouse)
    return settings


def fill(warehouse: Warehouse) -> None:
    days = [MONDAY + timedelta(days=n) for n in range(33) if n % 7 < 5]
    articles = [
        an_article(1000 * (1 + place) + number, outlet, day)
        for place, outlet in enumerate(OUTLETS)
        for number, day in enumerate(days)
    ]
    articles += [
        an_article(9000 + place, outlet, LAST_WEEK, story_id=7)
        for place, outlet in enumerate(OUTLETS)
    ]
    warehouse.save_records("outlet", [an_outlet(outlet) for outlet in OUTLETS])
    warehouse.save_records("model", [MODEL])
    warehouse.save_records("article", articles)
    warehouse.save_records(
        "sentence", [a_sentence(a.article_id, 0, a.article_id) for a in articles]
    )
    warehouse.save_records(
        "sentence_score",
        [
            a_score(a.article_id, (a.article_id % 7) / 10, (a.article_id % 4) / 10)
            for a in articles
        ],
    )


def asked(name: str = "balance", **more: object) -> Asked:
    return Asked(**{"name": name, "model": "tiny", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("copies", ["all", "once", "without"])
def test_a_ranking_over_one_week_is_that_week(settings: Settings, copies: str) -> None:
    of: dict[str, Parameter] = {
        "model_id": MODEL.model_id,
        "part": "all",
        "copies": copies,
        "topic": "",
        "since": LAST_WEEK,
        "until": LAST_WEEK + timedelta(days=6),
    }

    ranking = load_published(settings.warehouse, "chart_ranking", **of)

    week = load_published(
        settings.warehouse, "chart_series", grain="week", level="outlet", **of
    )
    same = [name for name in ranking.columns if name in week.columns]
    assert len(same) == 30
    assert ranking["escalation_corrected_low"].null_count() == 0
    assert ranking.select(same).equals(week.select(same))


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_of_the_command_line_is_drawn(
    settings: Settings, name: str
) -> None:
    figure = draw_chart(asked(name), settings)

    assert len(figure.data) > 0
    assert "tiny@1" in figure.layout.annotations[-1].text


@pytest.mark.parametrize("level", ["outlet", "language", "pooled", "balanced"])
def test_a_line_for_each_member_of_the_level(settings: Settings, level: str) -> None:
    names = {
        "outlet": ["● Daily", "■ Herald"],
        "language": ["● English"],
        "pooled": ["● All articles"],
        "balanced": ["● All outlets alike"],
    }

    figure = draw_chart(asked(level=level), settings)

    rows = [n.text for n in figure.layout.annotations if n.yref == "y2"]
    assert rows == names[level]


def test_the_source_line_has_days_counts_model_and_version(settings: Settings) -> None:
    wanted = asked("escalation", outlets=["daily"], until=date(2026, 9, 20), title="T")

    figure = draw_chart(wanted, settings)

    title, source = [note.text for note in figure.layout.annotations[-2:]]
    assert title == "T"
    assert re.sub(r"<br>", " ", source) == (
        "Bands: 95 % intervals, none below three stories; hollow points: collection "
        "incomplete; pale steps: changes of the level. Cells below: grey complete, "
        "pale partial, hatched missing, a thin line no article. Dotted line or small "
        "hollow circle: the model alone, before correction by coded sentences. "
        "7 Sep 2026 – 20 Sep 2026 · 10 articles · 10 sentences · scored by tiny@1 · "
        "Detente 0.1.0"
    )


def test_the_source_line_says_which_articles_it_is_of(
    settings: Settings,
) -> None:
    figure = draw_chart(asked(copies="once"), settings)

    source = re.sub(r"<br>", " ", figure.layout.annotations[-1].text)
    assert " · Copies: Each story once · " in source


def test_a_chart_is_as_wide_as_the_paper_asks_and_marks_the_config_s_events(
    settings: Settings,
) -> None:
    figure = draw_chart(asked(width=85), settings)

    assert figure.layout.width == 321
    assert [note.text for note in figure.layout.annotations if note.text == "Talks"]
    assert figure.layout.paper_bgcolor == Look().theme.paper


def test_a_ranking_has_the_highest_value_on_top(settings: Settings) -> None:
    figure = draw_chart(asked("ranking", measure="escalation"), settings)

    values = list(figure.data[-1].x)
    assert values == sorted(values, reverse=True)
    assert len(values) == 2
    assert all(value is not None for value in figure.data[1].x)


@pytest.mark.parametrize(
    ("wanted", "error", "words"),
    [
        pytest.param(
            asked(outlets=["Dayly"]),
            ConfigError,
            "--outlet 'Dayly' is not known; did you mean 'Daily'?",
            id="an outlet that is not there",
        ),
        pytest.param(
            asked(outlets=["Zzz"]),
            ConfigError,
            "--outlet 'Zzz' is not known; known are 'Daily', 'Herald'",
            id="nothing is near",
        ),
        pytest.param(
            asked(level="pooled", outlets=["Daily"]),
            ConfigError,
            "--level pooled has no outlets; leave out --outlet",
            id="all outlets together have none",
        ),
        pytest.param(
            asked(topic="harbor"),
            ConfigError,
            "--topic 'harbor' is not known; did you mean 'harbour'?",
            id="a topic that the config has not",
        ),
        pytest.param(
            asked(topic="harbour", part="own"),
            ConfigError,
            "topics have no parts; leave out --topic or --part",
            id="what is not measured",
        ),
        pytest.param(
            asked(model="other"),
            ConfigError,
            "--model 'other' is not known; known are 'tiny@1'",
            id="a model without series",
        ),
        pytest.param(
            asked(since=date(2027, 1, 1)),
            DetenteError,
            "no article from 2027-01-01 to the last day; series run from 2026-09-07 to "
            "2026-10-09: choose other days or outlets",
            id="nothing in that time",
        ),
        pytest.param(
            asked(topic="harbour", outlets=["Herald"]),
            DetenteError,
            "no article from the first day to the last day for outlet Herald, topic "
            "harbour; series run from 2026-09-07 to 2026-10-09: choose other days or "
            "outlets",
            id="nothing on that topic",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(
    settings: Settings, wanted: Asked, error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as raised:
        draw_chart(wanted, settings)

    assert str(raised.value) == words


def test_before_the_first_run_there_is_nothing_to_draw(tmp_path: Path) -> None:
    config = tmp_path / "detente.toml"
    config.write_text('[warehouse]\npath = "w.duckdb"\n', encoding="utf-8")

    with pytest.raises(WarehouseError, match="nothing is published yet"):
        draw_chart(asked(), read_settings(config))


def test_an_ending_that_no_format_has_is_refused_before_anything_is_drawn(
    settings: Settings,
) -> None:
    with pytest.raises(ConfigError, match=r"end the name in \.svg, \.png or \.pdf"):
        write_chart(asked(), Path("chart.gif"), settings)


@pytest.mark.skipif(
    not CHROMIUM.exists(), reason="needs a browser: apt-get install chromium"
)
def test_the_command_writes_vectors_with_text_that_can_be_found(
    settings: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "chart.svg"
    options = ["--config", str(settings.file), "--model", "tiny", "--out", str(out)]

    code = main(["chart", "balance", *options, "--title", "A <turn>", "--width", "180"])

    drawn = out.read_text("utf-8")
    assert code == 0
    assert 'width="680"' in drawn
    assert "A &#60;turn&#62;" in drawn
    assert "Herald" in drawn


def test_without_a_browser_the_mend_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))

    with pytest.raises(DetenteError, match="apt-get install chromium"):
        write_chart(asked(), tmp_path / "chart.svg", settings)

    assert not (tmp_path / "chart.svg").exists()
