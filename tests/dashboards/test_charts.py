from datetime import timedelta

import plotly.graph_objects as go
import pytest

from dashboards.charts import (
    draw_balance,
    draw_collection,
    draw_escalation_diplomacy,
    draw_sentiment,
)
from dashboards.hover import Look
from dashboards.theme import DARK, LIGHT
from tests.dashboards.samples import (
    MONDAY,
    Row,
    correct_frame,
    make_frame,
    missing,
    silent,
)

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def scatters_of(figure: go.Figure, mode: str) -> list[go.Scatter]:
    return list(figure.select_traces({"type": "scatter", "mode": mode}))


def lines_of(figure: go.Figure) -> list[go.Scatter]:
    return [line for line in scatters_of(figure, "lines+markers") if not line.line.dash]


def dotted_of(figure: go.Figure) -> list[go.Scatter]:
    return [line for line in scatters_of(figure, "lines+markers") if line.line.dash]


def bands_of(figure: go.Figure) -> list[go.Scatter]:
    return scatters_of(figure, "lines")


def names_of(figure: go.Figure) -> list[str]:
    return [trace.text[0].strip() for trace in scatters_of(figure, "text")]


def test_a_missing_week_is_a_gap_in_the_line_and_in_the_band() -> None:
    rows = [
        Row(outlet="a", at=MONDAY, escalation=0.3, diplomacy=0.1),
        missing("a", MONDAY + WEEK),
        Row(outlet="a", at=MONDAY + 2 * WEEK, escalation=0.1, diplomacy=0.3),
    ]

    figure = draw_balance(make_frame(rows, "week"))

    [line], [band] = lines_of(figure), bands_of(figure)
    assert list(line.x) == ["2026-01-05", "2026-01-12", "2026-01-19"]
    assert list(line.y) == [-0.5, None, 0.5]
    assert line.connectgaps is False
    assert list(band.y) == [-0.4, -0.6, None, 0.6, 0.4, None]


def test_below_three_stories_there_is_no_band_and_hovering_says_so() -> None:
    rows = [Row(outlet="a", at=MONDAY, articles=2, stories=2, reach=None)]

    figure = draw_balance(make_frame(rows, "week"))

    assert list(bands_of(figure)[0].y) == []
    assert lines_of(figure)[0].customdata[0] == (
        "a<br>Week of 5 Jan 2026<br>balance −0.50 · no interval below 3 stories<br>"
        "2 articles, 2 distinct stories, 24 sentences"
    )


def test_a_day_without_a_framed_sentence_has_no_balance_and_all_else() -> None:
    rows = [
        Row(outlet="a", at=MONDAY),
        Row(outlet="a", at=MONDAY + DAY, escalation=0.1, framed=False),
    ]
    frame = make_frame(rows, "day")

    [balance] = lines_of(draw_balance(frame))
    [panel] = draw_escalation_diplomacy(frame)

    assert list(balance.y) == [-0.5, None]
    assert [list(line.y) for line in lines_of(panel)] == [[0.3, 0.1], [0.1, 0.1]]


def test_one_article_a_day_makes_a_line_without_any_band() -> None:
    rows = [
        Row(outlet="a", at=MONDAY + i * DAY, articles=1, stories=1, reach=None)
        for i in range(3)
    ]

    figure = draw_balance(make_frame(rows, "day"))

    assert list(bands_of(figure)[0].y) == []
    assert list(lines_of(figure)[0].y) == [-0.5, -0.5, -0.5]


def test_copies_of_one_story_have_no_band_however_many_they_are() -> None:
    rows = [Row(outlet="a", at=MONDAY, articles=30, stories=1, reach=None)]

    figure = draw_balance(make_frame(rows, "week"))

    assert list(bands_of(figure)[0].y) == []
    assert lines_of(figure)[0].customdata[0].split("<br>")[2:] == [
        "balance −0.50 · no interval below 3 stories",
        "30 articles, 1 distinct story, 360 sentences",
    ]


def test_today_is_a_hollow_point_over_a_pale_cell() -> None:
    rows = [
        Row(outlet="a", at=MONDAY),
        Row(outlet="a", at=MONDAY + DAY, status="partial"),
    ]

    figure = draw_balance(make_frame(rows, "day"))

    assert list(lines_of(figure)[0].marker.symbol) == ["circle", "circle-open"]
    cells = [trace for trace in figure.data if trace.type == "bar"]
    assert [list(trace.base) for trace in cells] == [
        ["2026-01-05"],
        ["2026-01-06"],
        [],
        [],
    ]


def test_a_corrected_line_has_its_band_and_the_model_alone_dotted_beside_it() -> None:
    rows = [
        Row(outlet="a", at=MONDAY),
        missing("a", MONDAY + WEEK),
        Row(outlet="a", at=MONDAY + 2 * WEEK, stories=2, reach=None),
    ]

    figure = draw_balance(correct_frame(make_frame(rows, "week"), ["a"]))

    [band], [line], [dotted] = bands_of(figure), lines_of(figure), dotted_of(figure)
    assert list(line.y) == [-0.6667, None, -0.6667]
    assert list(band.y) == [-0.5167, -0.8167, None]
    assert list(dotted.y) == [-0.5, None, -0.5]
    assert (dotted.line.dash, dotted.line.color) == ("dot", line.line.color)
    assert dotted.connectgaps is False
    assert [text.split("<br>")[2:4] for text in line.customdata if text] == [
        [
            "balance −0.67 · 95\u00a0% −0.82 … −0.52",
            "model alone −0.50 (−0.60 … −0.40)",
        ],
        ["balance −0.67 · no interval below 3 stories", "model alone −0.50"],
    ]


def test_only_what_is_corrected_has_a_dotted_line() -> None:
    frame = make_frame([Row(outlet="a", at=MONDAY)], "week")

    [panel] = draw_escalation_diplomacy(correct_frame(frame, ["a"], ("escalation",)))

    assert [list(line.y) for line in lines_of(panel)] == [[0.5], [0.1]]
    assert [list(line.y) for line in dotted_of(panel)] == [[0.3]]
    assert list(panel.layout.yaxis.range) == [0, 0.7]


def test_hovering_tells_interval_n_and_what_is_missing() -> None:
    rows = [Row(outlet="a", at=MONDAY, status="partial", days_missing=1)]

    [line] = lines_of(draw_sentiment(make_frame(rows, "week")))

    assert line.customdata[0].split("<br>")[2:] == [
        "sentiment −0.20 · 95\u00a0% −0.30 … −0.10",
        "4 articles, 4 distinct stories, 48 sentences",
        "1 day missing",
        "collection incomplete",
    ]
    assert list(line.marker.symbol) == ["circle-open"]


def test_the_strip_shows_every_status_and_hatches_only_the_missing() -> None:
    rows = [
        Row(outlet="a", at=MONDAY),
        missing("a", MONDAY + WEEK),
        missing("a", MONDAY + 2 * WEEK),
        silent("a", MONDAY + 3 * WEEK),
        Row(outlet="a", at=MONDAY + 4 * WEEK, status="partial"),
    ]

    strip = draw_collection(make_frame(rows, "week")).data

    weeks = [[length / WEEK.total_seconds() / 1000 for length in t.x] for t in strip]
    assert [list(trace.base) for trace in strip] == [
        ["2026-01-05"],
        ["2026-02-02"],
        ["2026-01-12"],
        ["2026-01-26"],
    ]
    assert weeks == [[1], [1], [2], [1]]
    assert [trace.marker.pattern.shape for trace in strip] == [None, None, "/", None]
    assert strip[2].customdata[0] == "a<br>missing<br>12 Jan 2026 – 25 Jan 2026"


def test_chart_and_strip_share_the_time_axis() -> None:
    figure = draw_balance(make_frame([Row(outlet="a", at=MONDAY)], "week"))

    assert list(figure.layout.xaxis.range) == ["2026-01-05", "2026-01-12"]
    assert figure.layout.xaxis.anchor == "y2"
    assert list(figure.layout.yaxis.tickvals) == [-1, -0.5, 0, 0.5, 1]


def test_panels_share_one_axis_from_zero_and_keep_their_two_hues() -> None:
    rows = [
        Row(outlet="a", at=MONDAY, escalation=0.2, diplomacy=0.1),
        Row(outlet="b", at=MONDAY, escalation=0.2, diplomacy=0.42),
    ]

    panels = draw_escalation_diplomacy(make_frame(rows, "week"), Look(theme=LIGHT))

    assert [list(panel.layout.yaxis.range) for panel in panels] == [[0, 0.6], [0, 0.6]]
    assert [line.line.color for line in lines_of(panels[0])] == [
        LIGHT.escalation,
        LIGHT.diplomacy,
    ]
    assert [list(line.y) for line in lines_of(panels[1])] == [[0.2], [0.42]]


def test_only_the_eight_outlets_with_most_articles_are_drawn() -> None:
    rows = [Row(outlet=f"o{i}", at=MONDAY, articles=20 - i) for i in range(12)]

    figure = draw_balance(make_frame(rows, "week"), Look(theme=DARK))

    assert len(lines_of(figure)) == 8
    assert [line.line.color for line in lines_of(figure)] == list(DARK.outlets)


def test_names_at_line_ends_step_aside_and_the_last_in_a_crowd_is_left_out() -> None:
    rows = [Row(outlet=f"o{i}", at=MONDAY, articles=20 - i) for i in range(5)]

    figure = draw_balance(make_frame(rows, "week"))

    places = [trace.y[0] for trace in scatters_of(figure, "text")]
    assert names_of(figure) == ["o0", "o1", "o2"]
    assert places == pytest.approx([-0.5, -0.5 + 0.0864706, -0.5 - 0.0864706])


def test_a_hostile_name_is_text_in_every_part_of_a_chart() -> None:
    frame = make_frame([Row(outlet="a", at=MONDAY)], "week")

    figure = draw_balance(frame, Look(names={"a": "<b>x</b>\x00"}))

    assert names_of(figure) == ["&lt;b&gt;x&lt;/b&gt;�"]
    assert lines_of(figure)[0].customdata[0].startswith("&lt;b&gt;x&lt;/b&gt;�<br>")
    assert figure.layout.annotations[-1].text == "● &lt;b&gt;x&lt;/b&gt;�"


def test_an_empty_frame_draws_axes_without_lines() -> None:
    empty = make_frame([], "week")

    assert lines_of(draw_balance(empty)) == []
    assert draw_escalation_diplomacy(empty) == []
