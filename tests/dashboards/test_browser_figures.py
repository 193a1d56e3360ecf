"""Figures and panels in real Chromium: what pages draw is what Python draws."""

import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest
from playwright.sync_api import Browser, Page

from dashboards.charts import (
    draw_collection,
    draw_heat,
    draw_ranking,
    draw_trend,
    entitle_figure,
)
from dashboards.drawing.dots import Dot
from dashboards.drawing.hover import Change, Look
from dashboards.drawing.payload import pack_look, render_json
from dashboards.drawing.series import Measured, Series, split_series
from dashboards.events import Event
from dashboards.frames import SiteFrames
from dashboards.pages.page import SCRIPTS, TEMPLATES, read_asset
from dashboards.theme import DARK, LIGHT
from dashboards.wording import Wording
from tests.dashboards.conftest import wait_until
from tests.dashboards.samples import correct_site, make_site

NAMES = {"a": "A-Blatt", "b": "B & Post", "c": "Ce Soir", "d": "Delo", "e": "Echo"}
HOSTILE = {
    "1": "<script>window.broken = 1</script>",
    "2": "</script><img src=x onerror='window.broken = 1'>",
    "3": "<a href='javascript:window.broken=1'>click</a>",
    "4": "\"q\" 'q' %{y} over nul",
    "5": "=x" * 5_000,
}
EVENTS = (
    Event(on=date(2026, 1, 20), name="Truce & <b>talks</b> announced in the capital"),
    Event(on=date(2026, 1, 22), name="Summit", outlets=("b",)),
    Event(on=date(2026, 2, 2), until=date(2026, 2, 12), name="Campaign"),
    Event(on=date(2025, 2, 2), name="Long before"),
    Event(on=date(2026, 1, 21), name="Of nobody shown", outlets=("z",)),
)
CHANGES = tuple(
    Change(
        outlet="a",
        measure=measure,
        week=date(2026, 2, 2),
        low=date(2026, 1, 26),
        high=date(2026, 2, 9),
        before=0.1,
        after=0.3,
    )
    for measure in ("balance", "escalation")
)
PAGE = """{% from "chart.html.j2" import chart with context %}<!doctype html>
<html lang="{{ wording.language }}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src
 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
 img-src 'self' data: blob:; base-uri 'none'; form-action 'none'">
<link rel="icon" href="data:,"><link rel="stylesheet" href="style.css"><title>t</title>
{% for name in scripts %}<script defer src="{{ name }}"></script>{% endfor %}</head>
<body><main><h1>t</h1>{{ chart("one", strip=true) }}</main></body></html>"""
VIEW = """
const chosen = [];
const View = {
  state: { model: "0", grain: "week" },
  theme: () => Appearance.theme(), uses: () => true,
  set: (changes) => chosen.push(changes), slots: () => [],
  link: (page, asked) => page + "#" + new URLSearchParams(
    Object.entries(asked).filter(([, value]) => value)),
};
"""


class Bench:
    """A page with figures' scripts alone, over the given series."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder

    @contextmanager
    def open(
        self, series: list[dict[str, object]], language: str = "en", width: int = 1200
    ) -> Iterator[Page]:
        complaints: list[str] = []
        self._write(series, language)
        context = self.browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((self.folder / "bench.html").as_uri())
        yield page
        context.close()
        assert complaints == []

    def _write(self, series: list[dict[str, object]], language: str) -> None:
        site = {
            "look": pack_look(),
            "version": "0.1.0",
            "first": "2026-01-05",
            "days": 84,
            "models": [{"id": "tiny@1"}],
            "events": [_pack_event(event) for event in EVENTS],
            "changes": [_pack_change(change, series) for change in CHANGES],
        }
        data = f"const Store = {{ site: {render_json(site)} }};{VIEW}"
        data += f"const SERIES = {render_json(series)};"
        own = [name for name in SCRIPTS if name not in ("store.js", "view.js")]
        kept = [f"wording.{language}.js", "appearance.js", "plotly-cartesian.min.js"]
        names = list(dict.fromkeys([*kept, *own]))
        for name in (*names, "style.css"):
            (self.folder / name).write_bytes(read_asset(name))
        (self.folder / "data.js").write_text(data, "utf-8")
        wording = Wording(language)
        text = TEMPLATES.from_string(PAGE).render(
            wording=wording,
            say=wording.say,
            text=wording.text,
            scripts=[*names[:3], "data.js", *names[3:]],
        )
        (self.folder / "bench.html").write_text(text, "utf-8")
        (self.folder / "evidence.html").write_text("<!doctype html>", "utf-8")


@pytest.fixture
def bench(browser: Browser, tmp_path: Path) -> Bench:
    return Bench(browser, tmp_path)


def _pack_event(event: Event) -> dict[str, object]:
    packed: dict[str, object] = {"on": event.on.isoformat(), "name": event.name}
    if event.until:
        packed["until"] = event.until.isoformat()
    return {**packed, "outlets": list(event.outlets)}


def _pack_change(change: Change, series: list[dict[str, object]]) -> dict[str, object]:
    places = [one["member"] for one in series if one["key"] == change.outlet]
    return {
        "member": places[0] if places else None,
        "measure": change.measure,
        "week": change.week.isoformat(),
        "low": change.low.isoformat(),
        "high": change.high.isoformat(),
        "before": change.before,
        "after": change.after,
    }


def _pack_measured(found: Measured) -> dict[str, object]:
    packed: dict[str, object] = {
        "values": found.values,
        "lows": found.lows,
        "highs": found.highs,
    }
    return packed | ({"alone": _pack_measured(found.alone)} if found.alone else {})


def pack(series: list[Series], names: dict[str, str]) -> list[dict[str, object]]:
    return [
        {
            "member": place + 10,
            "level": "outlet",
            "key": one.outlet,
            "name": names[one.outlet],
            "first": one.first.isoformat(),
            "step": one.step,
            "statuses": one.statuses,
            "articles": one.articles,
            "stories": one.stories,
            "sentences": one.sentences,
            "daysMissing": one.days_missing,
            "measures": {
                name: _pack_measured(found) for name, found in one.measures.items()
            },
        }
        for place, one in enumerate(series)
    ]


def make_frames(names: dict[str, str]) -> SiteFrames:
    frames = make_site(names, weeks=12)
    return correct_site(frames, ["a", "b"], ("escalation", "diplomacy"))


def evaluate(page: Page, call: str) -> dict[str, object]:
    figure = json.loads(page.evaluate(f"JSON.stringify({call})"))
    assert isinstance(figure, dict)
    return figure


def read(figure: go.Figure) -> dict[str, object]:
    drawn = json.loads(figure.to_json())
    drawn["layout"].pop("template", None)
    return {"data": drawn["data"], "layout": drawn["layout"]}


@pytest.mark.parametrize(
    ("grain", "language", "theme", "width"),
    [("week", "en", LIGHT, 1080), ("day", "de", DARK, 420)],
    ids=["weeks, wide", "days, narrow, dark and in German"],
)
def test_a_page_draws_what_python_draws(
    bench: Bench, grain: str, language: str, theme: object, width: int
) -> None:
    frames = make_frames(NAMES)
    frame = frames.outlet_week if grain == "week" else frames.outlet_day
    look = Look(
        theme=DARK if theme is DARK else LIGHT,
        names=NAMES,
        wording=Wording(language),
        width=width,
        events=EVENTS,
        changes=CHANGES,
    )
    asked = (
        f"{{ theme: '{look.theme.name}', width: {width},"
        " events: Store.site.events, changes: Store.site.changes }"
    )
    dots = [
        Dot(label="A & B", value=0.31, low=0.2, high=0.42, alone=0.25, hover="a"),
        Dot(label="C", value=None),
    ]
    rows = render_json(
        [
            {"label": "A & B", "value": 0.31, "low": 0.2, "high": 0.42, "alone": 0.25}
            | {"hover": "a"},
            {"label": "C", "value": None, "low": None, "high": None},
        ]
    )
    trends = {
        f"Figures.trend(SERIES, '{measure}', {asked})": draw_trend(frame, measure, look)
        for measure in ("balance", "escalation", "sentiment")
    }
    heats = {
        f"Figures.heat(SERIES, '{measure}', {asked})": draw_heat(frame, measure, look)
        for measure in ("balance", "diplomacy")
    }
    expected = {
        **trends,
        **heats,
        f"Figures.strip(SERIES, {asked})": draw_collection(frame, look),
        f"Figures.dots({rows}, {{ ...{asked}, measure: 'escalation' }})": draw_ranking(
            dots, "escalation", look
        ),
    }

    with bench.open(pack(split_series(frame), NAMES), language) as page:
        for call, figure in expected.items():
            assert evaluate(page, call) == read(figure)


def test_what_is_saved_has_title_and_source_like_python_s(bench: Bench) -> None:
    frame = make_frames(NAMES).outlet_week
    look = Look(names=NAMES)
    figure = draw_trend(frame, "balance", look)
    expected = entitle_figure(figure, "A <b>title</b> " * 20, "Where from", look)

    with bench.open(pack(split_series(frame), NAMES)) as page:
        layout = evaluate(
            page,
            "Figures.entitle(Figures.trend(SERIES, 'balance', {}).layout,"
            " 'A <b>title</b> '.repeat(20), 'Where from',"
            " Store.site.look.patterns.light.colours)",
        )

    assert layout == read(expected)["layout"]


SHOW = """
const show = (more = {}) => Panel.show(document.getElementById("one"), {
  title: "A <b>finding</b>", sentence: "What it shows", file: "../Über = alles",
  series: SERIES, measures: ["balance"],
  figure: (look) => Figures.trend(SERIES, "balance", look), ...more });
"""
PLOT = "document.querySelector('#one .plot')"


def show(page: Page, more: str = "{}") -> None:
    page.evaluate(f"() => {{ {SHOW} show({more}); }}")


def weekly(names: dict[str, str]) -> list[dict[str, object]]:
    return pack(split_series(make_frames(names).outlet_week), names)


def test_saved_rows_have_every_digit_and_no_formula(bench: Bench) -> None:
    names = NAMES | {"a": "=1+1", "b": '"quoted", and so on'}
    series = weekly(names)

    with bench.open(series) as page:
        show(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the rows").click()
        rows = read_text(Path(download.value.path())).split("\r\n")

    assert download.value.suggested_filename == "detente-uber-alles.csv"
    assert rows[0] == (
        "outlet,week,collection,balance,balance_low,balance_high,balance_model,"
        "balance_model_low,balance_model_high,articles,stories,sentences"
    )
    values = series[0]["measures"]["balance"]  # type: ignore[index]
    alone = values["alone"]
    assert rows[1].split(",")[:9] == [
        *("'=1+1", "2026-01-05", "complete"),
        *(str(values[part][0]) for part in ("values", "lows", "highs")),
        *(str(alone[part][0]) for part in ("values", "lows", "highs")),
    ]
    assert any(row.startswith('"""quoted"", and so on",') for row in rows)
    gone = [row for row in rows if ",missing," in row]
    assert gone
    assert {row.split(",missing,")[1] for row in gone} == {"," * 8}


def read_text(path: Path) -> str:
    # As it stands: reading as text would turn line ends.
    return path.read_bytes().decode("utf-8-sig")


def test_a_saved_image_stands_alone(bench: Bench) -> None:
    with bench.open(weekly(NAMES), width=400) as page:
        show(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="as SVG").click()
        drawn = read_text(Path(download.value.path()))

    assert download.value.suggested_filename == "detente-uber-alles.svg"
    assert 'width="960"' in drawn
    words = html.unescape(drawn)
    for text in ("A <b>finding</b>", "B & Post", "Bands: 95", "tiny@1", "Balance, −1"):
        assert text in words


def test_keys_lead_from_point_to_point_and_to_the_sentences(bench: Bench) -> None:
    with bench.open(weekly(NAMES)) as page:
        show(page)
        page.locator("#one .plot").focus()
        for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
            page.keyboard.press(key)
        said = page.locator("#one .said").text_content()
        hovering = page.locator("#one .hovertext").count()
        page.keyboard.press("Enter")
        page.wait_for_url("**/evidence.html#*")
        address = page.url

    assert said is not None
    assert said.startswith("B & Post, Week of 12 Jan 2026, balance ")
    assert hovering == 1
    assert address.endswith(
        "#outlet=b&since=2026-01-12&until=2026-01-18&measure=balance&part=all&copies=all"
    )


def test_the_table_has_the_chart_s_numbers_and_leads_to_their_sentences(
    bench: Bench,
) -> None:
    series = weekly({"a": "A-Blatt"})

    with bench.open(series, "de") as page:
        show(page)
        page.locator("#one summary").click()
        cells = page.locator("#one tbody td:nth-child(4)").all_inner_texts()
        link = page.locator("#one tbody a").first
        words, href = link.inner_text(), link.get_attribute("href")

    values = series[0]["measures"]["balance"]["values"]  # type: ignore[index]
    assert cells == [
        "–" if value is None else Wording("de").value("balance", value)
        for value in values
    ]
    assert words == "5. Jan. 2026"
    assert href == (
        "evidence.html#outlet=a&since=2026-01-05&until=2026-01-11&measure=balance"
        "&part=all&copies=all"
    )


def test_dragging_chooses_the_period_and_a_double_click_takes_it_back(
    bench: Bench,
) -> None:
    with bench.open(weekly(NAMES)) as page:
        show(page)
        box = page.locator("#one .nsewdrag").first.bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] * 0.3, middle)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.45, middle, steps=5)
        page.mouse.up()
        wait_until(page, "chosen.length === 1")
        page.mouse.dblclick(box["x"] + box["width"] / 3, middle)
        wait_until(page, "chosen.length === 2")
        chosen = page.evaluate("chosen")
        address = page.url

    assert chosen == [
        {"since": "2026-01-26", "until": "2026-02-15"},
        {"since": None, "until": None},
    ]
    assert address.endswith("bench.html")


def test_on_paper_charts_are_light_and_as_wide_as_the_paper(bench: Bench) -> None:
    with bench.open(weekly(NAMES)) as page:
        page.emulate_media(color_scheme="dark")
        show(page)
        drawn = f"[{PLOT}.layout.width, {PLOT}.data.at(0).fillcolor.slice(0, 9)]"
        dark = page.evaluate(drawn)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        printed = page.evaluate(drawn)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        after = page.evaluate(drawn)

    assert dark == after == [1120 - 40, "rgba(29,1"]
    assert printed == [690, "rgba(49,8"]


def test_hostile_names_are_text_in_charts_tables_and_files(bench: Bench) -> None:
    with bench.open(weekly(HOSTILE)) as page:
        show(page, '{ file: "a/b\\u0000..\\\\c" }')
        page.locator("#one summary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the rows").click()
        rows = read_text(Path(download.value.path()))
        page.locator("#one .plot").focus()
        page.keyboard.press("ArrowRight")

        assert page.evaluate("window.broken") is None
        assert page.locator("#one img, #one script, #one svg a").count() == 0
        assert page.locator("#one .finding").inner_text() == "A <b>finding</b>"
        drawn = page.locator("#one .plot").text_content()
        assert drawn is not None
        assert "● <script>window.brok…" in drawn
        assert HOSTILE["1"] in page.locator("#one table").inner_text()

    assert download.value.suggested_filename == "detente-a-b-c.csv"
    assert "\r\n=x" not in rows


def test_where_nothing_can_be_drawn_the_sentence_says_so(bench: Bench) -> None:
    with bench.open(weekly(NAMES)) as page:
        show(page)
        show(page, '{ figure: null, sentence: "No article.", series: [] }')
        said = page.locator("#one .plot").inner_text()
        hidden = [
            page.locator(f"#one {part}").is_hidden() for part in (".rows", ".saves")
        ]
        show(page)
        back = page.locator("#one .main-svg").count()

    assert said == "No article."
    assert hidden == [True, True]
    assert back > 0


@pytest.mark.parametrize("width", [360, 1080])
def test_panels_share_their_axes_and_show_what_is_missing(
    bench: Bench, width: int
) -> None:
    series = weekly(NAMES)

    with bench.open(series) as page:
        look = f"{{ width: {width} }}"
        figure = evaluate(
            page, f"Figures.panels(SERIES, ['escalation', 'diplomacy'], {look})"
        )
        show(page, "{ figure: (look) => Figures.panels(SERIES, ['balance'], look) }")

    layout, data = figure["layout"], figure["data"]
    assert isinstance(layout, dict)
    assert isinstance(data, list)
    axes = [layout[name] for name in layout if name.startswith("yaxis")]
    assert len(axes) == 5
    assert len({json.dumps(axis["range"]) for axis in axes}) == 1
    lines = [trace for trace in data if trace.get("mode") == "lines+markers"]
    assert {line["line"]["color"] for line in lines} == {
        LIGHT.escalation,
        LIGHT.diplomacy,
    }
    hatched = [trace for trace in data if "pattern" in trace.get("marker", {})]
    assert len(hatched) == sum("m" in str(one["statuses"]) for one in series)
