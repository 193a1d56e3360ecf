"""Any sequence classifier of transformers, its labels read as ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.records import Model
from analysis.scoring.checkpoint import (
    Checkpoint,
    describe_checkpoint,
    read_checkpoint,
)
from analysis.scoring.choice import CLASSIFIER, ModelChoice
from analysis.scoring.labels import match_labels
from analysis.scoring.scorer import Scorer, frame_scores
from analysis.scoring.tasks import ANSWERS
from analysis.scoring.transformer import Transformer, open_transformer
from analysis.scoring.windows import (
    Floats,
    average_parts,
    fill_frame,
    find_share,
    find_shares,
    split_texts,
)

TEXTS_AT_ONCE = 4096
UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierScorer:
    """Scores with a classifier; columns that it does not answer are null.

    `ours` names for each label the answer it belongs to, or "neither". A text that is
    too long for the network is scored in parts, averaged by their number of tokens.
    """

    transformer: Transformer
    ours: tuple[str, ...]
    multi_label: bool

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        """One row per text in order; probabilities rounded to four decimals."""
        pieces = [
            self._probabilities(texts[start : start + TEXTS_AT_ONCE])
            for start in range(0, len(texts), TEXTS_AT_ONCE)
        ]
        values = np.concatenate([np.empty((0, len(self.ours))), *pieces])
        return frame_scores(add_answers(values, self.ours))

    def _probabilities(self, texts: Sequence[str]) -> Floats:
        frame = self.transformer.find_frame()
        room = self.transformer.find_room([frame])
        parts = split_texts(self.transformer.tokenize(texts), room)
        windows = [fill_frame(frame, part) for part in parts.tokens]
        logits = self.transformer.find_logits(windows)
        return average_parts(
            find_label_probabilities(logits, multi_label=self.multi_label), parts
        )


def load_classifier(
    choice: ModelChoice, threads: int | None = None
) -> tuple[Model, Scorer]:
    """The chosen classifier and its scorer. Raises ModelError that names the mend."""
    checkpoint = read_checkpoint(choice)
    ours = match_labels(checkpoint.labels, choice.labels, checkpoint.name)
    scorer = ClassifierScorer(
        transformer=open_transformer(checkpoint, threads),
        ours=ours,
        multi_label=checkpoint.multi_label,
    )
    return _describe(checkpoint, choice, ours), scorer


def read_classifier(choice: ModelChoice) -> Model:
    """What the chosen classifier is, its network not loaded."""
    checkpoint = read_checkpoint(choice)
    ours = match_labels(checkpoint.labels, choice.labels, checkpoint.name)
    return _describe(checkpoint, choice, ours)


def find_label_probabilities(logits: Floats, *, multi_label: bool) -> Floats:
    """Logits (rows × labels) as probabilities: each label's own, or shared by all."""
    if multi_label:
        return find_share(logits)
    return find_shares(logits)


def add_answers(probabilities: Floats, ours: Sequence[str]) -> Mapping[str, Floats]:
    """Rows × labels as one array for each answer that is given.

    Labels of one answer add up, to 1 at most. Where no label is neutral, neutral is
    what negative and positive leave. The three are then scaled to sum to one.
    """
    added = {
        name: probabilities[:, [our == name for our in ours]].sum(axis=1).clip(max=1)
        for name in ANSWERS
        if name in ours
    }
    if "positive" in added:
        added |= _scale_sentiment(added)
    return added


def _scale_sentiment(added: Mapping[str, Floats]) -> Mapping[str, Floats]:
    negative, positive = added["negative"], added["positive"]
    neutral = added.get("neutral", (1 - negative - positive).clip(min=0))
    # Three labels with a probability of their own may all be improbable.
    whole = np.maximum(negative + neutral + positive, 1e-12)
    return {
        "negative": negative / whole,
        "neutral": neutral / whole,
        "positive": positive / whole,
    }


def _describe(
    checkpoint: Checkpoint, choice: ModelChoice, ours: tuple[str, ...]
) -> Model:
    reading = [CLASSIFIER, *zip(checkpoint.labels, ours, strict=True)]
    codebook = choice.codebook or UNSTATED
    return describe_checkpoint(checkpoint, codebook, ours, reading)
