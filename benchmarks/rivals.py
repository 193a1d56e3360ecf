"""Ways to put an interval around an outlet-week, from a press, its scores and its gold.

Each way takes `weeks` (`sum_weeks`) and `gold` (`place_gold`) and gives a value and the
half-width of a 95 % interval per row of `weeks`; `detente` is the product's own way, by
the functions that its warehouse calls and the Python twin of its SQL.
"""

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from analysis.measures.correction import Correction, correct, find_corrections
from analysis.measures.student import t_margin
from benchmarks.worlds import QUESTIONS, Press

WEEK = ["outlet", "week", "question"]
OUTLET = ["outlet", "question"]
SENTIMENT = pl.col("positive") - pl.col("negative")


def sum_weeks(press: Press, scores: pl.DataFrame) -> pl.DataFrame:
    """Outlet, week, question: `value` (the model's mean) and `seen` (the true mean of
    what was printed) with their errors over whole `stories`, `se` and `seen_se`, and
    the `draws` of equal size that they are worth;
    `plain_se` over `articles`, as if each were a draw; `mean`, the outlet's over all
    weeks."""
    articles = (
        _stand(press)
        .join(_answer(press, scores), on="text_hash")
        .group_by(*WEEK, "story_id", "article_id")
        .agg(pl.col("score", "label").mean())
    )
    return (
        articles.group_by(*WEEK, "story_id")
        .agg(pl.len().alias("n"), pl.col("score", "label").sum())
        .group_by(WEEK)
        .agg(
            value=_mean("score"),
            seen=_mean("label"),
            se=_error("score"),
            seen_se=_error("label"),
            stories=pl.len(),
            draws=pl.col("n").sum() ** 2 / (pl.col("n") ** 2).sum(),
        )
        .join(
            articles.group_by(WEEK).agg(
                articles=pl.len(), plain_se=pl.col("score").std() / pl.len().sqrt()
            ),
            on=WEEK,
        )
        .join(articles.group_by(OUTLET).agg(mean=pl.col("score").mean()), on=OUTLET)
        .sort(WEEK)
    )


def _mean(total: str) -> pl.Expr:
    return pl.col(total).sum() / pl.col("n").sum()


def _error(total: str) -> pl.Expr:
    """Standard error of the mean over stories, as macro `spread` has it."""
    missed = pl.col(total) - _mean(total) * pl.col("n")
    widened = pl.len() / (pl.len() - 1)
    return (widened * (missed**2).sum()).sqrt() / pl.col("n").sum()


def place_gold(press: Press, scores: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Outlet, week, question, `label`, `score` and `weight` of the drawn `items`
    (text_hash, inclusion_probability and the labels people gave)."""
    chance = items.select("text_hash", "inclusion_probability")
    said = items.unpivot(
        [*QUESTIONS, "sentiment"],
        index="text_hash",
        variable_name="question",
        value_name="label",
    )
    return (
        _stand(press)
        .join(chance, on="text_hash")
        .group_by("text_hash", "outlet", "week")
        .agg(weight=(pl.col("part") / pl.col("inclusion_probability")).sum())
        .join(_answer(press, scores).drop("label"), on="text_hash")
        .join(said, on=["text_hash", "question"])
    )


def _stand(press: Press) -> pl.DataFrame:
    """Where each text stands, and its part in the mean of its article."""
    return press.sentences.join(press.articles, on="article_id").with_columns(
        week=pl.col("day").dt.truncate("1w"), part=1 / pl.len().over("article_id")
    )


def _answer(press: Press, scores: pl.DataFrame) -> pl.DataFrame:
    both = press.texts.join(
        scores.with_columns(sentiment=SENTIMENT), on="text_hash", suffix="_score"
    )
    return pl.concat(
        both.select(
            "text_hash",
            question=pl.lit(question),
            score=f"{question}_score",
            label=pl.col(question).cast(pl.Float64),
        )
        for question in (*QUESTIONS, "sentiment")
    )


def code_all(weeks: pl.DataFrame, _: pl.DataFrame) -> pl.DataFrame:
    """What people would give who code every sentence: no way can do better."""
    return _reach(weeks, pl.col("seen"), pl.col("seen_se"), pl.col("stories") - 1)


def trust_articles(weeks: pl.DataFrame, _: pl.DataFrame) -> pl.DataFrame:
    """The model is right and every article a draw of its own."""
    return _reach(weeks, pl.col("value"), pl.col("plain_se"), pl.col("articles") - 1)


def trust_stories(weeks: pl.DataFrame, _: pl.DataFrame) -> pl.DataFrame:
    """The model is right; whole stories are drawn."""
    return _reach(weeks, pl.col("value"), pl.col("se"), pl.col("stories") - 1)


def rectify_weeks(weeks: pl.DataFrame, gold: pl.DataFrame) -> pl.DataFrame:
    """Design-based supervised learning within each outlet-week."""
    miss = pl.col("weight") * (pl.col("label") - pl.col("score"))
    found = gold.group_by(WEEK).agg(miss=miss.sum(), squares=(miss**2).sum())
    known = weeks.join(found, on=WEEK, how="left", maintain_order="left").fill_null(0.0)
    variance = pl.col("se") ** 2 + pl.col("squares") / pl.col("articles") ** 2
    value = pl.col("value") + pl.col("miss") / pl.col("articles")
    return _reach(known, value, variance.sqrt(), pl.lit(1000))


def rectify_outlets(weeks: pl.DataFrame, gold: pl.DataFrame) -> pl.DataFrame:
    """Prediction-powered inference: one rectifier for all of an outlet's weeks."""
    miss = pl.col("label") - pl.col("score")
    weight = pl.col("weight") / pl.col("weight").sum()
    rest = weight * (miss - (weight * miss).sum())
    found = gold.group_by(OUTLET).agg(
        miss=(weight * miss).sum(), var=(rest**2).sum(), coded=pl.len()
    )
    known = weeks.join(found, on=OUTLET, maintain_order="left")
    deviation = (pl.col("se") ** 2 + pl.col("var")).sqrt()
    return _reach(known, pl.col("value") + pl.col("miss"), deviation, pl.col("coded"))


def invert_outlets(weeks: pl.DataFrame, gold: pl.DataFrame) -> pl.DataFrame:
    """Rogan and Gladen with the outlet's own class means; of 0/1 questions only."""
    weight = pl.col("weight")
    mean = (weight * pl.col("score")).sum() / weight.sum()
    kish = weight.sum() ** 2 / (weight**2).sum()
    spread = (weight * (pl.col("score") - mean) ** 2).sum() / weight.sum()
    classes = (
        gold.filter(pl.col("question") != "sentiment")
        .group_by(*OUTLET, "label")
        .agg(mean=mean, var=spread / (kish - 1), kish=kish)
    )
    without, with_it = (
        classes.filter(label=label)
        .drop("label")
        .rename({name: f"{name}_{label}" for name in ("mean", "var", "kish")})
        for label in (0, 1)
    )
    slope = pl.col("mean_1") - pl.col("mean_0")
    value = (pl.col("value") - pl.col("mean_0")) / slope
    variance = (1 - value) ** 2 * pl.col("var_0") + value**2 * pl.col("var_1")
    known = weeks.join(without, on=OUTLET, how="left", maintain_order="left").join(
        with_it, on=OUTLET, how="left", maintain_order="left"
    )
    deviation = (variance + pl.col("se") ** 2).sqrt() / slope.abs()
    return _reach(known, value, deviation, pl.col("kish_1") - 1)


def detente(weeks: pl.DataFrame, gold: pl.DataFrame) -> pl.DataFrame:
    """The product's corrections, found and applied."""
    level = pl.lit("outlet").alias("level")
    texts = gold.group_by(*OUTLET, "text_hash", "label", "score").agg(
        pl.col("weight").sum()
    )
    means = weeks.select(level, *OUTLET, "mean").unique()
    found = find_corrections(
        texts.with_columns(level, member="outlet"), means.rename({"outlet": "member"})
    )
    lines = {
        (row["member"], row["question"]): Correction(
            **{name: row[name] for name in Correction.__dataclass_fields__}
        )
        for row in found.iter_rows(named=True)
    }
    rows = [
        correct(
            *(row["value"], row["se"], row["draws"]),
            lines[row["outlet"], row["question"]],
            least=-1.0 if row["question"] == "sentiment" else 0.0,
        )
        if (row["outlet"], row["question"]) in lines
        else (None, None, None)
        for row in weeks.iter_rows(named=True)
    ]
    ends = pl.DataFrame(rows, ["estimate", "low", "high"], orient="row")
    return weeks.hstack(ends)


def _reach(
    weeks: pl.DataFrame, value: pl.Expr, deviation: pl.Expr, degrees: pl.Expr
) -> pl.DataFrame:
    """The weeks with `estimate`, `low` and `high`, within what the question can be."""
    rows = weeks.select(value.alias("v"), deviation.alias("d"), degrees.alias("n"))
    margin = [
        None if n is None or not np.isfinite(n) or n < 1 else t_margin(0.95, n)
        for n in rows["n"]
    ]
    reach = rows["d"] * pl.Series(margin, dtype=pl.Float64)
    least = pl.when(pl.col("question") == "sentiment").then(-1.0).otherwise(0.0)
    return weeks.with_columns(
        estimate=rows["v"], low=rows["v"] - reach, high=rows["v"] + reach
    ).with_columns(pl.col("estimate", "low", "high").clip(least, 1.0))


WAYS: Mapping[str, Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]] = {
    "all_coded": code_all,
    "articles_alone": trust_articles,
    "stories_alone": trust_stories,
    "dsl_per_week": rectify_weeks,
    "ppi_per_outlet": rectify_outlets,
    "inverse_per_outlet": invert_outlets,
    "detente": detente,
}
