"""Own voice, direct and indirect speech, and who speaks."""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.sentences import split_sentences
from analysis.text.voices import Voice, find_voices
from tests.conftest import GOLDEN, Golden

VOICES = GOLDEN / "voices.csv"
KINDS = ("direct", "indirect", "own")
MARKED = st.text(alphabet="aZ .,:\n„“”»«\"'", max_size=60)

Row = dict[str, str]
Span = tuple[int, int]


def find_spans(text: str, sentences: Iterable[str]) -> list[Span]:
    spans: list[Span] = []
    for sentence in sentences:
        start = text.index(sentence, spans[-1][1] if spans else 0)
        spans.append((start, start + len(sentence)))
    return spans


def voices(text: str, language: str | None) -> list[tuple[str, str | None]]:
    """Find the voices of a text of one or several lines."""
    sentences = [
        sentence
        for line in text.split("\n")
        for sentence in split_sentences(line, language)
    ]
    found = find_voices(text, find_spans(text, sentences), language)
    return [(voice.kind, voice.speaker) for voice in found]


def hear(row: Row) -> Voice:
    """Find the voice of the labelled sentence among its neighbours."""
    before = split_sentences(row["before"], row["language"])
    after = split_sentences(row["after"], row["language"])
    text = " ".join(filter(None, (row["before"], row["text"], row["after"])))
    spans = find_spans(text, [*before, row["text"], *after])
    return find_voices(text, spans, row["language"])[len(before)]


def measure(rows: list[Row]) -> dict[str, float]:
    """F1 of each voice; the share of exact speakers where somebody else's voice was
    found, to three digits."""
    heard = [(row, hear(row)) for row in rows]
    pairs = Counter((row["voice"], voice.kind) for row, voice in heard)
    others = [
        (voice.speaker or "") == row["speaker"]
        for row, voice in heard
        if row["voice"] == voice.kind != "own"
    ]
    figures = {
        f"{kind}_f1": 2
        * pairs[kind, kind]
        / sum(pairs[kind, other] + pairs[other, kind] for other in KINDS)
        for kind in KINDS
    }
    figures["speaker_accuracy"] = sum(others) / len(others)
    return {name: round(figure, 3) for name, figure in figures.items()}


def test_the_figures_on_our_labelled_sentences_are_the_recorded_ones(
    golden: Golden,
) -> None:
    with VOICES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    parts = {
        "all": rows,
        "develop": [row for row in rows if row["part"] == "develop"],
        "held": [row for row in rows if row["part"] == "held"],
        "de": [row for row in rows if row["language"] == "de"],
        "en": [row for row in rows if row["language"] == "en"],
    }
    figures = {
        part: {"sentences": len(chosen), **measure(chosen)}
        for part, chosen in parts.items()
    }

    golden(Path("voices.json"), json.dumps(figures, indent=2) + "\n")
    assert figures["held"]["direct_f1"] >= 0.9
    assert figures["held"]["indirect_f1"] >= 0.8


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param(
            "Keller denied that troops had crossed. She flew home.",
            "en",
            [("indirect", "Keller"), ("own", None)],
            id="speech ends with its sentence in English",
        ),
        pytest.param(
            "Brandt wies das zurück. Sie habe nichts gewusst. Die Reise endet heute.",
            "de",
            [("own", None), ("indirect", "Brandt"), ("own", None)],
            id="Konjunktiv I goes on with who acted before",
        ),
        pytest.param(
            "„Wir gehen. Wir kommen wieder“, sagte Reck. „Das steht fest.“",
            "de",
            [("direct", "Reck")] * 3,
            id="a quotation has one speaker",
        ),
        pytest.param(
            "Keller was tired. “We go. We stay. We may yet come back,” Reed said.",
            "en",
            [("own", None), ("direct", "Reed"), ("direct", "Reed"), ("direct", "Reed")],
            id="a quotation belongs to whom its end names",
        ),
        pytest.param(
            "“We go home,” Reed said.\n“We stay for good.”",
            "en",
            [("direct", "Reed"), ("direct", None)],
            id="no speaker is carried over a line",
        ),
        pytest.param(
            "Reed said it was over. “I am quite sure of it,” he said. “Quite sure.”",
            "en",
            [("indirect", "Reed"), ("direct", None), ("direct", None)],
            id="a pronoun names nobody, and hands nobody on",
        ),
        pytest.param(
            "Die Bahn ist wieder frei. Demnach fuhr der Zug um acht.",
            "de",
            [("own", None), ("indirect", None)],
            id="demnach points to a source that is not named",
        ),
        pytest.param(
            "Ministerin: Opposition fordert zu viel",
            "de",
            [("own", None)],
            id="what reports for itself is nobody's colon",
        ),
        pytest.param(
            "« Nous partons demain matin », dit Luc. Il a dit que la paix viendra.",
            "fr",
            [("direct", None), ("own", None)],
            id="other languages: marks only",
        ),
        pytest.param("", "de", [], id="no text"),
        pytest.param("He said so.", None, [("own", None)], id="language unknown"),
    ],
)
def test_voices(
    text: str, language: str | None, expected: list[tuple[str, str | None]]
) -> None:
    assert voices(text, language) == expected


@given(
    MARKED | st.text(),
    st.lists(st.integers(0, 60)),
    st.sampled_from(["de", "en", "fr", None]),
)
def test_each_span_has_a_voice_and_speakers_stand_in_the_text(
    text: str, cuts: list[int], language: str | None
) -> None:
    borders = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    spans = list(pairwise(borders))

    found = find_voices(text, spans, language)

    assert len(found) == len(spans)
    assert all(voice.kind in KINDS for voice in found)
    assert all(voice.speaker is None or voice.speaker in text for voice in found)
    assert all(voice.speaker is None for voice in found if voice.kind == "own")
