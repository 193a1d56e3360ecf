"""How well stories are found in a built set, and how fast; prints one JSON object.

    python benchmarks/stories.py [--seed N]

A pair of articles of benchmarks/story_set.py is right if both come from one original.
The thresholds of analysis/measures/copies.py were chosen on the six topics of the
development half. Where DETENTE_SHARED (default ../shared) has articles_en.jsonl, its
stories are counted too.
"""

import argparse
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from analysis.measures.copies import SHARED_BANDS, Member, find_bands, find_stories
from analysis.text.clean import clean_prose
from analysis.text.hashes import hash_words
from benchmarks.story_set import COPYING, Text, build_set

REAL = Path(os.environ.get("DETENTE_SHARED", "../shared")) / "data/articles_en.jsonl"
HALVES = ("development", "held_out")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    texts = build_set(parser.parse_args().seed)
    bodies = [text.body for text in texts]
    stories = number_stories([text.title for text in texts], bodies)
    figures: dict[str, object] = {
        "articles": len(texts),
        "kinds": Counter(text.kind for text in texts),
        **{half: measure_half(select(texts, stories, half)) for half in HALVES},
        "bands_of_articles_per_second": measure_speed(bodies),
    }
    if REAL.exists():
        figures["real"] = measure_real()
    print(json.dumps(figures))


def number_stories(titles: Iterable[str], bodies: Sequence[str]) -> list[int]:
    """Number the story of each article, as one run over all of them would."""
    first = list(map(hash_words, titles, bodies))
    members = [
        Member(article_id=number, story_id=story, body=body)
        for number, (story, body) in enumerate(zip(first, bodies, strict=True))
    ]
    changes = find_stories(find_candidates(bodies), members)
    return [changes.get(story, story) for story in first]


def find_candidates(bodies: Iterable[str]) -> Iterator[tuple[int, int]]:
    carriers = defaultdict(list)
    for number, body in enumerate(bodies):
        for band in find_bands(body):
            carriers[band].append(number)
    shared = Counter(
        pair for numbers in carriers.values() for pair in combinations(numbers, 2)
    )
    return (pair for pair, bands in shared.items() if bands >= SHARED_BANDS)


def select(
    texts: Iterable[Text], stories: Iterable[int], half: str
) -> list[tuple[Text, int]]:
    rows = zip(texts, stories, strict=True)
    return [(text, story) for text, story in rows if text.half == half]


def measure_half(rows: Sequence[tuple[Text, int]]) -> dict[str, object]:
    return {
        "articles": len(rows),
        **measure_pairs(rows),
        "by_kind": measure_kinds(rows),
    }


def measure_pairs(rows: Sequence[tuple[Text, int]]) -> dict[str, float]:
    """Precision and recall over all pairs of articles, each given with its story."""
    right = count_pairs((text.original, story) for text, story in rows)
    return {
        "precision": ratio(right, count_pairs(story for _, story in rows)),
        "recall": ratio(right, count_pairs(text.original for text, _ in rows)),
    }


def measure_kinds(rows: Sequence[tuple[Text, int]]) -> dict[str, float]:
    """The share of copies that are in the story of their original, and of originals and
    independent articles that are in no other's."""
    stories = {text.original: story for text, story in rows if not is_made(text)}
    sizes = Counter(stories.values())
    right = defaultdict(list)
    for text, story in rows:
        is_found = story == stories[text.original]
        right[text.kind].append(is_found if is_made(text) else sizes[story] == 1)
    return {kind: ratio(sum(marks), len(marks)) for kind, marks in right.items()}


def is_made(text: Text) -> bool:
    return text.kind in COPYING


def count_pairs(labels: Iterable[object]) -> int:
    return sum(number * (number - 1) // 2 for number in Counter(labels).values())


def ratio(part: int, whole: int) -> float:
    return round(part / whole, 4)


def measure_speed(bodies: Iterable[str]) -> int:
    started = time.perf_counter()
    articles = sum(1 for _ in map(find_bands, bodies))
    return round(articles / (time.perf_counter() - started))


def measure_real() -> dict[str, int]:
    lines = REAL.read_bytes().splitlines()
    articles = [json.loads(line) for line in lines]
    bodies = [clean_prose(article["text"]) for article in articles]
    stories = number_stories([article["title"] for article in articles], bodies)
    return {
        "articles": len(bodies),
        "pairs_in_a_story": count_pairs(stories),
        "bands_of_articles_per_second": measure_speed(bodies),
    }


if __name__ == "__main__":
    main()
