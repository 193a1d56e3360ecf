from dataclasses import replace
from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from dashboards.charts import (
    draw_collection,
    draw_heat,
    draw_ranking,
    draw_trend,
    entitle_figure,
)
from dashboards.drawing.dots import Dot
from dashboards.drawing.hover import Change, Look
from dashboards.drawing.labels import spread
from dashboards.events import Event
from dashboards.theme import DARK
from dashboards.wording import Wording
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
    texts = [text for trace in scatters_of(figure, "text") for text in trace.text]
    return [text.strip() for text in texts]


def test_a_missing_week_is_a_gap_in_the_line_and_in_the_band() -> None:
    rows = [
        Row(outlet="a", at=MONDAY, escalation=0.3, diplomacy=0.1),
        missing("a", MONDAY + WEEK),
        Row(outlet="a", at=MONDAY + 2 * WEEK, escalation=0.1, diplomacy=0.3),
    ]

    figure = draw_trend(make_frame(rows, "week"), "balance")

    [line], [band] = lines_of(figure), bands_of(figure)
    assert list(line.x) == ["2026-01-05", "2026-01-12", "2026-01-19"]
    assert list(line.y) == [-0.5, None, 0.5]
    assert line.connectgaps is False
    assert list(band.y) == [-0.4, -0.6, None, 0.6, 0.4, None]


def test_below_three_stories_there_is_no_band_and_hovering_says_so() -> None:
    rows = [Row(outlet="a", at=MONDAY, articles=2, stories=2, reach=None)]

    figure = draw_trend(make_frame(rows, "week"), "balance")

    assert list(bands_of(figure)[0].y) == []
    assert lines_of(figure)[0].customdata[0][0] == (
        "a<br>Week of 5 Jan 2026<br>balance −0.50 · no interval below 3 stories<br>"
        "2 articles, 2 distinct stories, 24 sentences"
    )


def test_a_day_without_a_framed_sentence_has_no_balance_and_all_else() -> None:
    rows = [
        Row(outlet="a", at=MONDAY),
        Row(outlet="a", at=MONDAY + DAY, escalation=0.1, framed=False),
    ]
    frame = make_frame(rows, "day")

    [balance] = lines_of(draw_trend(frame, "balance"))
    [escalation] = lines_of(draw_trend(frame, "escalation"))

    assert list(balance.y) == [-0.5, None]
    assert list(escalation.y) == [0.3, 0.1]


def test_one_article_a_day_makes_a_line_without_any_band() -> None:
    rows = [
        Row(outlet="a", at=MONDAY + i * DAY, articles=1, stories=1, reach=None)
        for i in range(3)
    ]

    figure = draw_trend(make_frame(rows, "day"), "balance")

    assert list(bands_of(figure)[0].y) == []
    assert list(lines_of(figure)[0].y) == [-0.5, -0.5, -0.5]


def test_copies_of_one_story_have_no_band_however_many_they_are() -> None:
    rows = [Row(outlet="a", at=MONDAY, articles=30, stories=1, reach=None)]

    figure = draw_trend(make_frame(rows, "week"), "balance")

    assert list(bands_of(figure)[0].y) == []
    assert lines_of(figure)[0].customdata[0][0].split("<br>")[2:] == [
        "balance −0.50 · no interval below 3 stories",
        "30 articles, 1 distinct story, 360 sentences",
    ]


def test_today_is_a_hollow_point_over_a_pale_cell() -> None:
    rows = [
        Row(outlet="a", at=MONDAY),
        Row(outlet="a", at=MONDAY + DAY, status="partial"),
    ]

    figure = draw_trend(make_frame(rows, "day"), "balance")

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

    figure = draw_trend(correct_frame(make_frame(rows, "week"), ["a"]), "balance")

    [band], [line], [dotted] = bands_of(figure), lines_of(figure), dotted_of(figure)
    assert list(line.y) == [-0.6667, None, -0.6667]
    assert list(band.y) == [-0.5167, -0.8167, None]
    assert list(dotted.y) == [-0.5, None, -0.5]
    assert (dotted.line.dash, dotted.line.color) == ("dot", line.line.color)
    assert dotted.connectgaps is False
    assert [text.split("<br>")[2:4] for text, _ in line.customdata if text] == [
        [
            "balance −0.67 · 95\u00a0% −0.82 … −0.52",
            "model alone −0.50 (−0.60 … −0.40)",
        ],
        ["balance −0.67 · no interval below 3 stories", "model alone −0.50"],
    ]


def test_only_what_is_corrected_has_a_dotted_line() -> None:
    frame = make_frame([Row(outlet="a", at=MONDAY)], "week")
    frame = correct_frame(frame, ["a"], ("escalation",))

    escalation = draw_trend(frame, "escalation")
    diplomacy = draw_trend(frame, "diplomacy")

    assert [list(line.y) for line in lines_of(escalation)] == [[0.5]]
    assert [list(line.y) for line in dotted_of(escalation)] == [[0.3]]
    assert list(escalation.layout.yaxis.range) == [0, 0.7]
    assert dotted_of(diplomacy) == []


def test_hovering_tells_interval_n_and_what_is_missing() -> None:
    rows = [Row(outlet="a", at=MONDAY, status="partial", days_missing=1)]

    [line] = lines_of(draw_trend(make_frame(rows, "week"), "sentiment"))

    assert line.customdata[0][0].split("<br>")[2:] == [
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
    assert strip[2].customdata[0][0] == "a<br>missing<br>12 Jan 2026 – 25 Jan 2026"


def test_chart_and_strip_share_the_time_axis() -> None:
    figure = draw_trend(make_frame([Row(outlet="a", at=MONDAY)], "week"), "balance")

    assert list(figure.layout.xaxis.range) == ["2026-01-05", "2026-01-12"]
    assert figure.layout.xaxis.anchor == "y2"
    assert list(figure.layout.yaxis.tickvals) == [-1, -0.5, 0, 0.5, 1]


def test_a_share_is_drawn_from_zero_to_the_next_tenth_and_the_axis_says_so() -> None:
    rows = [Row(outlet="a", at=MONDAY, escalation=0.32, reach=0.1)]

    figure = draw_trend(make_frame(rows, "week"), "escalation")

    assert list(figure.layout.yaxis.range) == [0, 0.5]
    assert list(figure.layout.yaxis.ticktext) == [
        "0",
        "0.1",
        "0.2",
        "0.3",
        "0.4",
        "0.5",
    ]
    assert figure.layout.annotations[0].text == (
        "Escalation, mean probability; axis to 0.5 of 1"
    )


def test_outlets_take_the_theme_s_colours_in_turn_and_grey_from_the_ninth_on() -> None:
    rows = [Row(outlet=f"o{i}", at=MONDAY, articles=20 - i) for i in range(9)]

    figure = draw_trend(make_frame(rows, "week"), "balance", Look(theme=DARK))

    colours = [line.line.color for line in lines_of(figure)]
    assert colours == [*DARK.outlets, DARK.other]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0.5, -0.5], [0.5, -0.5], id="room enough"),
        pytest.param([0, 0], [-0.1, 0.1], id="twins step aside alike"),
        pytest.param([0, 0.1, 0.8], [-0.05, 0.15, 0.8], id="the third is far off"),
        pytest.param([1, 1, 1], [0.6, 0.8, 1], id="none leaves the top"),
        pytest.param([-1, -1], [-1, -0.8], id="none leaves the foot"),
        pytest.param([], [], id="no names"),
    ],
)
def test_names_lie_apart_and_as_near_to_their_lines_as_can_be(
    values: list[float], expected: list[float]
) -> None:
    assert spread(values, 0.2, -1, 1) == pytest.approx(expected)


def test_a_lone_line_and_a_narrow_chart_have_no_names_at_line_ends() -> None:
    rows = [Row(outlet=name, at=MONDAY) for name in "ab"]

    wide = draw_trend(make_frame(rows, "week"), "balance")
    lone = draw_trend(make_frame(rows[:1], "week"), "balance")
    narrow = draw_trend(make_frame(rows, "week"), "balance", Look(width=400))

    assert names_of(wide) == ["a", "b"]
    assert names_of(lone) == names_of(narrow) == []
    assert [note.text for note in narrow.layout.annotations[-4:]] == [
        *("●", "■"),
        *("● a", "■ b"),
    ]


def test_a_change_is_a_step_from_the_level_before_to_the_one_after() -> None:
    rows = [Row(outlet="a", at=MONDAY + i * WEEK) for i in range(10)]
    change = Change(
        outlet="a",
        measure="balance",
        week=MONDAY + 5 * WEEK,
        low=MONDAY + 4 * WEEK,
        high=MONDAY + 6 * WEEK,
        before=-0.6,
        after=-0.2,
    )
    others = [
        replace(change, measure="sentiment"),
        replace(change, outlet="b"),
        replace(change, week=MONDAY),
    ]

    figure = draw_trend(
        make_frame(rows, "week"), "balance", Look(changes=[change, *others])
    )

    [step] = [t for t in figure.data if t.opacity is not None]
    assert list(step.x) == [
        *("2026-01-19", "2026-02-09", "2026-02-09", "2026-02-09", "2026-03-02", None)
    ]
    assert list(step.y) == pytest.approx([-0.6, -0.6, -0.4, -0.2, -0.2, None])
    assert step.customdata[2][0].split("<br>") == [
        "a",
        "New level from the week of 9 Feb 2026",
        "95 %: week of 2 Feb 2026 to week of 16 Feb 2026",
        "balance −0.60 → −0.20",
    ]


def test_events_of_the_drawn_time_are_named_without_touching_one_another() -> None:
    rows = [Row(outlet="a", at=MONDAY + i * WEEK) for i in range(10)]
    events = [
        Event(on=date(2026, 2, 2), until=date(2026, 2, 9), name="A <b>summit</b>"),
        Event(on=date(2026, 2, 3), name="Talks"),
        Event(on=date(2026, 3, 5), name="Truce"),
        Event(on=date(2026, 2, 4), name="Elsewhere", outlets=("b",)),
        Event(on=date(2025, 2, 4), name="Long ago"),
    ]

    figure = draw_trend(make_frame(rows, "week"), "balance", Look(events=events))

    notes = {note.text: note.yshift for note in figure.layout.annotations}
    assert notes["A &lt;b&gt;summit&lt;/b&gt;"] == notes["Truce"] == 6
    assert notes["Talks"] == 21
    assert not notes.keys() & {"Elsewhere", "Long ago"}
    assert [(s.type, s.x0) for s in figure.layout.shapes] == [
        ("rect", "2026-02-02 12:00"),
        ("line", "2026-02-02 12:00"),
        ("line", "2026-02-03 12:00"),
        ("line", "2026-03-05 12:00"),
    ]
    assert figure.data[-1].customdata[0][0] == (
        "A &lt;b&gt;summit&lt;/b&gt;<br>2 Feb 2026 – 9 Feb 2026"
    )


def test_a_heat_map_tells_zero_from_missing_and_from_no_article() -> None:
    rows = [
        Row(outlet="a", at=MONDAY, escalation=0.0, framed=False),
        missing("a", MONDAY + WEEK),
        silent("a", MONDAY + 2 * WEEK),
        Row(outlet="b", at=MONDAY + WEEK, escalation=0.35),
    ]

    figure = draw_heat(make_frame(rows, "week"), "escalation")

    heat, _, gone, none, unknown = figure.data
    assert [list(row) for row in heat.z] == [[0.0, None, None], [None, 0.35, None]]
    assert list(heat.x) == ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"]
    assert (heat.zmin, heat.zmax) == (0, 0.4)
    assert (list(gone.base), list(none.base)) == (["2026-01-12"], ["2026-01-19"])
    assert gone.marker.pattern.shape == "/"
    assert list(unknown.base) == []


def test_a_heat_map_of_the_balance_has_zero_in_the_middle_and_names_its_ends() -> None:
    rows = [
        Row(outlet="a", at=MONDAY, escalation=0.3, diplomacy=0.1),
        Row(outlet="a", at=MONDAY + WEEK, framed=False),
    ]

    figure = draw_heat(make_frame(rows, "week"), "balance", Look(wording=Wording("de")))

    assert (figure.data[0].zmin, figure.data[0].zmax) == (-0.5, 0.5)
    assert list(figure.layout.xaxis2.ticktext) == [
        *("−0,5<br>Eskalation", "0", "+0,5<br>Diplomatie")
    ]
    assert figure.data[-1].customdata[0][0] == (
        "a<br>Woche ab 12. Jan. 2026<br>Bilanz unbekannt"
    )


def test_a_ranking_keeps_its_order_and_says_what_is_unknown() -> None:
    rows = [
        Dot(label="B & Post", value=0.42, low=0.3, high=0.54, alone=0.3),
        Dot(label="A", value=0.2),
        Dot(label="C", value=None),
    ]

    figure = draw_ranking(rows, "escalation")

    interval, alone, dots = figure.data
    assert list(dots.x) == [0.42, 0.2]
    assert (list(interval.x), list(interval.y)) == ([0.3, 0.54, None], [0, 0, None])
    assert (list(alone.x), list(alone.y)) == ([0.3], [0])
    assert list(figure.layout.yaxis.ticktext) == ["B &amp; Post", "A", "C"]
    assert list(figure.layout.xaxis.range) == [0, 0.6]
    assert [note.text for note in figure.layout.annotations[1:]] == [
        *("0.42", "0.20", "–")
    ]


def test_for_a_paper_title_and_source_stand_around_the_figure_on_white() -> None:
    look = Look()
    figure = draw_trend(make_frame([Row(outlet="a", at=MONDAY)], "week"), "balance")

    framed = entitle_figure(figure, "A <b>turn</b>", "Read so.\n4 articles", look)

    title, source = framed.layout.annotations[-2:]
    assert title.text == "A &lt;b&gt;turn&lt;/b&gt;"
    assert source.text == "Read so.<br>4 articles"
    assert framed.layout.paper_bgcolor == "#ffffff"
    assert framed.layout.height == figure.layout.height + 22 + 8 + 2 * 15 + 12


def test_a_hostile_name_is_text_in_every_part_of_a_chart() -> None:
    rows = [Row(outlet="a", at=MONDAY, articles=9), Row(outlet="b", at=MONDAY)]
    frame = make_frame(rows, "week")

    figure = draw_trend(frame, "balance", Look(names={"a": "<b>x</b>\x00"}))

    assert names_of(figure) == ["&lt;b&gt;x&lt;/b&gt;�", "b"]
    assert lines_of(figure)[0].customdata[0][0].startswith("&lt;b&gt;x&lt;/b&gt;�<br>")
    assert figure.layout.annotations[-2].text == "● &lt;b&gt;x&lt;/b&gt;�"


def test_an_empty_frame_draws_axes_without_lines() -> None:
    empty = make_frame([], "week")

    assert lines_of(draw_trend(empty, "balance")) == []
    assert draw_heat(empty, "escalation").data[0].z == ()
    assert draw_ranking([], "balance").data == ()
