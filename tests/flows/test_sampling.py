"""From the warehouse to a coder's sheet and page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis.errors import ConfigError, DetenteError, ModelError, WarehouseError
from analysis.measures.agreement import framing_class
from analysis.records import Article, Model
from analysis.scoring.choice import ModelChoice
from analysis.scoring.registry import find_model
from analysis.sources.sheets import parse_sheet
from analysis.warehouse.warehouse import Warehouse
from flows.cli import main
from flows.sampling import draw, load_frame
from flows.settings import Period, Settings, read_settings
from tests.samples import (
    MODEL,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
    ask_copy,
    save_scored,
)

DAY = date(2026, 11, 2)
NEXT_WEEK = date(2026, 11, 10)
EDGES = [0.0, 0.49999, 0.5, 0.50001, 1.0]
OPEN = Period()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse of one outlet with twenty sentences that the bundled model scored."""
    config = tmp_path / "detente.toml"
    config.write_text('[warehouse]\npath = "w.duckdb"\n', encoding="utf-8")
    settings = read_settings(config)
    with Warehouse(settings.working_file) as warehouse:
        save_sentences(warehouse, an_article(1, outlet="Quiet Herald"), range(20))
    return settings


def save_sentences(
    warehouse: Warehouse, article: Article, texts: Sequence[int]
) -> None:
    """An article of these texts; every fifth one escalates by the bundled model."""
    model_id = find_model(ModelChoice()).model_id
    scores = [
        replace(a_score(text, 0.0 if text % 5 else 0.9, 0.1), model_id=model_id)
        for text in texts
    ]
    warehouse.save_records("new_outlet", [an_outlet(article.outlet)])
    warehouse.save_records("article", [article])
    warehouse.save_records(
        "sentence",
        [a_sentence(article.article_id, at, text) for at, text in enumerate(texts)],
    )
    warehouse.save_records("sentence_score", scores)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "w.duckdb")


def test_a_text_that_many_carry_belongs_to_the_first_article(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(7, outlet="Second", day=DAY), [(0.1, 0.1)])
    first = replace(an_article(3, outlet="First", day=NEXT_WEEK), language=None)
    warehouse.save_records("new_outlet", [an_outlet("First")])
    warehouse.save_records("article", [first])
    warehouse.save_records("sentence", [a_sentence(3, 4, 700), a_sentence(3, 9, 700)])

    frame = load_frame(warehouse, MODEL, OPEN)

    assert frame.rows() == [
        (700, "First", None, NEXT_WEEK, date(2026, 11, 9), "NEITHER")
    ]


def test_only_scored_sentences_of_dated_articles_of_the_period_are_drawn_from(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(1, day=DAY), [(0.1, 0.1)])
    save_scored(warehouse, an_article(2, day=NEXT_WEEK), [(0.1, 0.1)])
    save_scored(warehouse, an_article(3, day=None), [(0.1, 0.1)])
    warehouse.save_records("article", [an_article(4, day=DAY)])
    warehouse.save_records("sentence", [a_sentence(4, 0, 400), a_sentence(4, 1, 401)])
    other = replace(a_score(400, 0.1, 0.1), model_id="other@1")
    warehouse.save_records("sentence_score", [other])

    def texts(period: Period) -> list[int]:
        return load_frame(warehouse, MODEL, period)["text_hash"].sort().to_list()

    assert texts(OPEN) == [100, 200]
    assert texts(Period(since=DAY, until=DAY)) == [100]
    assert texts(Period(since=date(2026, 11, 3))) == [200]


def test_the_frame_s_classes_are_those_of_the_evaluation(warehouse: Warehouse) -> None:
    both = [(one, other) for one in EDGES for other in EDGES]
    save_scored(warehouse, an_article(1), both)

    frame = load_frame(warehouse, MODEL, OPEN).sort("text_hash")

    assert frame["predicted"].to_list() == [framing_class(*pair) for pair in both]


def test_a_model_without_escalation_and_diplomacy_cannot_stratify(
    warehouse: Warehouse,
) -> None:
    tone: Model = replace(MODEL, task="sentiment")

    with pytest.raises(ModelError, match=r"answers sentiment; .* name a model"):
        load_frame(warehouse, tone, OPEN)


def test_a_sample_is_kept_with_its_design(settings: Settings, tmp_path: Path) -> None:
    drawn = draw(settings, 8, tmp_path / "gold" / "one.csv", seed=3)

    with Warehouse(settings.working_file) as warehouse:
        [sample] = ask_copy(warehouse, "FROM sample").to_dicts()
        items = ask_copy(warehouse, "FROM sample_item ORDER BY item")
    kept = {key: sample[key] for key in ("sample_id", "frame", "items", "seed")}
    assert kept == {
        "sample_id": drawn.sample.sample_id,
        "frame": 20,
        "items": 8,
        "seed": 3,
    }
    assert (sample["since"], sample["until"]) == (DAY, DAY)
    assert items["item"].to_list() == list(range(1, 9))
    # A third of 8 expected of the 4 texts that escalate, the rest of the 16 others.
    chances = dict(items.select("predicted", "inclusion_probability").rows())
    assert chances == {
        "ESCALATION": pytest.approx(8 / 3 / 4),
        "NEITHER": pytest.approx(16 / 3 / 16),
    }
    assert not settings.warehouse.exists()


def test_the_sheet_has_the_items_in_their_order_and_no_answers(
    settings: Settings, tmp_path: Path
) -> None:
    drawn = draw(settings, 8, tmp_path / "one.csv")

    sheet = parse_sheet(drawn.sheet.read_bytes())

    with Warehouse(settings.working_file) as warehouse:
        items = ask_copy(
            warehouse,
            "SELECT sample_id, item, text_hash FROM sample_item ORDER BY item",
        )
    assert sheet.faults == ()
    assert [(row.sample_id, row.item, row.text_hash) for row in sheet.codings] == (
        items.rows()
    )
    assert {row.sentiment for row in sheet.codings} == {None}


def test_coders_learn_nothing_that_could_lead_them(
    settings: Settings, tmp_path: Path
) -> None:
    drawn = draw(settings, 20, tmp_path / "one.csv")

    for file in (drawn.sheet, drawn.page):
        written = file.read_text(encoding="utf-8")
        assert "Sentence 5." in written
        for secret in ("Quiet Herald", "2026-11-02", "NEITHER", "inclusion"):
            assert secret not in written


def test_the_same_seed_draws_the_same_sentences_again(
    settings: Settings, tmp_path: Path
) -> None:
    def texts(name: str, seed: int | None) -> list[int | None]:
        drawn = draw(settings, 8, tmp_path / name, seed=seed)
        rows = parse_sheet(drawn.sheet.read_bytes()).codings
        return [row.text_hash for row in rows]

    assert texts("a.csv", 5) == texts("b.csv", 5) != texts("c.csv", 6)


@pytest.mark.parametrize("suffix", [".csv", ".html"])
def test_what_coders_may_have_worked_on_is_never_overwritten(
    settings: Settings, tmp_path: Path, suffix: str
) -> None:
    work = tmp_path / f"one{suffix}"
    work.write_text("done", encoding="utf-8")

    with pytest.raises(ConfigError, match=f"one{suffix} is there already"):
        draw(settings, 8, tmp_path / "one.csv")

    assert work.read_text(encoding="utf-8") == "done"
    assert count_samples(settings) == 0


def test_a_sheet_that_cannot_be_written_leaves_no_sample(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(DetenteError, match="name another file with --out"):
        draw(settings, 8, tmp_path / "file" / "one.csv")

    assert count_samples(settings) == 0


def count_samples(settings: Settings) -> int:
    query = "SELECT (SELECT count(*) FROM sample) + count(*) FROM sample_item"
    with Warehouse(settings.working_file) as warehouse:
        return int(ask_copy(warehouse, query).item())


def test_a_period_without_sentences_is_an_error_that_names_it(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(WarehouseError, match=r"sentence from 2026-12-01 to the last"):
        draw(settings, 8, tmp_path / "one.csv", Period(since=date(2026, 12, 1)))


def test_before_anything_is_collected_no_warehouse_is_made(
    settings: Settings, tmp_path: Path
) -> None:
    settings.working_file.unlink()

    with pytest.raises(WarehouseError, match="nothing is collected yet"):
        draw(settings, 8, tmp_path / "one.csv")

    assert not settings.working_file.exists()


def test_a_lost_working_file_is_made_anew_before_a_sample_is_drawn(
    settings: Settings, tmp_path: Path
) -> None:
    with Warehouse(settings.working_file) as warehouse:
        warehouse.publish(settings.warehouse)
    settings.working_file.unlink()

    drawn = draw(settings, 8, tmp_path / "one.csv")

    assert drawn.sample.frame == 20


def test_a_sample_is_of_no_day_without_sentences_yet(
    settings: Settings, tmp_path: Path
) -> None:
    with Warehouse(settings.working_file) as warehouse:
        save_sentences(warehouse, an_article(2, day=NEXT_WEEK), range(20, 25))
    asked = Period(since=date(2026, 10, 1), until=date(2026, 12, 31))

    drawn = draw(settings, 8, tmp_path / "one.csv", asked)

    assert (drawn.sample.since, drawn.sample.until) == (DAY, NEXT_WEEK)


def test_the_command_says_what_it_drew_and_where_it_lies(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "one.csv"
    command = ["sample", "--config", str(settings.file), "--n", "8", "--out", str(out)]

    codes = [main([*command, "--seed", "3"]), main(command)]

    said = capsys.readouterr()
    assert codes == [0, 2]
    assert ": 8 of 20 sentences, 2026-11-02 to 2026-11-02, seed 3\n" in said.out
    assert f"Page       {tmp_path / 'one.html'}\n" in said.out
    assert said.err.startswith(f"detente: --out {out}: {out} is there already")


@pytest.mark.parametrize("n", ["0", "-3", "many"])
def test_the_command_wants_a_number_of_sentences(
    settings: Settings, n: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["sample", "--config", str(settings.file), f"--n={n}", "--out", "one.csv"])

    assert stopped.value.code == 2
    assert "not a whole number above 0" in capsys.readouterr().err
