"""What one training is made of."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainOptions:
    """The same options give the same rows in the same order.

    `data` holds the labelled files and `encoder/`, `work` the checkpoints and the
    unpacked base; `out` becomes the shipped folder, called `name`. The `*_rows` say
    how many rows of the helping sets (UN reports; English news with sentiment only)
    join the codebook's, each with `helper_weight`. `warm_up` is a share of all steps.
    """

    data: Path
    work: Path
    out: Path
    created_at: datetime
    name: str = "detente-e5-small-1"
    seed: int = 20261122
    epochs: int = 3
    batch: int = 32
    learning_rate: float = 1e-4
    head_learning_rate: float = 1e-3
    warm_up: float = 0.06
    longest: int = 192
    un_rows: int = 2000
    other_language_rows: int = 1250
    news_sentiment_rows: int = 2000
    helper_weight: float = 0.5
