"""How fast the bundled model scores, alone on the machine; prints one JSON object.

    python benchmarks/scoring.py FILE.jsonl [--limit 3000] [--reference FOLDER]

FILE holds one object with a `text` per line (any labelled file will do). With
--reference, an unpacked base encoder, and torch installed, the usual way is timed too:
transformers' text-classification pipeline in float32, one text at a time, over the
first 200 texts, and the ratio of tokens per second is given.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from analysis.scoring.encoder import EncoderScorer
from analysis.scoring.registry import load_scorer

PIPELINE_TEXTS = 200

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=3000)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--reference", type=Path)
    given = parser.parse_args()
    lines = given.file.read_text(encoding="utf-8").splitlines()[: given.limit]
    texts = [json.loads(line)["text"] for line in lines]
    figures = measure_scorer(texts, given.model, given.threads)
    if given.reference is not None and find_spec("torch") is not None:
        speed = measure_pipeline(texts[:PIPELINE_TEXTS], given.reference)
        figures["pipeline_tokens_per_second"] = round(speed)
        figures["times_the_pipeline"] = round(figures["tokens_per_second"] / speed, 1)
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def measure_scorer(
    texts: Sequence[str], name: str, threads: int | None
) -> dict[str, float]:
    loading, (_, scorer) = timed(lambda: load_scorer(name, threads))
    if not isinstance(scorer, EncoderScorer):
        raise SystemExit(f"{name}: not an encoder")
    tokens = sum(len(scorer.tokenizer("query: " + text)["input_ids"]) for text in texts)
    scorer.score(texts[:50])
    alone = min(timed(lambda: scorer.score(texts[:1]))[0] for _ in range(5))
    seconds, _ = timed(lambda: scorer.score(texts))
    return {
        "texts": len(texts),
        "tokens_per_text": round(tokens / len(texts), 1),
        "threads": scorer.threads,
        "load_seconds": round(loading, 2),
        "sentences_per_second": round(len(texts) / seconds),
        "tokens_per_second": round(tokens / seconds),
        "one_sentence_milliseconds": round(alone * 1000, 1),
        "peak_rss_mb": peak_rss(),
    }


def measure_pipeline(texts: Sequence[str], base: Path) -> float:
    from transformers import AutoTokenizer, BertForSequenceClassification, pipeline

    tokenizer = AutoTokenizer.from_pretrained(base, local_files_only=True)
    model = BertForSequenceClassification.from_pretrained(base, num_labels=5)
    classify = pipeline("text-classification", model=model, tokenizer=tokenizer)
    classify(texts[0])
    seconds, _ = timed(lambda: [classify(text) for text in texts])
    return sum(len(tokenizer(text)["input_ids"]) for text in texts) / seconds


def timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def peak_rss() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kilobytes / 1024, 1)


if __name__ == "__main__":
    main()
