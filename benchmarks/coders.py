"""How well two further coders agree with the development files; prints one JSON object.

    python benchmarks/coders.py [--data ../shared/data]

`benchmarks/second_coders.csv` has the answers of two coders (language models, like the
files' own) to 300 rows of `codebook_dev.jsonl`, drawn at random, 150 of each language,
and to the 203 news rows of `framing_dev.jsonl`, by the hash of the text. They knew
codebook 1 and no label. For each set: its `rows`, and for each pair of the `file`'s
labels, the coders and the bundled `model`, the second held against the first: F1 of
`escalation` and `diplomacy`, `macro_f1` of the three exclusive frames (rows that the
first sees both in do not count), macro-F1 of `sentiment`.
"""

import argparse
import csv
import json
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from analysis.measures.agreement import (
    SENTIMENT,
    FramedSentence,
    agreement,
    framing_agreement,
    sentiment_class,
)
from analysis.scoring.registry import load_scorer
from analysis.text.hashes import hash_text
from flows.labelled import Keep, Labelled, read_labelled

CODES = Path(__file__).with_name("second_coders.csv")
SETS: Mapping[str, tuple[str, Keep]] = {
    "codebook_dev de": ("codebook_dev.jsonl", lambda row: row["lang"] == "de"),
    "codebook_dev en": ("codebook_dev.jsonl", lambda row: row["lang"] == "en"),
    "framing_dev news": (
        "framing_dev.jsonl",
        lambda row: row["source"] != "UN_keep_it_local",
    ),
}


class Answer(NamedTuple):
    """What somebody says of a text; probabilities are 0 or 1 but a model's."""

    escalation: float
    diplomacy: float
    sentiment: str | None
    exclusive: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    found = {
        name: compare_all(read_labelled(data / file, keep=keep))
        for name, (file, keep) in SETS.items()
    }
    print(json.dumps(found))


def compare_all(labelled: Sequence[Labelled]) -> dict[str, object]:
    coders = read_coders()
    rows = [row for row in labelled if hash_text(row.text) in coders["coder a"]]
    answers = {
        "file": [
            Answer(bool(r.escalation), bool(r.diplomacy), r.sentiment, r.exclusive)
            for r in rows
        ],
        **{
            coder: [known[hash_text(row.text)] for row in rows]
            for coder, known in coders.items()
        },
        "model": ask_model([row.text for row in rows]),
    }
    pairs = combinations(answers, 2)
    compared = {f"{a}, {b}": compare(answers[a], answers[b]) for a, b in pairs}
    return {"rows": len(rows), **compared}


def read_coders() -> dict[str, dict[int, Answer]]:
    """Each coder's answers by the hash of the text."""
    coders: dict[str, dict[int, Answer]] = {}
    with CODES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            coders.setdefault(f"coder {row['coder']}", {})[
                int(row["text_hash"], 16)
            ] = Answer(int(row["escalation"]), int(row["diplomacy"]), row["sentiment"])
    return coders


def ask_model(texts: Sequence[str]) -> list[Answer]:
    _, scorer = load_scorer("bundled")
    return [
        Answer(
            row["escalation"],
            row["diplomacy"],
            sentiment_class(*(row[name] for name in SENTIMENT)),
        )
        for row in scorer.score(texts).iter_rows(named=True)
    ]


def compare(gold: Sequence[Answer], others: Sequence[Answer]) -> dict[str, object]:
    pairs = list(zip(gold, others, strict=True))
    framing = framing_agreement(
        [
            FramedSentence(
                gold_escalation=bool(one.escalation),
                gold_diplomacy=bool(one.diplomacy),
                exclusive=one.exclusive,
                escalation=other.escalation,
                diplomacy=other.diplomacy,
            )
            for one, other in pairs
        ]
    )
    spoken = [(a.sentiment, b.sentiment) for a, b in pairs if a.sentiment]
    sentiment = agreement(
        [a for a, _ in spoken], [b or "" for _, b in spoken], SENTIMENT
    )
    figures = {
        "escalation": framing.per_class[0].f1,
        "diplomacy": framing.per_class[1].f1,
        "macro_f1": framing.macro_f1,
        "sentiment": sentiment.macro_f1,
    }
    return {name: value and round(value, 3) for name, value in figures.items()}


if __name__ == "__main__":
    main()
