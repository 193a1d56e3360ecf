"""A second model beside the first: what it scores, what stays, what a kill leaves."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import pytest

from analysis.errors import ConfigError
from analysis.records import Model
from analysis.scoring.choice import CLASSIFIER, ModelChoice
from analysis.scoring.registry import load_scorer
from analysis.scoring.scorer import Scorer
from analysis.warehouse.warehouse import Warehouse, ask
from flows.naming import choose_model
from flows.pending import AT_ONCE, count_pending, score_pending
from flows.settings import Period, parse_settings
from flows.training.folder import write_folder
from flows.training.options import TrainOptions
from tests.flows.test_cli import detente
from tests.flows.tiny import tiny_sentences, tiny_tokenizer, tiny_weights, write_tiny
from tests.samples import NOW, a_sentence, an_article, an_outlet

WORDS = ("the talks", "fire", "peace", "no fire", "a harbour", "calm", "the raid")
MANY = AT_ONCE + 500
DAYS = [date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4), None]


class Two(NamedTuple):
    """Two model folders: the second one's answers are the first one's, fainter."""

    first: Path
    second: Path


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Two:
    return Two(
        write_tiny(tmp_path_factory.mktemp("first")),
        write_faint(tmp_path_factory.mktemp("second")),
    )


def write_faint(folder: Path) -> Path:
    """A model folder called "faint": the tiny network with half of its last layer."""
    (folder / "tokenizer.json").write_text(tiny_tokenizer(), encoding="utf-8")
    weights = tiny_weights()
    options = TrainOptions(
        data=folder, work=folder, out=folder / "faint", created_at=NOW, name="faint"
    )
    faint = replace(weights, head=(weights.head / 2).astype(np.float32))
    write_folder(faint, folder, options, tiny_sentences(40))
    return options.out


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """An article of two sentences on each of DAYS; the second sentence is common."""
    with Warehouse(tmp_path / "w.duckdb") as opened:
        opened.save_records("outlet", [an_outlet()])
        for number, day in enumerate(DAYS):
            opened.save_records("article", [an_article(number, day=day)])
            opened.save_records(
                "sentence", [a_sentence(number, 0, number), a_sentence(number, 1, 99)]
            )
        yield opened


def load_named(folder: Path) -> tuple[Model, Scorer]:
    return load_scorer(str(folder), threads=1)


def load_scores(warehouse: Warehouse, model: Model) -> pl.DataFrame:
    copy = warehouse.path.with_name("copy.duckdb")
    warehouse.publish(copy)
    scores = ask(copy, "FROM sentence_score ORDER BY text_hash")
    return scores.filter(pl.col("model_id") == model.model_id)


def test_another_model_leaves_the_old_scores_as_they_are(
    warehouse: Warehouse, models: Two
) -> None:
    first, scorer = load_named(models.first)
    second, other = load_named(models.second)
    score_pending(warehouse, first, scorer)
    before = load_scores(warehouse, first)

    scored = score_pending(warehouse, second, other)

    assert scored == len(before) == 5
    assert load_scores(warehouse, first).equals(before)
    assert load_scores(warehouse, second)["text_hash"].equals(before["text_hash"])
    assert not load_scores(warehouse, second)["escalation"].equals(before["escalation"])


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param(Period(), [0, 1, 2, 3, 99], id="all, undated ones too"),
        pytest.param(Period(since=DAYS[1]), [1, 2, 99], id="from a day on"),
        pytest.param(Period(until=DAYS[0]), [0, 99], id="up to a day"),
        pytest.param(Period(since=DAYS[1], until=DAYS[1]), [1, 99], id="one day"),
        pytest.param(Period(since=date(2027, 1, 1)), [], id="nothing in it"),
    ],
)
def test_a_period_holds_the_sentences_of_its_articles(
    warehouse: Warehouse, models: Two, period: Period, expected: Sequence[int]
) -> None:
    model, scorer = load_named(models.second)

    assert count_pending(warehouse, model.model_id, period) == len(expected)
    assert score_pending(warehouse, model, scorer, period) == len(expected)

    assert load_scores(warehouse, model)["text_hash"].to_list() == expected


def save_many(warehouse: Warehouse) -> None:
    """One article of more sentences than are scored at once."""
    warehouse.save_records("outlet", [an_outlet()])
    warehouse.save_records("article", [an_article(1)])
    sentences = [
        replace(a_sentence(1, n, n), text=f"{WORDS[n % len(WORDS)]} {n}.")
        for n in range(MANY)
    ]
    warehouse.save_records("sentence", sentences)


def load_undisturbed(folder: Path, model: Model, scorer: Scorer) -> pl.DataFrame:
    with Warehouse(folder / "undisturbed.duckdb") as warehouse:
        save_many(warehouse)
        score_pending(warehouse, model, scorer)
        return load_scores(warehouse, model)


class Failing:
    """A scorer that breaks after its first piece."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer
        self.pieces = 0

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        self.pieces += 1
        if self.pieces > 1:
            raise ZeroDivisionError
        return self.scorer.score(texts)


def test_what_was_scored_before_a_failure_is_kept_and_the_rest_follows(
    tmp_path: Path, models: Two
) -> None:
    model, scorer = load_named(models.second)
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        save_many(warehouse)
        with pytest.raises(ZeroDivisionError):
            score_pending(warehouse, model, Failing(scorer))
        kept = len(load_scores(warehouse, model))

        rest = score_pending(warehouse, model, scorer)

        assert (kept, rest) == (AT_ONCE, MANY - AT_ONCE)
        assert load_scores(warehouse, model).equals(
            load_undisturbed(tmp_path, model, scorer)
        )


def score_and_die(path: str, folder: str) -> None:
    """Be killed by the system when the second piece is due."""
    model, scorer = load_named(Path(folder))

    class Deadly(Failing):
        def score(self, texts: Sequence[str]) -> pl.DataFrame:
            if self.pieces:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().score(texts)

    with Warehouse(Path(path)) as warehouse:
        score_pending(warehouse, model, Deadly(scorer))


def test_a_killed_process_loses_one_piece(tmp_path: Path, models: Two) -> None:
    model, scorer = load_named(models.second)
    path = tmp_path / "w.duckdb"
    with Warehouse(path) as warehouse:
        save_many(warehouse)
    dying = "import sys; from tests.flows.test_rescore import score_and_die as die; "
    killed = subprocess.run(
        [sys.executable, "-c", dying + "die(*sys.argv[1:])", path, models.second],
        check=False,
    )

    with Warehouse(path) as warehouse:
        rest = score_pending(warehouse, model, scorer)

        assert killed.returncode == -signal.SIGKILL
        assert rest == MANY - AT_ONCE
        assert load_scores(warehouse, model).equals(
            load_undisturbed(tmp_path, model, scorer)
        )


@pytest.mark.parametrize("written", ["tone", "./tone", "{folder}/tone"])
def test_the_configs_own_model_is_meant_with_all_that_the_config_says(
    tmp_path: Path, written: str
) -> None:
    (tmp_path / "tone").mkdir()
    config = '[model]\nname = "tone"\nkind = "classifier"\ncodebook = "stars"\n'
    settings = parse_settings(config, tmp_path / "detente.toml")

    choice = choose_model(written.format(folder=tmp_path), settings)

    assert choice == ModelChoice(
        name=str(tmp_path / "tone"), kind=CLASSIFIER, codebook="stars"
    )


def test_a_hub_id_of_the_config_is_meant(tmp_path: Path) -> None:
    config = '[model]\nname = "owner/tone"\nkind = "classifier"\noffline = true\n'
    settings = parse_settings(config, tmp_path / "detente.toml")

    assert choose_model("owner/tone", settings) == settings.model


def test_another_config_says_what_its_model_is(tmp_path: Path) -> None:
    settings = parse_settings("", tmp_path / "detente.toml")
    other = tmp_path / "other.toml"
    other.write_text('[model]\nname = "a/b"\nkind = "zero-shot"\n', encoding="utf-8")

    choice = choose_model(str(other), settings)

    assert (choice.name, choice.kind) == ("a/b", "zero-shot")


def test_a_folder_of_our_form_needs_no_more_than_its_name(
    tmp_path: Path, models: Two
) -> None:
    settings = parse_settings("", tmp_path / "detente.toml")

    assert choose_model(str(models.first), settings) == ModelChoice(
        name=str(models.first)
    )
    assert choose_model("bundled", settings) == ModelChoice()


def test_a_model_whose_kind_nobody_said_is_an_error_with_its_mend(
    tmp_path: Path,
) -> None:
    settings = parse_settings("", tmp_path / "detente.toml")

    with pytest.raises(ConfigError, match=r"owner/model: .* --model FILE\.toml$"):
        choose_model("owner/model", settings)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "the following arguments are required: --model"),
        (["--model", "nowhere"], "--model nowhere: not "),
        (["--model", "nowhere.toml"], "nowhere.toml: No such file"),
        (
            ["--model", "bundled", "--since", "2026-02-01", "--until", "2026-01-01"],
            "swap them",
        ),
    ],
)
def test_wrong_usage_is_said_in_a_line(
    tmp_path: Path, arguments: Sequence[str], words: str
) -> None:
    config = tmp_path / "detente.toml"
    config.write_text('[warehouse]\npath = "w.duckdb"\n', encoding="utf-8")

    done = detente("rescore", *arguments, "--config", config)

    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "w.working.duckdb").exists()


def write_corpus(folder: Path) -> None:
    """Forty short articles on four days, and a config with the first model."""
    articles = [
        {
            "outlet": "Daily",
            "published": f"2026-11-0{2 + n % 4}T08:00:00Z",
            "title": f"The talks of day {n}",
            "text": f"{WORDS[n % 7]} {n}. {WORDS[n % 5]} in town {n}. All met {n}.",
            "url": f"https://daily.example/{n}",
            "lang": "en",
        }
        for n in range(40)
    ]
    lines = "\n".join(json.dumps(article) for article in articles)
    (folder / "articles.jsonl").write_text(lines, encoding="utf-8")


def write_config(folder: Path, model: Path) -> Path:
    config = folder / "detente.toml"
    config.write_text(
        f'[model]\nname = "{model}"\n\n[[source]]\nkind = "files"\n'
        'path = "articles.jsonl"\n',
        encoding="utf-8",
    )
    return config


class Rescored(NamedTuple):
    """A config whose warehouse has both models' series, the first one's as they were
    before the second one came."""

    config: Path
    before: pl.DataFrame
    said: str


FIRST_SERIES = "FROM outlet_day WHERE model_id LIKE 'tiny@%' ORDER BY ALL"


@pytest.fixture(scope="module")
def rescored(tmp_path_factory: pytest.TempPathFactory, models: Two) -> Rescored:
    folder = tmp_path_factory.mktemp("rescored")
    write_corpus(folder)
    config = write_config(folder, models.first)
    ran = detente("run", "--config", config)
    assert ran.returncode == 0, ran.stderr
    before = ask_published(config, FIRST_SERIES)
    done = detente("rescore", "--model", models.second, "--config", config)
    assert done.returncode == 0, done.stderr
    return Rescored(config, before, done.stdout)


def ask_published(config: Path, sql: str) -> pl.DataFrame:
    return ask(config.parent / "data" / "detente.duckdb", sql)


def read_site(config: Path) -> str:
    site = config.parent / "data" / "site" / "index.html"
    return site.read_text(encoding="utf-8")


@pytest.mark.slow
def test_rescore_publishes_a_second_series_and_the_overlap(
    rescored: Rescored,
) -> None:
    days = ask_published(
        rescored.config,
        "SELECT split_part(model_id, '@', 1), count(*) FROM outlet_day "
        "GROUP BY 1 ORDER BY 1",
    )
    overlaps = ask_published(
        rescored.config,
        "SELECT split_part(earlier_id, '@', 1), question, articles "
        "FROM model_overlap WHERE model_id LIKE 'faint@%' ORDER BY question",
    )

    assert "Model      faint@" in rescored.said
    assert days.rows() == [("faint", 4), ("tiny", 4)]
    assert overlaps.rows() == [
        ("tiny", question, 40) for question in ("diplomacy", "escalation", "sentiment")
    ]


@pytest.mark.slow
def test_rescore_leaves_the_first_series_and_the_site_as_they_were(
    rescored: Rescored,
) -> None:
    assert ask_published(rescored.config, FIRST_SERIES).equals(rescored.before)
    assert "tiny@" in read_site(rescored.config)
    assert "faint@" not in read_site(rescored.config)


@pytest.mark.slow
def test_a_config_that_changes_to_a_rescored_model_scores_nothing_again(
    rescored: Rescored, models: Two, tmp_path: Path
) -> None:
    shutil.copytree(rescored.config.parent, tmp_path / "changed")
    config = write_config(tmp_path / "changed", models.second)

    ran = detente("run", "--config", config)

    runs = ask_published(
        config,
        "SELECT split_part(model_id, '@', 1), status, sentences_scored > 0 "
        "FROM run ORDER BY started_at",
    )
    assert ran.returncode == 0, ran.stderr
    assert runs.rows() == [
        ("tiny", "done", True),
        ("faint", "done", True),
        ("faint", "done", False),
    ]
    assert ask_published(config, FIRST_SERIES).equals(rescored.before)
    assert "faint@" in read_site(config)
