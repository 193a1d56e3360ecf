"""Models that answer a part of the questions: the rest is unknown, never zero."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.records import Run, Score
from analysis.scoring.choice import CLASSIFIER, ModelChoice
from analysis.scoring.registry import load_scorer
from analysis.warehouse.warehouse import Warehouse
from dashboards.pages.page import Site
from dashboards.pages.today import render_today
from dashboards.wording import Wording
from flows.measuring import save_measures
from flows.pending import score_pending
from flows.site_frames import load_site_facts, load_site_frames
from tests.samples import (
    MODEL,
    NOW,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
    ask_copy,
)
from tests.scoring.checkpoints import Make, write_checkpoint

SERIES = ("outlet_day", "outlet_week", "day")
RUN = Run(
    run_id="r",
    started_at=NOW,
    finished_at=NOW,
    status="done",
    articles=3,
    repeats=0,
    rejects=0,
    sentences_scored=3,
    model_id=MODEL.model_id,
    code_version="0",
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def save_articles(warehouse: Warehouse, scores: Sequence[Score]) -> None:
    """An article of one sentence for each score, all of one outlet and day."""
    numbers = [score.text_hash for score in scores]
    warehouse.save_records("outlet", [an_outlet()])
    warehouse.save_records("article", [an_article(n) for n in numbers])
    warehouse.save_records("sentence", [a_sentence(n, 0, n) for n in numbers])
    warehouse.save_records("sentence_score", scores)


def only_sentiment(text_hash: int, sentiment: float) -> Score:
    score = a_score(text_hash, 0, 0, sentiment)
    return replace(score, escalation=None, diplomacy=None)


def only_escalation(text_hash: int, escalation: float) -> Score:
    score = a_score(text_hash, escalation, 0)
    return replace(score, negative=None, neutral=None, positive=None, diplomacy=None)


def test_an_article_without_answers_on_framing_has_no_framing(
    warehouse: Warehouse,
) -> None:
    save_articles(warehouse, [only_sentiment(1, -0.5)])
    save_measures(warehouse, MODEL.model_id, NOW)

    rows = ask_copy(
        warehouse,
        "SELECT sentences, sentiment, framed_sentences, escalation, diplomacy, balance,"
        " intensity, headline_escalation, own_diplomacy FROM article_score",
    ).rows()

    assert rows == [(1, -0.5, None, None, None, None, None, None, None)]


@pytest.mark.parametrize("series", SERIES)
def test_sentiment_alone_is_measured_with_its_interval_and_nothing_else(
    warehouse: Warehouse, series: str
) -> None:
    save_articles(warehouse, [only_sentiment(n, 0.5) for n in (1, 2, 3)])

    save_measures(warehouse, MODEL.model_id, NOW)

    (found,) = warehouse.load(series, model_id=MODEL.model_id).rows(named=True)
    known = {name: value for name, value in found.items() if value is not None}
    assert found["articles"] == 3
    assert [known.pop(f"sentiment{end}") for end in ("", "_low", "_high")] == [0.5] * 3
    assert {"framed_articles", "escalation", "escalation_low", "balance"}.isdisjoint(
        known
    )


def test_one_frame_alone_has_no_balance(warehouse: Warehouse) -> None:
    save_articles(warehouse, [only_escalation(n, 0.75) for n in (1, 2, 3)])

    save_measures(warehouse, MODEL.model_id, NOW)

    (found,) = (
        warehouse.load("outlet_day", model_id=MODEL.model_id)
        .select("escalation", "escalation_low", "framed_articles", "diplomacy")
        .rows()
    )
    assert found == (0.75, 0.75, None, None)


@pytest.mark.parametrize(
    ("task", "framed"), [("framing", 0), ("sentiment", None), ("escalation", None)]
)
def test_a_day_without_articles_frames_none_if_the_model_answers(
    warehouse: Warehouse, task: str, framed: int | None
) -> None:
    warehouse.save_records("model", [replace(MODEL, task=task)])
    save_articles(warehouse, [only_sentiment(1, 0.5)])
    later = an_article(2, day=NOW.date().replace(day=4))
    warehouse.save_records("article", [later])
    warehouse.save_records("sentence", [a_sentence(2, 0, 2)])
    warehouse.save_records("sentence_score", [only_sentiment(2, 0.5)])

    save_measures(warehouse, MODEL.model_id, NOW)

    days = warehouse.load("outlet_day", model_id=MODEL.model_id)
    assert days.select("status", "framed_articles").rows() == [
        ("complete", None),
        ("missing", framed),
        ("complete", None),
    ]


def render(warehouse: Warehouse, task: str) -> str:
    model = replace(MODEL, task=task)
    save_measures(warehouse, model.model_id, NOW)
    site = Site(
        frames=load_site_frames(warehouse, model.model_id),
        facts=load_site_facts(warehouse, model, RUN, NOW),
    )
    return render_today(site, Wording("en"))


def find_text(page: str, name: str) -> str:
    """The words of the first element of this class, to its section's end."""
    found = re.search(rf'class="{name}"[^>]*>(.*?)</section>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).replace("&nbsp;", " ").split())


def list_shown(page: str) -> set[str]:
    """The views that can be drawn, as "stretch.measure"."""
    found = re.search(r'id="payload">(.*?)</script>', page, re.DOTALL)
    assert found
    return set(json.loads(found[1])["views"])


def test_the_page_shows_what_is_answered_and_names_what_is_not(
    warehouse: Warehouse,
) -> None:
    save_articles(warehouse, [only_sentiment(n, 0.5) for n in (1, 2, 3)])

    page = render(warehouse, "sentiment")

    for unknown in ("Escalation", "Diplomacy"):
        assert f"{unknown} is unknown here, not zero: tiny@1 " in page
    assert "<h1>Too little data to say how sentiment moved</h1>" in page
    assert list_shown(page) == {"day.sentiment", "week.sentiment"}
    assert "<td>+0.50</td><td>+0.50</td><td>+0.50</td>" in page
    assert 'class="escalation"' not in page


def test_the_page_of_sentiment_alone_explains_sentiment_alone(
    warehouse: Warehouse,
) -> None:
    save_articles(warehouse, [only_sentiment(n, 0.5) for n in (1, 2, 3)])

    meaning = find_text(render(warehouse, "sentiment"), "meaning")

    assert meaning.startswith(
        "What these numbers mean and do not claim An outlet’s value is the mean over "
        "its articles. Sentiment is the positive minus the negative probability."
    )
    assert "reports a war in full has a negative sentiment because" in meaning
    assert "Below three distinct stories there is no interval." in meaning
    assert not re.search("escalation|diplomacy|balance", meaning, re.IGNORECASE)


@pytest.mark.parametrize(
    ("task", "explained"),
    [
        ("escalation", "conflict being waged, prepared, threatened or hardened."),
        ("diplomacy", "conflict being talked about, eased or settled."),
    ],
)
def test_the_page_of_one_frame_names_and_explains_no_other(
    warehouse: Warehouse, task: str, explained: str
) -> None:
    save_articles(warehouse, [only_escalation(n, 0.75) for n in (1, 2, 3)])

    page = render(warehouse, task)

    assert f"<h1>Too little data to say how {task} moved</h1>" in page
    assert list_shown(page) == {f"day.{task}", f"week.{task}"}
    assert f"{explained} An outlet’s value is the mean over its articles." in find_text(
        page, "meaning"
    )
    assert f'<h3 class="{task}">' in page
    assert 'class="sentiment"' not in page
    assert "outweigh" not in page


def test_a_classifier_of_sentiment_scores_the_warehouse(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    numbers = (1, 2, 3)
    warehouse.save_records("outlet", [an_outlet()])
    warehouse.save_records("article", [an_article(n) for n in numbers])
    warehouse.save_records("sentence", [a_sentence(n, 0, n) for n in numbers])
    folder = write_checkpoint(tmp_path / "tone", Make(("negative", "positive")))
    model, scorer = load_scorer(ModelChoice(name=str(folder), kind=CLASSIFIER))
    warehouse.save_records("model", [model])

    score_pending(warehouse, model, scorer)
    save_measures(warehouse, model.model_id, NOW)

    scores = ask_copy(
        warehouse,
        "SELECT count(negative), count(neutral), count(escalation), count(diplomacy) "
        "FROM sentence_score JOIN model USING (model_id) "
        "WHERE task = 'sentiment' AND created_at IS NULL",
    )
    assert scores.rows() == [(3, 3, 0, 0)]
    days = warehouse.load("outlet_day", model_id=model.model_id)
    assert days.select("articles", "escalation", "framed_articles").rows() == [
        (3, None, None)
    ]
    assert days["sentiment"].null_count() == 0
