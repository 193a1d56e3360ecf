import json
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from analysis.errors import ConfigError
from analysis.scoring.scorer import SCORE_SCHEMA
from flows.evaluate import evaluate_file, render_evaluation, render_evaluation_json
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


def test_framing_is_compared_over_all_rows_and_by_language(tmp_path: Path) -> None:
    path = write_rows(tmp_path, *ROWS)

    found = evaluate_file(path, "framing", WordScorer(), MODEL)

    assert (found.overall.n, found.overall.both) == (6, 1)
    assert found.overall.confusion == ((1, 0, 1), (0, 1, 0), (0, 0, 2))
    assert found.overall.per_class[0].recall == pytest.approx(2 / 3)
    (german, de), (english, en) = found.by_language
    assert (german, de.n, english, en.n) == ("de", 2, "en", 4)
    assert de.confusion == ((0, 0, 1), (0, 0, 0), (0, 0, 1))


def test_rows_of_one_language_have_no_figures_by_language(tmp_path: Path) -> None:
    path = write_rows(tmp_path, *ROWS[:4])

    assert evaluate_file(path, "framing", WordScorer(), MODEL).by_language == ()


def test_json_has_the_promised_keys(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path,
        {"text": "They fire.", "label": "ESCALATION"},
        {"text": "They sleep.", "label": "DIPLOMACY"},
    )

    found = json.loads(
        render_evaluation_json(evaluate_file(path, "framing", WordScorer(), MODEL))
    )

    assert found == {
        "file": "gold.jsonl",
        "task": "framing",
        "model": "tiny@1",
        "codebook": "1",
        "n": 2,
        "both": 0,
        "per_class": {
            "ESCALATION": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "support": 1},
            "DIPLOMACY": {"precision": None, "recall": 0.0, "f1": 0.0, "support": 1},
            "NEITHER": {"precision": 0.0, "recall": None, "f1": 0.0, "support": 0},
        },
        "macro_f1": pytest.approx(1 / 3),
        "accuracy": 0.5,
        "alpha": pytest.approx(0.4),
        "confusion": {
            "ESCALATION": {"ESCALATION": 1, "DIPLOMACY": 0, "NEITHER": 0},
            "DIPLOMACY": {"ESCALATION": 0, "DIPLOMACY": 0, "NEITHER": 1},
            "NEITHER": {"ESCALATION": 0, "DIPLOMACY": 0, "NEITHER": 0},
        },
        "two_way_macro_f1": pytest.approx(1 / 3),
    }


@pytest.mark.parametrize("task", ["framing", "sentiment"])
def test_a_terminal_gets_a_table(task: str, tmp_path: Path, golden: Golden) -> None:
    path = write_rows(tmp_path, *ROWS)

    shown = render_evaluation(evaluate_file(path, task, WordScorer(), MODEL))

    golden(Path("flows") / f"evaluate_{task}.txt", shown)


def test_an_unknown_task_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="use framing or sentiment"):
        evaluate_file(write_rows(tmp_path, *ROWS), "irony", WordScorer(), MODEL)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gold\.jsonl: holds no rows"):
        evaluate_file(write_rows(tmp_path), "framing", WordScorer(), MODEL)


def test_a_row_without_the_tasks_label_is_named_by_its_line(tmp_path: Path) -> None:
    path = write_rows(tmp_path, ROWS[0], {"text": "They sleep.", "label": "neutral"})

    with pytest.raises(ConfigError, match=r'gold\.jsonl:2: no "escalation"'):
        evaluate_file(path, "framing", WordScorer(), MODEL)
