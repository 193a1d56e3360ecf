"""How fast the usual way is; prints one JSON object. Needs torch and transformers.

    python benchmarks/pipeline.py BASE FILE.json

BASE is an unpacked encoder, FILE a list of texts. They go one at a time through
transformers' text-classification pipeline with its default settings, under a head of
five labels that learned nothing.
"""

import argparse
import json
import time
from pathlib import Path

from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    pipeline,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    texts = ["query: " + text for text in json.loads(given.file.read_text("utf-8"))]
    tokenizer = AutoTokenizer.from_pretrained(given.base, local_files_only=True)
    model = AutoModelForSequenceClassification.from_pretrained(
        given.base, num_labels=5, local_files_only=True
    )
    classify = pipeline("text-classification", model=model, tokenizer=tokenizer)
    for text in texts[:10]:
        classify(text)
    started = time.perf_counter()
    for text in texts:
        classify(text)
    seconds = time.perf_counter() - started
    tokens = sum(len(tokenizer(text)["input_ids"]) for text in texts)
    figures = {
        "layers": model.config.num_hidden_layers,
        "sentences": len(texts),
        "sentences_per_second": round(len(texts) / seconds, 1),
        "tokens_per_second": round(tokens / seconds),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
