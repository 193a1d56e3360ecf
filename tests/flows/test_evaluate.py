import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from analysis.errors import ConfigError, ModelError
from analysis.scoring.scorer import SCORE_SCHEMA
from flows.cli import main
from flows.evaluate import Evaluation, evaluate_file, render_evaluation_json
from flows.evaluation_table import render_evaluation
from tests.conftest import Golden
from tests.samples import MODEL


class WordScorer:
    """A model of few words: each word it knows decides a text's scores."""

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        rows = [
            {
                "negative": 0.8 if "fire" in text else 0.1,
                "neutral": 0.1,
                "positive": 0.1 if "fire" in text else 0.8,
                "escalation": 0.9 if "fire" in text else 0.2,
                "diplomacy": 0.7 if "talk" in text else 0.1,
            }
            for text in texts
        ]
        return pl.DataFrame(rows, schema=SCORE_SCHEMA)


def write_rows(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "gold.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def coded(text: str, frames: tuple[int, int], lang: str = "en") -> dict[str, object]:
    return {
        "text": text,
        "lang": lang,
        "escalation": frames[0],
        "diplomacy": frames[1],
        "sentiment": "negative" if frames[0] else "positive",
    }


ROWS = (
    coded("They fire.", (1, 0)),
    coded("They talk.", (0, 1)),
    coded("They talk under fire.", (1, 1)),
    coded("They sleep.", (0, 0)),
    coded("Sie sind unter Beschuss.", (1, 0), "de"),
    coded("Sie schlafen.", (0, 0), "de"),
)


def test_rows_of_one_item_are_drawn_together(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path,
        *({**row, "item": item} for item, row in enumerate(ROWS * 4) for _ in "ab"),
    )

    alone = evaluate_file(path, "framing", (MODEL, WordScorer()))
    together = evaluate_file(path, "framing", (MODEL, WordScorer()), together="item")

    assert together.overall.agreement == alone.overall.agreement
    assert find_width(together) > find_width(alone)
    assert json.loads(render_evaluation_json(together))["together"] == "item"


def test_rows_that_name_no_item_are_drawn_alone(tmp_path: Path) -> None:
    path = write_rows(tmp_path, {**ROWS[0], "item": "a"}, *ROWS * 4)

    alone = evaluate_file(path, "framing", (MODEL, WordScorer()))
    together = evaluate_file(path, "framing", (MODEL, WordScorer()), together="item")

    assert together.overall == alone.overall


def find_width(found: Evaluation) -> float:
    low, high = found.overall.intervals.per_class[0] or (0, 0)
    return high - low


def test_framing_is_compared_over_all_rows_and_by_language(tmp_path: Path) -> None:
    path = write_rows(tmp_path, *ROWS)

    found = evaluate_file(path, "framing", (MODEL, WordScorer()))

    overall = found.overall.agreement
    assert (overall.n, overall.both) == (6, 1)
    assert overall.confusion == ((1, 0, 1), (0, 1, 0), (0, 0, 2))
    assert overall.per_class[0].recall == pytest.approx(2 / 3)
    (german, de), (english, en) = found.by_language
    assert (german, de.agreement.n) == ("de", 2)
    assert (english, en.agreement.n) == ("en", 4)
    assert de.agreement.confusion == ((0, 0, 1), (0, 0, 0), (0, 0, 1))


def test_calibration_is_of_each_frame_and_of_the_likeliest_sentiment(
    tmp_path: Path,
) -> None:
    path = write_rows(tmp_path, *ROWS[:2])

    framing = evaluate_file(path, "framing", (MODEL, WordScorer()))
    sentiment = evaluate_file(path, "sentiment", (MODEL, WordScorer()))

    # Said 0.9 and 0.2 of a yes and a no, then 0.1 and 0.7; 0.8 twice, twice right.
    assert framing.overall.calibration_error == {
        "escalation": pytest.approx((0.1 + 0.2) / 2),
        "diplomacy": pytest.approx((0.1 + 0.3) / 2),
    }
    assert sentiment.overall.calibration_error == {"sentiment": pytest.approx(0.2)}


def test_figures_come_by_any_key_of_the_rows(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path,
        {**ROWS[0], "case": "E1"},
        {**ROWS[1], "case": None},
        {**ROWS[4], "case": "E1"},
    )

    found = evaluate_file(path, "framing", (MODEL, WordScorer()), by="case")

    assert found.by == "case"
    assert [(name, one.agreement.accuracy) for name, one in found.groups] == [
        ("E1", 0.5),
        ("–", 1.0),
    ]


def test_two_keys_part_the_rows_by_both(tmp_path: Path) -> None:
    path = write_rows(tmp_path, *({**row, "genre": "lead"} for row in ROWS))

    found = evaluate_file(path, "framing", (MODEL, WordScorer()), by="lang, genre")

    assert [(name, one.agreement.n) for name, one in found.groups] == [
        ("de · lead", 2),
        ("en · lead", 4),
    ]


def test_a_table_is_read_like_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text(
        "language,case,escalation,diplomacy,sentiment,text\n"
        'en,E1,1,0,negative,"They fire, again."\nen,E1,0,0,positive,They sleep.\n',
        encoding="utf-8",
    )

    found = evaluate_file(path, "framing", (MODEL, WordScorer()), by="case")

    assert found.file == "gold.csv"
    assert found.overall.agreement.accuracy == 1.0
    assert [name for name, _ in found.groups] == ["E1"]


def test_rows_of_one_language_have_no_figures_by_language(tmp_path: Path) -> None:
    path = write_rows(tmp_path, *ROWS[:4])

    assert evaluate_file(path, "framing", (MODEL, WordScorer())).by_language == ()


def figures(**known: float | None) -> dict[str, float | None]:
    return {**known, "f1_low": None, "f1_high": None}


def test_json_has_the_promised_keys(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path,
        {"text": "They fire.", "label": "ESCALATION"},
        {"text": "They sleep.", "label": "DIPLOMACY"},
    )

    found = json.loads(
        render_evaluation_json(evaluate_file(path, "framing", (MODEL, WordScorer())))
    )

    assert found == {
        "file": "gold.jsonl",
        "task": "framing",
        "model": "tiny@1",
        "codebook": "1",
        "n": 2,
        "both": 0,
        "per_class": {
            "ESCALATION": figures(precision=1.0, recall=1.0, f1=1.0, support=1),
            "DIPLOMACY": figures(precision=None, recall=0.0, f1=0.0, support=1),
            "NEITHER": figures(precision=0.0, recall=None, f1=0.0, support=0),
        },
        "macro_f1": pytest.approx(1 / 3),
        "macro_f1_low": None,
        "macro_f1_high": None,
        "accuracy": 0.5,
        "alpha": pytest.approx(0.4),
        "calibration_error": {
            "escalation": pytest.approx(0.15),
            "diplomacy": pytest.approx(0.4),
        },
        "confusion": {
            "ESCALATION": {"ESCALATION": 1, "DIPLOMACY": 0, "NEITHER": 0},
            "DIPLOMACY": {"ESCALATION": 0, "DIPLOMACY": 0, "NEITHER": 1},
            "NEITHER": {"ESCALATION": 0, "DIPLOMACY": 0, "NEITHER": 0},
        },
        "two_way_macro_f1": pytest.approx(1 / 3),
    }


def test_json_holds_languages_and_groups_where_there_are_any(tmp_path: Path) -> None:
    path = write_rows(tmp_path, *ROWS)

    found = json.loads(
        render_evaluation_json(
            evaluate_file(path, "sentiment", (MODEL, WordScorer()), by="lang")
        )
    )

    assert found["by"] == "lang"
    assert found["groups"] == found["by_language"]
    assert [(name, one["n"]) for name, one in found["groups"].items()] == [
        ("de", 2),
        ("en", 4),
    ]


@pytest.mark.parametrize("task", ["framing", "sentiment"])
def test_a_terminal_gets_a_table(task: str, tmp_path: Path, golden: Golden) -> None:
    cases = [{**row, "case": row["sentiment"]} for row in ROWS]
    path = write_rows(tmp_path, *cases, *cases, *cases)

    shown = render_evaluation(
        evaluate_file(path, task, (MODEL, WordScorer()), by="case")
    )

    golden(Path("flows") / f"evaluate_{task}.txt", shown)


def test_an_unknown_task_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="use framing or sentiment"):
        evaluate_file(write_rows(tmp_path, *ROWS), "irony", (MODEL, WordScorer()))


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gold\.jsonl: holds no rows"):
        evaluate_file(write_rows(tmp_path), "framing", (MODEL, WordScorer()))


def test_a_row_without_the_tasks_label_is_named_by_its_line(tmp_path: Path) -> None:
    path = write_rows(tmp_path, ROWS[0], {"text": "They sleep.", "label": "neutral"})

    with pytest.raises(ConfigError, match=r'gold\.jsonl:2: no "escalation"'):
        evaluate_file(path, "framing", (MODEL, WordScorer()))


class FramingScorer(WordScorer):
    """A model that knows the two frames only."""

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        unknown = pl.lit(None, pl.Float32)
        return (
            super()
            .score(texts)
            .with_columns(
                unknown.alias(name) for name in ("negative", "neutral", "positive")
            )
        )


def test_a_model_is_not_measured_on_what_it_does_not_say(tmp_path: Path) -> None:
    path = write_rows(tmp_path, *ROWS)
    model = replace(MODEL, task="framing")

    assert evaluate_file(path, "framing", (model, FramingScorer())).overall
    with pytest.raises(ModelError, match="tiny@1 answers framing, not sentiment; choo"):
        evaluate_file(path, "sentiment", (model, FramingScorer()))


def test_the_command_prints_figures_by_the_asked_for_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gold.csv"
    path.write_text(
        "genre,escalation,diplomacy,text\n"
        "lead,1,0,Artillery fire killed nine people in the border town.\n"
        "blog,0,0,The museum shows drawings from the seventeenth century.\n",
        encoding="utf-8",
    )

    code = main(
        ["evaluate", str(path), "--task=framing", "--model=bundled", "--by=genre"]
    )

    shown = capsys.readouterr().out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in shown[-3:-1]] == ["blog", "lead"]
    assert [line.split()[-1] for line in shown[-3:-1]] == ["1.000", "1.000"]
