"""The codebook's questions asked of a model of natural language inference."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from analysis.records import Model
from analysis.scoring.checkpoint import (
    Checkpoint,
    describe_checkpoint,
    read_checkpoint,
)
from analysis.scoring.choice import ZERO_SHOT, ModelChoice
from analysis.scoring.labels import find_entailment
from analysis.scoring.scorer import Scorer, frame_scores
from analysis.scoring.tasks import ANSWERS, FRAMES, SENTIMENT
from analysis.scoring.transformer import Transformer, open_transformer
from analysis.scoring.windows import (
    Floats,
    average_parts,
    fill_frame,
    find_share,
    find_shares,
    split_texts,
)
from analysis.text.language import find_language

HYPOTHESES = Path(__file__).parent / "hypotheses.toml"
DEFAULT_LANGUAGE = "en"
CODEBOOK = "1"
TEXTS_AT_ONCE = 1024

Hypotheses = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroShotScorer:
    """Scores by whether a text entails the codebook's hypotheses in its language.

    `hypotheses` holds for each language those of each answer; `entailment` and
    `against` are the places of the two labels in the network's output.
    """

    transformer: Transformer
    hypotheses: Mapping[str, Hypotheses]
    entailment: int
    against: int

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        """One row per text in order; probabilities rounded to four decimals."""
        values = np.empty((len(texts), len(ANSWERS)))
        for language, numbers in group_languages(texts, self.hypotheses).items():
            for start in range(0, len(numbers), TEXTS_AT_ONCE):
                some = numbers[start : start + TEXTS_AT_ONCE]
                asked = self.hypotheses[language]
                values[some] = self._ask([texts[number] for number in some], asked)
        return frame_scores(dict(zip(ANSWERS, values.T, strict=True)))

    def _ask(self, texts: Sequence[str], hypotheses: Hypotheses) -> Floats:
        """Texts of one language × `ANSWERS`."""
        asked = [(name, said) for name in ANSWERS for said in hypotheses[name]]
        frames = [self.transformer.find_frame(said) for _, said in asked]
        room = self.transformer.find_room(frames)
        parts = split_texts(self.transformer.tokenize(texts), room)
        windows = [fill_frame(f, part) for part in parts.tokens for f in frames]
        logits = self.transformer.find_logits(windows)
        pairs = logits[:, [self.entailment, self.against]]
        answers = find_answers(
            pairs.reshape(len(parts.tokens), len(frames), 2),
            [name for name, _ in asked],
        )
        return average_parts(answers, parts)


def load_zero_shot(
    choice: ModelChoice, threads: int | None = None
) -> tuple[Model, Scorer]:
    """The chosen model and its scorer. Raises ModelError that names the mend."""
    checkpoint = read_checkpoint(choice)
    places = find_entailment(checkpoint.labels, choice.labels, checkpoint.name)
    hypotheses = read_hypotheses()
    scorer = ZeroShotScorer(
        transformer=open_transformer(checkpoint, threads),
        hypotheses=hypotheses,
        entailment=places[0],
        against=places[1],
    )
    return _describe(checkpoint, places, hypotheses), scorer


def read_zero_shot(choice: ModelChoice) -> Model:
    """What the chosen model is, its network not loaded."""
    checkpoint = read_checkpoint(choice)
    places = find_entailment(checkpoint.labels, choice.labels, checkpoint.name)
    return _describe(checkpoint, places, read_hypotheses())


def read_hypotheses() -> Mapping[str, Hypotheses]:
    """For each language (ISO 639-1) and answer what a text would have to entail."""
    languages: Mapping[str, Hypotheses] = tomllib.loads(
        HYPOTHESES.read_text(encoding="utf-8")
    )
    return languages


def group_languages(
    texts: Sequence[str], known: Mapping[str, object]
) -> Mapping[str, list[int]]:
    """The texts' numbers by language; English where theirs is not known."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        found = find_language(text) or DEFAULT_LANGUAGE
        groups[found if found in known else DEFAULT_LANGUAGE].append(number)
    return groups


def find_answers(pairs: Floats, names: Sequence[str]) -> Floats:
    """Probabilities, texts × `ANSWERS`, from logits, texts × hypotheses × 2.

    A pair is the logit of entailment and that of contradiction; `names` says which
    answer a hypothesis belongs to, and its strongest hypothesis is an answer's.
    Escalation and diplomacy: entailment against contradiction, each on its own.
    Sentiment: the three entailments against each other.
    """
    answers = {}
    for name in ANSWERS:
        own = pairs[:, [other == name for other in names]]
        margin = own[..., 0] - own[..., 1] if name in FRAMES else own[..., 0]
        answers[name] = margin.max(axis=1)
    shares = find_shares(np.stack([answers[name] for name in SENTIMENT], axis=1))
    frames = find_share(np.stack([answers[name] for name in FRAMES], axis=1))
    return np.hstack([shares, frames])


def _describe(
    checkpoint: Checkpoint,
    places: tuple[int, int],
    hypotheses: Mapping[str, Hypotheses],
) -> Model:
    reading = [ZERO_SHOT, places, hypotheses]
    return describe_checkpoint(checkpoint, CODEBOOK, ANSWERS, reading)
