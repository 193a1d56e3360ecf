"""How far a model agrees with what coders say."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.measures.agreement import sentiment_class
from analysis.measures.resampling import FEWEST_SENTENCES, RESAMPLES, SEED
from analysis.measures.student import COVERAGE
from analysis.scoring.tasks import FRAMES, SENTIMENT

QUESTIONS = (*FRAMES, "sentiment")
ANSWERS = {**dict.fromkeys(FRAMES, ("no", "yes")), "sentiment": SENTIMENT}
CLASSES = {**dict.fromkeys(FRAMES, ("yes",)), "sentiment": SENTIMENT}
TAILS = ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2)
GROUPINGS = ("language", "outlet", "voice")
FIGURE_SCHEMA = pl.Schema(
    {
        "question": pl.String,
        "grouping": pl.String,
        "member": pl.String,
        "class": pl.String,
        "figure": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "n": pl.Int64,
    }
)
Numbers = npt.NDArray[np.float64]
Row = tuple[object, ...]


def settle_labels(labels: pl.DataFrame) -> pl.DataFrame:
    """One row a text: what more of its coders say than anything else; None in a tie.

    `labels` has a row a text and coder: text_hash and the three answers.
    """
    modes = {question: pl.col(question).mode() for question in QUESTIONS}
    return (
        labels.group_by("text_hash")
        .agg(**modes)
        .with_columns(
            pl.when(pl.col(question).list.len() == 1)
            .then(pl.col(question).list.first())
            .alias(question)
            for question in QUESTIONS
        )
        .sort("text_hash")
    )


def find_model_agreement(
    labels: pl.DataFrame, places: pl.DataFrame, scores: pl.DataFrame
) -> pl.DataFrame:
    """A model against gold: over all texts, by language, outlet and voice.

    `labels` has a row a text and coder: text_hash, the three answers, and `weight`, how
    many distinct sentences the text stands for; `places` has text_hash, language,
    outlet and voice, a row for each in which the text was met: it counts once in each.
    `scores` has text_hash and the probabilities of one model. Of `FIGURE_SCHEMA`, for
    each class: precision, recall, f1, of settled labels (`settle_labels`), and share,
    how often people see the class, to which the coders of a text add alike, also where
    they split evenly. Every text counts with its weight, so that the figures are of all
    distinct sentences that could have been drawn (Horvitz and Thompson 1952; a ratio of
    two such sums). `n` counts the texts a figure rests on: for precision those to which
    the model gives the class, for recall those to which people do, for f1 either, for
    share all. Intervals draw texts with replacement; none where n is below ten or
    resampling changes nothing.
    """
    answers = _pair_answers(labels, scores)
    rows: list[Row] = []
    for grouping, member, found in split_groups(answers, places, GROUPINGS):
        for question in QUESTIONS:
            part = found.filter(question=question)
            if len(part):
                rows += [
                    (question, grouping, member, *figure)
                    for figure in _class_figures(part, CLASSES[question])
                ]
    return pl.DataFrame(rows, schema=FIGURE_SCHEMA, orient="row")


def split_groups(
    rows: pl.DataFrame, places: pl.DataFrame, groupings: Sequence[str]
) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Grouping, member and the rows of its texts: first all, then each known member."""
    yield "all", "", rows
    for grouping in groupings:
        for member in sorted(places[grouping].drop_nulls().unique()):
            texts = places.filter(pl.col(grouping) == member)
            yield grouping, member, rows.join(texts, on="text_hash", how="semi")


def _pair_answers(labels: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """A row a question and text that people and model answer: its weight, what people
    say (None in a tie) and the model, and the share of coders who see each class."""
    sentiments = [
        None if None in row else sentiment_class(*row)
        for row in scores.select(SENTIMENT).iter_rows()
    ]
    said = scores.select(
        "text_hash",
        *(pl.col(frame) >= 0.5 for frame in FRAMES),
        sentiment=pl.Series(sentiments, dtype=pl.String),
    )
    settled = settle_labels(labels)
    return pl.concat(
        [
            _share_answers(labels, question)
            .join(name_answers(settled, question), on="text_hash", how="left")
            .join(name_answers(said, question, name="model"), on="text_hash")
            .with_columns(question=pl.lit(question))
            for question in QUESTIONS
        ],
        how="diagonal",
    )


def _share_answers(labels: pl.DataFrame, question: str) -> pl.DataFrame:
    """One row a text: its weight and the share of its coders who see each class."""
    answers = name_answers(labels, question, "weight")
    return answers.group_by("text_hash").agg(
        pl.col("weight").first(),
        *((pl.col("answer") == name).mean().alias(name) for name in CLASSES[question]),
    )


def name_answers(
    rows: pl.DataFrame, question: str, *others: str, name: str = "answer"
) -> pl.DataFrame:
    """Text and answer in words, where there is one, beside other columns."""
    answer = pl.col(question)
    if question in FRAMES:
        answer = answer.replace_strict({False: "no", True: "yes"}, default=None)
    return rows.select("text_hash", *others, answer.alias(name)).drop_nulls(name)


def _class_figures(answers: pl.DataFrame, classes: Sequence[str]) -> Iterator[Row]:
    """Class, figure, value, low, high and n of each figure of each class."""
    kinds = answers.group_by("weight", "answer", "model", *classes).len().sort(pl.all())
    often, weight = kinds["len"].to_numpy(), kinds["weight"].to_numpy()
    draws = np.random.default_rng(SEED).multinomial(
        often.sum(), often / often.sum(), size=RESAMPLES
    )
    settled = kinds["answer"].is_not_null()
    for name in classes:
        gold = _flag(settled & (kinds["answer"] == name))
        model = _flag(settled & (kinds["model"] == name))
        for figure, part, whole in (
            ("precision", gold * model, model),
            ("recall", gold * model, gold),
            ("f1", 2 * gold * model, gold + model),
            ("share", kinds[name].to_numpy(), np.ones(len(kinds))),
        ):
            sums = np.column_stack([weight * part, weight * whole])
            value = _divide(often[np.newaxis] @ sums)
            low, high = find_ends(_divide(draws @ sums))
            n = int(often[whole > 0].sum())
            enough = n >= FEWEST_SENTENCES
            yield (
                name,
                figure,
                round(float(value[0]), 6) if len(value) else None,
                low if enough else None,
                high if enough else None,
                n,
            )


def _flag(rows: pl.Series) -> Numbers:
    """1 where it is so, 0 where not or where that is open."""
    return rows.fill_null(value=False).cast(pl.Float64).to_numpy()


def _divide(sums: Numbers) -> Numbers:
    """First by second column of the rows in which the second is not nought."""
    known = sums[sums[:, 1] > 0]
    return known[:, 0] / known[:, 1]


def find_ends(drawn: Numbers) -> tuple[float | None, float | None]:
    """The 95 % percentile interval of what was drawn; None where that is one value.

    Ten texts that all agree do not show that all texts do.
    """
    if len(np.unique(drawn)) < 2:
        return None, None
    low, high = np.quantile(drawn, TAILS).round(6)
    return float(low), float(high)
