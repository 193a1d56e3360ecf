"""What one training is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

# Where progress goes, a line at a time.
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainOptions:
    """The same options give the same rows in the same order, and the same weights.

    `data` holds the labelled files, the articles and `encoder/`; `base` is a Hugging
    Face folder or hub id to start from, None the encoder in `data`, and `prefix` what
    it wants before every text; `work` holds the checkpoints; `out` becomes the shipped
    folder, called `name`.

    `teachers` networks learn for `teacher_epochs` from the labels, each with its own
    order; of labels.csv from the first `teacher_labels`, and not from events_late.csv:
    of the rest they say what they think, not what they remember. The student, which
    ships, goes on from the first of them at `student_rate`: for `epochs` it learns from
    all labels, from what the teachers say together of the same rows, and from what they
    say of `unlabelled` news items. Without teachers it learns from the labels alone.
    `predecessor`, a shipped model ("bundled" or a folder), is heard like one more
    teacher, so that few of its right answers turn wrong (the aim of Yan et al. 2021,
    https://arxiv.org/abs/2011.09161).

    Every row weighs 1 but these: `unsure_weight` for the two frames where the coder
    was in doubt, `helper_weight` for the helping sets (UN reports, news sentiment), of
    which `*_rows` say how many join. `layer_decay` multiplies the learning rate once
    for every layer further from the head; `warm_up` is a share of all steps.
    """

    data: Path
    work: Path
    out: Path
    created_at: datetime
    base: str | None = None
    prefix: str = "query: "
    name: str = "detente-e5-small-3"
    seed: int = 20261122
    teachers: int = 1
    predecessor: str | None = None
    teacher_epochs: int = 2
    teacher_labels: int = 51_800
    unlabelled: int = 8_000
    epochs: int = 1
    batch: int = 32
    learning_rate: float = 2e-4
    student_rate: float = 1.5e-4
    head_learning_rate: float = 1e-3
    layer_decay: float = 0.95
    warm_up: float = 0.06
    longest: int = 192
    unsure_weight: float = 1.0
    un_rows: int = 1000
    other_language_rows: int = 1250
    news_sentiment_rows: int = 2000
    helper_weight: float = 0.5
