"""Scores → the measures of every series, for the weeks in which something changed."""

from datetime import datetime

from analysis.warehouse.warehouse import Warehouse

# So many at once fit into the memory that a warehouse for measuring may take.
ARTICLES_AT_ONCE = 1_000_000
WEEKS_AT_ONCE = 27
# Up to so many, looking up their texts costs less than reading all scores.
FEW_ARTICLES = 100_000


def save_measures(
    warehouse: Warehouse, model_id: str, now: datetime, *, again: bool = True
) -> int:
    """Measure again each week in which a day changed; returns how many there were.

    Sums of articles come first, then what is known of each day, then the series. Killed
    at any instant, the next call finishes the work. Without `again`, articles that
    lacked scores before are not looked at: for a model that has scored nothing since.
    """
    save_article_sums(warehouse, model_id, again=again)
    calendar = warehouse.load("calendar", now=now, model_id=model_id)
    weeks = warehouse.load("changed_week", {"incoming": calendar}, model_id=model_id)
    with warehouse.transaction():
        warehouse.save("drop_collection_day", model_id=model_id)
        warehouse.save("save_collection_day", {"incoming": calendar})
        for piece in weeks.iter_slices(WEEKS_AT_ONCE):
            for query in (
                "drop_series_value",
                "save_series_value",
                "save_balanced_value",
            ):
                warehouse.save(query, {"incoming": piece}, model_id=model_id)
    return len(weeks)


def save_article_sums(
    warehouse: Warehouse,
    model_id: str,
    *,
    again: bool = True,
    at_once: int = ARTICLES_AT_ONCE,
) -> None:
    """Sum the sentences of new and changed articles, about so many articles at once."""
    due = warehouse.load("unsummed_count", model_id=model_id, again=again).item()
    pieces = -(-due // at_once)
    if pieces:
        warehouse.save("drop_article_part", model_id=model_id, again=again)
    for piece in range(pieces):
        warehouse.save(
            "save_article_part",
            model_id=model_id,
            again=again,
            few=due <= FEW_ARTICLES,
            pieces=pieces,
            piece=piece,
        )
