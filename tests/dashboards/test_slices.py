"""Data of the site: what its scripts hold is what the warehouse's views hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import polars as pl
import pytest
from playwright.sync_api import Browser, Page

from analysis.warehouse.warehouse import Warehouse
from dashboards.events import Event
from dashboards.frames import SiteFrames
from dashboards.pages.page import MEASURES, Site, read_asset
from dashboards.store.contents import pack_corrections, render_data
from dashboards.store.outline import Calendar, Outline
from dashboards.store.slices import COUNTS, pack_rows
from flows.measuring import save_measures
from flows.publish import measure_all
from flows.site_frames import load_site_facts, load_site_frames
from tests.dashboards.samples import make_corrections, make_facts
from tests.dashboards.unpacking import Packed, read_script, unpack
from tests.dashboards.worlds import MONDAY, NOW, make_full
from tests.samples import MODEL, a_run, a_score, ask_copy

OTHER = replace(MODEL, model_id="other@1", task="sentiment")
SUNDAY = MONDAY + timedelta(days=6)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Three outlets over five weeks, a topic on every third article, gold for one
    outlet, and another model that gives sentiment alone, of the first hundred texts."""
    with Warehouse(tmp_path_factory.mktemp("slices") / "w.duckdb") as opened:
        opened.save_records("model", [MODEL, OTHER])
        make_full(opened)
        save_topic(opened)
        scores = [
            replace(
                a_score(text, 0, 0, 0.5),
                model_id=OTHER.model_id,
                escalation=None,
                diplomacy=None,
            )
            for text in range(10, 110)
        ]
        opened.save_records("sentence_score", scores)
        save_measures(opened, OTHER.model_id, NOW)
        measure_all(opened, MODEL.model_id, NOW)
        save_correction(opened)
        yield opened


def save_topic(warehouse: Warehouse) -> None:
    searched = ask_copy(warehouse, "SELECT article_id, text_hash FROM article")
    found = searched.filter(pl.col("article_id") % 3 == 0).with_columns(
        topic=pl.lit("talks")
    )
    warehouse.save("save_article_topic", {"searched": searched, "found": found})


def save_correction(warehouse: Warehouse) -> None:
    line = {
        "level": "outlet",
        "member": "Daily",
        "intercept": 0.1,
        "slope": 0.8,
        "intercept_var": 0.0004,
        "slope_var": 0.002,
        "covariance": -0.0005,
        "degrees": 60.0,
        "gold": 90,
    }
    rows = [line | {"question": name} for name in ("escalation", "diplomacy")]
    frames = {"incoming": pl.DataFrame(rows)}
    warehouse.save("save_correction", frames, model_id=MODEL.model_id)


@pytest.fixture(scope="module")
def site(warehouse: Warehouse) -> Site:
    facts = load_site_facts(warehouse, MODEL, a_run(NOW), NOW, ("talks",))
    event = Event(on=MONDAY, name="Talks\x00", outlets=("Daily",))
    return Site(
        frames=load_site_frames(warehouse, MODEL.model_id),
        facts=replace(facts, events=(event,)),
    )


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, bytes]:
    return render_data(site, {"evidence/daily.2026-10.js": b"sentences"})


def test_every_number_of_every_slice_is_the_view_s(
    warehouse: Warehouse, site: Site, files: dict[str, bytes]
) -> None:
    outline = Outline(site=site)
    view = ask_copy(warehouse, "SELECT * FROM series")
    slices = [name for name in files if name[0].isdigit()]

    read = pl.concat(
        [read_slice(files[name], outline) for name in slices], how="diagonal"
    )

    keys = ["model_id", "grain", "part", "copies", "topic", "level", "member", "period"]
    both = read.join(view, on=keys, how="inner", suffix="_view", nulls_equal=True)
    assert len(both) == len(read) > 2000
    for name in COUNTS:
        assert (both[name] == both[f"{name}_view"]).all()
    for name in [n for n in read.columns if n.split("_")[0] in MEASURES]:
        assert both[name].is_null().equals(both[f"{name}_view"].is_null()), name
        apart = (both[name] - both[f"{name}_view"]).abs().max()
        assert apart is None or cast(float, apart) <= 5.1e-5, name


def read_slice(script: bytes, outline: Outline) -> pl.DataFrame:
    """A slice's rows with the columns of the view `series`."""
    packed = cast(Packed, read_script(script, "keepSlice"))
    model, kind = packed["name"].split("/")
    grain, part, copies, topic = kind.split(".")
    periods, step = outline.calendar.count(grain), 7 if grain == "week" else 1
    rows = unpack(packed, len(outline.members) * periods)
    members = [outline.members[cell // periods] for cell in rows["cell"]]
    return rows.with_columns(
        model_id=pl.lit(outline.models[int(model)][0]),
        grain=pl.lit(grain),
        part=pl.lit(part),
        copies=pl.lit(copies),
        topic=pl.lit(("", *outline.topics)[int(topic)]),
        level=pl.Series([member.level for member in members], dtype=pl.String),
        member=pl.Series([member.key for member in members], dtype=pl.String),
        period=outline.calendar.first
        + pl.duration(days=pl.col("cell") % periods * step),
    )


def test_there_is_a_slice_for_all_that_filters_can_ask_for(
    warehouse: Warehouse, files: dict[str, bytes]
) -> None:
    found = ask_copy(
        warehouse,
        "SELECT DISTINCT grain, part, copies, (topic <> '')::INT AS topic FROM series "
        "WHERE model_id = 'tiny@1'",
    )
    named = {f"0/{'.'.join(map(str, row))}.js" for row in found.iter_rows()}
    in_days = {name for name in named if name.startswith("0/day")}

    written = {name for name in files if name.startswith("0/")}

    assert {name for name in written if "week" in name} == named - in_days
    assert {name for name in written if "day" in name} == {
        "0/day.all.all.0.js",
        "0/day.all.all.1.js",
        "0/day.all.once.0.js",
        "0/day.all.without.0.js",
        "0/day.own.all.0.js",
        "0/day.quoted.all.0.js",
    }
    assert [name for name in files if name.startswith("1/")] == [
        "1/day.all.all.0.js",
        "1/week.all.all.0.js",
    ]


def test_gold_of_one_outlet_leaves_the_others_unknown(
    site: Site, files: dict[str, bytes]
) -> None:
    rows = read_slice(files["0/week.all.all.0.js"], Outline(site=site))

    corrected = rows.drop_nulls("escalation_corrected")["member"].unique()

    assert corrected.to_list() == ["Daily"]


def test_a_measure_that_a_model_does_not_give_has_no_numbers(
    files: dict[str, bytes],
) -> None:
    packed = read_script(files["1/week.all.all.0.js"], "keepSlice")

    assert packed["measures"] == ["sentiment"]


def test_numbers_are_kept_in_bits_and_bytes() -> None:
    nothing = pl.Series([None, None], dtype=pl.Float64)
    rows = pl.DataFrame(
        {
            "cell": [1, 9],
            "articles": [2, 70_000],
            "stories": [2, 3],
            "sentences": [24, 400],
            "escalation": [0.123449, None],
            "escalation_low": [0.0, None],
            "escalation_high": [0.2, None],
            "balance": [-1.0, float("nan")],
            "balance_low": nothing,
            "balance_high": nothing,
            "intensity": nothing,
            "intensity_low": nothing,
            "intensity_high": nothing,
        }
    )

    packed = {"name": "", "outline": "", **pack_rows(rows, 10)}

    assert packed["measures"] == ["escalation", "balance"]
    assert unpack(cast(Packed, packed), 10).rows() == [
        (1, 2, 2, 24, 0.1234, 0.0, 0.2, -1.0, None, None),
        (9, 70_000, 3, 400, None, None, None, None, None, None),
    ]


def test_the_list_says_what_there_is(site: Site, files: dict[str, bytes]) -> None:
    listed = read_script(files["site.js"], "keepSite")
    models = cast(list[dict[str, object]], listed["models"])

    assert list(files)[-1] == "site.js"
    assert (listed["first"], listed["weeks"], listed["days"]) == ("2026-10-05", 5, 35)
    members = cast(list[dict[str, object]], listed["members"])
    assert [(m["level"], m["key"]) for m in members] == [
        ("outlet", "Blatt"),
        ("outlet", "Daily"),
        ("outlet", "Post"),
        ("language", "en"),
        ("language", "de"),
        ("pooled", ""),
        ("balanced", ""),
    ]
    assert listed["topics"] == ["talks"]
    assert [model["id"] for model in models] == ["tiny@1", "other@1"]
    assert models[1]["measures"] == ["sentiment"]
    assert listed["events"] == [
        {"on": "2026-10-05", "name": "Talks�", "outlets": ["Daily"]}
    ]
    assert listed["evidence"] == {"daily": {"2026-10": "523411ab"}}
    assert set(cast(dict[str, str], models[0]["slices"])) == {
        name.removeprefix("0/").removesuffix(".js")
        for name in files
        if name.startswith("0/")
    }
    assert Outline(site=site).version == listed["outline"]


def test_a_letter_says_what_is_known_of_each_period(
    warehouse: Warehouse, files: dict[str, bytes]
) -> None:
    models = cast(
        list[dict[str, dict[str, dict[str, object]]]],
        read_script(files["site.js"], "keepSite")["models"],
    )
    seen = ask_copy(
        warehouse,
        "SELECT string_agg(status[1], '' ORDER BY day) FROM outlet_day "
        "WHERE outlet = 'Daily' AND model_id = 'tiny@1'",
    ).item()

    assert models[0]["collection"]["1"]["day"] == seen
    assert sorted(models[0]["collection"]) == ["0", "1", "2", "5"]


def test_corrections_are_of_the_model_and_of_every_level(site: Site) -> None:
    lines = make_corrections(["Daily"], ("escalation",))
    lines = lines.with_columns(model_id=pl.lit("tiny@1"))
    other = lines.with_columns(model_id=pl.lit("other@1"))
    frames = replace(
        site.frames, correction=pl.concat([lines, other]), other_correction=other
    )
    outline = Outline(site=replace(site, frames=frames))

    line = {"escalation": [0.05, 0.5, 0.0004, 0.0025, -0.0006, 60.0]}
    assert pack_corrections(outline, "tiny@1") == {1: line, 5: line}
    assert pack_corrections(outline, "other@1") == {1: line, 5: line}


@pytest.mark.parametrize(
    ("days", "calendar"),
    [
        pytest.param([], Calendar(first=date(2026, 3, 2), weeks=0), id="nothing"),
        pytest.param([SUNDAY], Calendar(first=MONDAY, weeks=1), id="one Sunday"),
        pytest.param(
            [SUNDAY + timedelta(days=1), SUNDAY],
            Calendar(first=MONDAY, weeks=2),
            id="a Sunday and the Monday after",
        ),
    ],
)
def test_a_calendar_has_whole_weeks(days: list[date], calendar: Calendar) -> None:
    frames = SiteFrames(
        outlet_day=pl.DataFrame(),
        outlet_week=pl.DataFrame(),
        outlet=pl.DataFrame(),
        collection=pl.DataFrame({"period": days}, schema={"period": pl.Date}),
    )

    assert Outline(site=Site(frames=frames, facts=make_facts())).calendar == calendar


def test_an_empty_warehouse_has_a_list_and_no_slices() -> None:
    frames = SiteFrames(
        outlet_day=pl.DataFrame(), outlet_week=pl.DataFrame(), outlet=pl.DataFrame()
    )

    files = render_data(Site(frames=frames, facts=make_facts()), {})

    assert list(files) == ["site.js"]
    assert read_script(files["site.js"], "keepSite")["weeks"] == 0


SERIES = """
    async ([asked, level, key]) => {
        const slice = await Store.load(asked);
        return slice.series(Store.find(level, key));
    }
"""


@pytest.fixture(scope="module")
def page(
    browser: Browser,
    files: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:
    """A page that has the store and nothing else; one slice is spoilt."""
    folder = tmp_path_factory.mktemp("store")
    scripts = ["wording.de.js", "words.js", "store.js"]
    written = {f"assets/{name}": read_asset(name) for name in scripts}
    written |= {f"data/{name}": content for name, content in files.items()}
    tags = [f'<script src="assets/{name}"></script>' for name in scripts]
    tags.append('<script src="data/site.js"></script>')
    written["bare.html"] = f"<meta charset=utf-8><main></main>{''.join(tags)}".encode()
    written["data/0/week.own.all.0.js"] = b""
    for name, content in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    opened = browser.new_page()
    opened.goto((folder / "bare.html").as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("asked", "level", "member"),
    [
        pytest.param({}, "outlet", "Daily", id="corrected"),
        pytest.param({"grain": "day"}, "outlet", "Post", id="days"),
        pytest.param(
            {"topic": "talks", "copies": "without"}, "language", "de", id="de"
        ),
        pytest.param({"part": "quoted", "copies": "once"}, "balanced", "", id="all"),
        pytest.param({"model": "1"}, "pooled", "", id="another model"),
    ],
)
def test_the_page_has_the_view_s_series(
    warehouse: Warehouse, page: Page, asked: dict[str, str], level: str, member: str
) -> None:
    everything = ask_copy(warehouse, "SELECT * FROM series ORDER BY period")
    kind = {"grain": "week", "part": "all", "copies": "all", "topic": ""} | asked
    kind["model_id"] = "other@1" if kind.pop("model", 0) else "tiny@1"
    view = everything.filter(level=level, member=member, **kind)

    found = page.evaluate(SERIES, [asked, level, member])

    step = timedelta(days=found["step"])
    first = date.fromisoformat(found["first"])
    places = [(day - first) // step for day in view["period"]]
    assert [found["articles"][place] for place in places] == view["articles"].to_list()
    assert sum(found["articles"]) == view["articles"].sum()
    for name in MEASURES:
        measure = found["measures"][name]
        mended = member == "Daily" and name in ("escalation", "diplomacy", "balance")
        assert ("alone" in measure) == mended
        assert_same(measure, places, view, f"{name}_corrected" if mended else name)
        if mended:
            assert_same(measure["alone"], places, view, name)


def assert_same(
    measure: dict[str, list[float | None]],
    places: list[int],
    view: pl.DataFrame,
    name: str,
) -> None:
    for kind, end in (("values", ""), ("lows", "_low"), ("highs", "_high")):
        shown = [measure[kind][place] for place in places]
        assert shown == pytest.approx(view[f"{name}{end}"].to_list(), abs=5.1e-5)


def test_a_series_is_cut_at_days(page: Page) -> None:
    cut = page.evaluate(
        """async () => {
            const series = (await Store.load()).series(Store.find("outlet", "Daily"));
            const parts = [
                Store.cut(series, "2026-10-14", "2026-10-19"),
                Store.cut(series, null, "2026-10-04"),
                Store.cut(series, "2026-10-28", null),
            ];
            return parts.map((part) => part && [
                part.first, part.articles.length,
                part.measures.balance.alone.lows.length,
            ]);
        }"""
    )

    assert cut == [["2026-10-12", 2, 2], None, ["2026-10-26", 2, 2]]


def test_members_have_names_in_the_reader_s_language(page: Page) -> None:
    names = page.evaluate("Store.site.members.map((member) => member.name)")

    assert names == [
        *("Blatt", "Daily", "Post", "Englisch", "Deutsch"),
        "Alle Medien, Artikel für Artikel",
        "Alle Medien zu gleichen Teilen",
    ]


def test_the_store_knows_which_series_there_are(page: Page) -> None:
    known = page.evaluate(
        """[
            [0, "week", "lead", "without", ""], ["0", "day", "own", "all", ""],
            [0, "day", "own", "once", ""], [0, "week", "own", "all", "talks"],
            [0, "week", "all", "all", "tax"], [1, "week", "all", "all", ""],
        ].map((kind) => Store.has(...kind))"""
    )

    assert known == [True, True, False, False, False, True]


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"part": "own"}, id="a file of another site"),
        pytest.param(
            {"part": "own", "grain": "day", "copies": "once"}, id="no such file"
        ),
    ],
)
def test_a_file_that_is_not_there_is_said_to_the_reader(
    page: Page, asked: dict[str, str]
) -> None:
    said = page.evaluate(
        """async (asked) => {
            const problem = await Store.load(asked).catch((error) => error.message);
            const shown = [...document.querySelectorAll("main [role=alert]")];
            return shown.some((note) => note.textContent === problem);
        }""",
        asked,
    )

    assert said


def test_a_browser_that_cannot_unpack_says_so(page: Page) -> None:
    said = page.evaluate(
        """async () => {
            const kept = window.DecompressionStream;
            window.DecompressionStream = undefined;
            const problem = await Store.load({ part: "body" }).catch((e) => e.message);
            window.DecompressionStream = kept;
            return problem;
        }"""
    )

    assert said == (
        "Dieser Browser ist zu alt, um data/0/week.body.all.0.js zu lesen. "
        "Jeder Browser ab 2023 kann es."
    )


def test_another_order_of_outlets_is_another_outline(site: Site) -> None:
    reverse = pl.Series([1, 2, 3])
    changed = replace(
        site.frames,
        outlet=site.frames.outlet.sort("outlet").with_columns(articles=reverse),
    )

    assert (
        Outline(site=Site(frames=changed, facts=site.facts)).version
        != Outline(site=site).version
    )
