import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ConfigError
from flows.labelled import Labelled, parse_labels, parse_row, read_labelled


def labelled(**given: object) -> Labelled:
    return parse_labels({"text": "Talks began.", **given}, "file:7")


def test_two_answers_and_a_sentiment() -> None:
    found = labelled(escalation=0, diplomacy=1, sentiment="neutral", lang="en")

    assert found == Labelled(
        text="Talks began.",
        language="en",
        escalation=False,
        diplomacy=True,
        exclusive=False,
        sentiment="neutral",
    )


@pytest.mark.parametrize(
    ("label", "frames"),
    [
        ("ESCALATION", (True, False)),
        ("DIPLOMACY", (False, True)),
        ("NEITHER", (False, False)),
    ],
)
def test_one_framing_label_is_an_exclusive_choice(
    label: str, frames: tuple[bool, bool]
) -> None:
    found = labelled(label=label)

    assert (found.escalation, found.diplomacy) == frames
    assert (found.exclusive, found.sentiment) == (True, None)


def test_a_sentiment_label_says_nothing_of_frames() -> None:
    found = labelled(label="negative")

    assert (found.sentiment, found.escalation, found.diplomacy) == (
        "negative",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param({"text": 3}, '"text" is missing', id="text that is none"),
        pytest.param({"text": " "}, '"text" is missing', id="empty text"),
        pytest.param(
            {"text": "a", "label": "peace"},
            '"label" is "peace"; write one of ESCALATION, DIPLOMACY, NEITHER,',
            id="a label nobody knows",
        ),
        pytest.param({"text": "a", "label": ["x"]}, '"label" is', id="label list"),
        pytest.param(
            {"text": "a", "escalation": 2, "diplomacy": 0},
            '"escalation" is 2; write 0 or 1',
            id="a count for an answer",
        ),
        pytest.param(
            {"text": "a", "escalation": 1},
            '"diplomacy" is missing; write 0 or 1',
            id="one of two answers",
        ),
        pytest.param(
            {"text": "a", "sentiment": "angry"},
            '"sentiment" is "angry"; write one of negative, neutral, positive',
            id="an unknown sentiment",
        ),
    ],
)
def test_a_broken_row_names_its_line_and_the_mend(
    row: dict[str, object], message: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_labels(row, "file:7")

    assert str(raised.value).startswith(f"file:7: {message}")


@pytest.mark.parametrize(
    ("task", "row"),
    [("framing", {"sentiment": "neutral"}), ("sentiment", {"label": "NEITHER"})],
)
def test_a_row_without_the_tasks_label_is_refused(
    task: str, row: dict[str, object]
) -> None:
    with pytest.raises(ConfigError, match=r"file:7: no "):
        parse_labels({"text": "a", **row}, "file:7", task)


@given(st.text())
def test_a_line_is_a_whole_object_or_refused_with_its_place(line: str) -> None:
    wrapped = json.dumps({"text": line})

    assert parse_row(wrapped, "file:7") == {"text": line}
    with pytest.raises(ConfigError, match=r"^file:7: not a"):
        parse_row(json.dumps(line), "file:7")
    with pytest.raises(ConfigError, match=r"^file:7: not JSON"):
        parse_row(wrapped[:-1], "file:7")


def test_a_file_is_read_past_blank_lines_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    lines = '{"text": "a", "label": "NEITHER"}\r\n\r\n{"text": "b", "label": "neutral"}'
    path.write_text("\ufeff" + lines, encoding="utf-8")

    assert [row.text for row in read_labelled(path)] == ["a", "b"]


def test_the_line_number_of_a_broken_line_counts_blank_ones(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "a", "label": "NEITHER"}\n\n{"text": ', encoding="utf-8")

    with pytest.raises(ConfigError, match=r"gold\.jsonl:3: not JSON"):
        read_labelled(path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(
    content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigError, match=r"gold\.jsonl: cannot be read"):
        read_labelled(path)
