"""How fast the bundled model scores, alone on the machine; prints one JSON object.

    python benchmarks/scoring.py [--sentences 3000] [--form auto] [--model FOLDER]
        [--pipeline PYTHON --base FOLDER]

It scores real sentences, German and English by turns, from the shared articles (their
folder is named by DETENTE_SHARED, else ../shared). With --pipeline, an interpreter
that has torch and transformers, and --base, the checkpoint that `detente train` leaves
in its --work folder, the same sentences go through transformers' text-classification
pipeline, and tokens per second are compared. The share of the matrix peak counts the
products with weights alone, as the model's arrays have them.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from analysis.records import Model
from analysis.scoring.encoder import EncoderScorer
from analysis.scoring.folder import open_folder
from analysis.scoring.registry import find_folder
from analysis.text.sentences import split_sentences
from flows.training.stored import read_stored

SHARED = Path(os.environ.get("DETENTE_SHARED", "../shared")) / "data"
HERE = Path(__file__).parent
# Their mean is then 26 words.
FEWEST_WORDS = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What our own scorer reached."""

    model: str
    form: str
    threads: int
    sentences: int
    words_per_sentence: float
    tokens_per_sentence: float
    sentences_per_second: float
    tokens_per_second: int
    one_sentence_milliseconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=3000)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--form", default="auto")
    parser.add_argument("--pipeline")
    parser.add_argument("--base", type=Path)
    given = parser.parse_args()
    sentences = read_sentences(given.sentences)
    folder = find_folder(given.model)
    speed = measure_scorer(sentences, open_folder(folder, form=given.form))
    peak = run("matrix_peak.py", "--threads", str(speed.threads))
    done = speed.tokens_per_second * count_operations(folder) / 1e9
    figures = {
        **asdict(speed),
        "giga_operations_per_second": round(done),
        "share_of_peak": round(done / peak["giga_operations_per_second"], 3),
        "peak": peak,
        "cold_start": run("cold_start.py", str(folder)),
    }
    if given.pipeline:
        usual = measure_pipeline(sentences, given.pipeline, given.base)
        times = speed.tokens_per_second / usual["tokens_per_second"]
        figures |= {"pipeline": usual, "times_the_pipeline": round(times, 1)}
    print(json.dumps(figures, indent=2))


def read_sentences(number: int) -> list[str]:
    """German and English sentences by turns, the same ones in every run."""
    german = find_sentences("articles_de_leads.jsonl", "de")
    english = find_sentences("articles_en.jsonl", "en")
    turns = (
        sentence for pair in zip(german, english, strict=False) for sentence in pair
    )
    return list(islice(turns, number))


def find_sentences(file: str, language: str) -> Iterator[str]:
    with (SHARED / file).open(encoding="utf-8") as lines:
        for line in lines:
            for paragraph in json.loads(line)["text"].splitlines():
                for sentence in split_sentences(paragraph, language):
                    if len(sentence.split()) >= FEWEST_WORDS:
                        yield sentence


def measure_scorer(
    sentences: Sequence[str], opened: tuple[Model, EncoderScorer]
) -> Speed:
    model, scorer = opened
    prefixed = [scorer.prefix + sentence for sentence in sentences]
    tokens = sum(len(found.ids) for found in scorer.tokenizer.encode_batch(prefixed))
    words = sum(len(sentence.split()) for sentence in sentences)
    scorer.score(sentences[:100])
    alone = min(time_scoring(scorer, sentences[:1]) for _ in range(5))
    seconds = time_scoring(scorer, sentences)
    return Speed(
        model=model.model_id,
        form=scorer.form.name,
        threads=scorer.threads,
        sentences=len(sentences),
        words_per_sentence=round(words / len(sentences), 1),
        tokens_per_sentence=round(tokens / len(sentences), 1),
        sentences_per_second=round(len(sentences) / seconds, 1),
        tokens_per_second=round(tokens / seconds),
        one_sentence_milliseconds=round(alone * 1000, 1),
    )


def time_scoring(scorer: EncoderScorer, sentences: Sequence[str]) -> float:
    started = time.perf_counter()
    scorer.score(sentences)
    return time.perf_counter() - started


def count_operations(folder: Path) -> int:
    """Multiplications and additions per token in the products with weights."""
    arrays = read_stored(folder / "layers.safetensors")
    return sum(
        2 * array.size for name, array in arrays.items() if name.endswith(".values")
    )


def measure_pipeline(
    sentences: Sequence[str], python: str, base: Path
) -> dict[str, float]:
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
        json.dump(sentences, file)
        file.flush()
        return run("pipeline.py", str(base), file.name, python=python)


def run(script: str, *arguments: str, python: str = sys.executable) -> dict[str, float]:
    """What another benchmark of this folder prints, in a process of its own."""
    command = [python, str(HERE / script), *arguments]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(found.stdout)
    return figures


if __name__ == "__main__":
    main()
