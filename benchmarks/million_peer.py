"""The series of benchmarks/million.py by polars, from Parquet files."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

MEASURES = ("sentiment", "escalation", "diplomacy")


def measure_with_polars(folder: Path) -> pl.DataFrame:
    """Values, standard errors and the frames' covariance, as in series_value."""
    articles = pl.scan_parquet(folder / "article-*.parquet").collect()
    return pl.concat(_measure_all(articles, sum_parts(folder)))


def sum_parts(folder: Path) -> pl.DataFrame:
    """Means over the sentences of each part of an article."""
    score = pl.scan_parquet(folder / "score-*.parquet").select(
        "text_hash",
        "escalation",
        "diplomacy",
        sentiment=pl.col("positive") - pl.col("negative"),
    )
    pieces = (
        pl.scan_parquet(folder / "sentence-*.parquet")
        .join(score, on="text_hash")
        .group_by(
            "article_id",
            "section",
            voice=pl.when(pl.col("voice") == "own")
            .then(pl.lit("own"))
            .otherwise(pl.lit("quoted")),
        )
        .agg(pl.len().alias("sentences"), pl.col(MEASURES).cast(float).sum())
        .collect(engine="streaming")
    )
    parts = [
        pieces.group_by("article_id", part=part).agg(pl.sum("sentences", *MEASURES))
        for part in (pl.lit("all"), pl.col("section"), pl.col("voice"))
    ]
    return pl.concat(parts).with_columns(pl.col(MEASURES) / pl.col("sentences"))


def _measure_all(articles: pl.DataFrame, parts: pl.DataFrame) -> Iterator[pl.DataFrame]:
    shared = articles.group_by("story_id").agg(shared=pl.col("outlet").n_unique() > 1)
    rows = parts.join(
        articles.select(
            "article_id", "outlet", "language", "story_id", day="published_on"
        ),
        on="article_id",
    ).join(shared, on="story_id")
    rows = rows.with_columns(week=pl.col("day").dt.truncate("1w"))
    for grain in ("day", "week"):
        for level, member in (
            ("outlet", pl.col("outlet")),
            ("language", pl.col("language")),
            ("pooled", pl.lit("")),
        ):
            stories = rows.group_by(
                "part", "story_id", period=pl.col(grain), member=member
            ).agg(
                pl.len().cast(float).alias("n"),
                pl.first("shared"),
                pl.col(MEASURES).sum(),
            )
            for copies in ("all", "once", "without"):
                yield _measure(_choose(stories, copies)).select(
                    pl.lit(grain).alias("grain"),
                    "period",
                    pl.lit(level).alias("level"),
                    "member",
                    "part",
                    pl.lit(copies).alias("copies"),
                    pl.exclude("period", "member", "part"),
                )


def _choose(stories: pl.DataFrame, copies: str) -> pl.DataFrame:
    if copies == "once":
        return stories.with_columns(pl.col(MEASURES) / pl.col("n"), n=pl.lit(1.0))
    return stories.filter(~pl.col("shared")) if copies == "without" else stories


def _measure(stories: pl.DataFrame) -> pl.DataFrame:
    units = pl.sum("n")
    widening = pl.len() / (pl.len() - 1)

    def spread(a: str, b: str) -> pl.Expr:
        one = pl.col(a) - pl.col(a).sum() / units * pl.col("n")
        other = pl.col(b) - pl.col(b).sum() / units * pl.col("n")
        found = widening * (one * other).sum() / units**2
        return pl.when(pl.len() >= 3).then(found)

    return stories.group_by("period", "member", "part").agg(
        *(((pl.sum(m)) / units).alias(m) for m in MEASURES),
        *(spread(m, m).sqrt().alias(f"{m}_se") for m in MEASURES),
        spread("escalation", "diplomacy").alias("frames_cov"),
    )
