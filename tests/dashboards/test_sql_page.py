"""The page SQL: queries that run on any warehouse, and what they give on this one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from analysis.warehouse.examples import read_examples
from analysis.warehouse.warehouse import Warehouse
from dashboards.frames import Example
from dashboards.pages.page import Site
from dashboards.pages.sql import render_sql, write_questions
from dashboards.wording import LANGUAGES, Wording, load_texts
from flows.publish import measure_all
from tests.conftest import Golden
from tests.dashboards.samples import make_facts, make_site
from tests.dashboards.worlds import NOW, WORLDS
from tests.samples import MODEL, an_article, save_scored

# What three outlets over five weeks can answer without gold and a second model.
ANSWERED = {
    "01_sentences_of_a_day",
    "02_own_voice_and_quotes",
    "03_without_copies",
    "08_contrasts",
    "12_languages",
    "13_agencies",
    "17_linked_weeks",
    "19_shared_stories",
}


@pytest.fixture(scope="module", params=["empty", "full"])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Warehouse]]:
    with Warehouse(tmp_path_factory.mktemp("world") / "w.duckdb") as warehouse:
        warehouse.save_records("model", [MODEL])
        WORLDS[request.param](warehouse)
        measure_all(warehouse, MODEL.model_id, NOW)
        yield request.param, warehouse


def test_every_query_runs_on_any_warehouse(world: tuple[str, Warehouse]) -> None:
    name, warehouse = world

    frames = {query: warehouse.load(f"examples/{query}") for query in read_examples()}

    assert all(len(frame) <= 8 for frame in frames.values())
    if name == "full":
        assert {name for name, frame in frames.items() if len(frame)} >= ANSWERED


def test_the_queries_answer_what_they_are_asked(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records("model", [MODEL])
        for key, outlet, day, story, chances in (
            (1, "Daily", 2, 1, [(0.2, 0.1), (0.4, 0.1)]),
            (2, "Post", 2, 1, [(0.9, 0.0), (0.5, 0.0), (0.7, 0.0)]),
            (3, "Daily", 5, 3, [(0.1, 0.1)]),
        ):
            article = an_article(key, outlet, date(2026, 11, day), story_id=story)
            save_scored(warehouse, article, chances)
        measure_all(warehouse, MODEL.model_id, NOW)

        def ask(query: str, *columns: str) -> list[tuple[object, ...]]:
            return warehouse.load(f"examples/{query}").select(columns).rows()

        assert ask("01_sentences_of_a_day", "sentence", "outlet") == [
            ("Sentence 200.", "Post"),
            ("Sentence 202.", "Post"),
            ("Sentence 201.", "Post"),
        ]
        assert ask("05_missing_days", "outlet", "first_day", "days_missing") == [
            ("Daily", date(2026, 11, 3), 2)
        ]
        assert ask("12_languages", "language", "articles", "escalation") == [
            ("en", 3, 0.367)
        ]
        assert ask("19_shared_stories", "outlets", "carried_by") == [(2, "Daily, Post")]


def test_every_query_has_its_question_and_an_excuse() -> None:
    topics = [name.split("_", 1)[1] for name in read_examples()]

    assert len(topics) == 20
    for section in ("question", "no_answer"):
        keys = [key for key in load_texts() if key.startswith(f"{section}.")]
        assert keys == [f"{section}.{topic}" for topic in topics]


def test_no_query_names_an_outlet_or_takes_a_parameter() -> None:
    assert [name for name, sql in read_examples().items() if "$" in sql] == []


def test_the_docs_have_the_queries_of_the_page(golden: Golden) -> None:
    page = Path("docs/warehouse.md").absolute()
    above, rest = page.read_text(encoding="utf-8").split("<!-- questions -->\n")
    below = rest.split("<!-- end of questions -->\n")[1]

    written = write_questions(read_examples(), Wording("en"))

    shown = f"<!-- questions -->\n{written}<!-- end of questions -->\n"
    golden(page, above + shown + below)


def make_page(language: str, *examples: Example) -> str:
    columns = pl.DataFrame(
        [
            ("model", "model_id", "varchar", "Its name", "Weights"),
            ("model", "task", "varchar", None, "Weights"),
        ],
        schema=["table_name", "column_name", "data_type", "comment", "about"],
        orient="row",
    )
    frames = replace(make_site({"a": "A"}, weeks=1), columns=columns)
    facts = replace(make_facts(), examples=examples)
    return render_sql(Site(frames=frames, facts=facts), Wording(language))


def test_an_answer_is_shown_as_the_warehouse_gives_it() -> None:
    frame = pl.DataFrame(
        {
            "topic": ["<b>talks</b>", "x" * 10_000],
            "value": [0.125, None],
            "share": [0.0, -0.0],
            "day": [date(2026, 3, 1), None],
            "at": [datetime(2026, 3, 1, 9, 5, tzinfo=UTC), None],
        }
    )

    page = make_page("de", Example(name="11_topics", sql="FROM a < b", frame=frame))

    assert "<code>FROM a &lt; b</code>" in page
    assert "&lt;b&gt;talks&lt;/b&gt;" in page
    assert "x" * 239 + "…" in page
    assert "x" * 240 not in page
    assert "<td>0.125</td>" in page
    assert "-0" not in page.split("<tbody>")[1].split("</tbody>")[0].replace(
        "-03-0", ""
    )
    assert "<td>2026-03-01</td><td>2026-03-01 09:05</td>" in page
    assert page.count(">NULL<") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_without_rows_says_why(language: str) -> None:
    page = make_page(
        language, Example(name="15_rejects", sql="FROM reject", frame=pl.DataFrame())
    )

    excuse = {
        "en": "No rows here: no input was rejected.",
        "de": "Hier keine Zeilen: Keine Eingabe wurde zurückgewiesen.",
    }
    assert excuse[language] in page


def test_the_schema_stands_in_the_page_as_the_file_describes_it() -> None:
    page = make_page("en")

    assert '<details id="table-model">' in page
    assert "<code>model</code> Weights <small" in page
    assert "<code>model_id</code></th><td>varchar</td><td>Its name</td>" in page
    assert "<code>task</code></th><td>varchar</td><td></td>" in page
    assert "No query was run for this page" in page
