"""What a chart for a paper rests on: rows of the published warehouse, as asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import polars as pl
from babel import Locale

from analysis.errors import ConfigError, DetenteError
from analysis.scoring.registry import find_model
from analysis.warehouse.published import load_published
from analysis.warehouse.warehouse import Parameter
from dashboards import theme as looks
from dashboards.wording import Wording
from flows.hub import fetch_model
from flows.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a chart is to show: its `name` (`CHARTS` of the command line); `outlets` as
    the reader wrote them, none for those with most articles; `measure` of a ranking or
    heat map; days from `since` to `until`; `part`, `copies`, `topic`, `level` and
    `grain` as in the view `series`; `model` is an id or its beginning, None for the
    config's; `language` that of the words; `width` in millimetres."""

    name: str
    outlets: Sequence[str] = ()
    measure: str = "balance"
    since: date | None = None
    until: date | None = None
    grain: str = "week"
    level: str = "outlet"
    part: str = "all"
    copies: str = "all"
    topic: str = ""
    model: str | None = None
    title: str = ""
    language: str = "en"
    width: int = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows behind a figure, the names of their outlets or languages, and the days
    of the model's series."""

    frame: pl.DataFrame
    names: dict[str, str]
    model_id: str
    since: date
    until: date


def load_rows(asked: Asked, settings: Settings) -> Rows:
    """The rows of a chart, from the published warehouse.

    Raises ConfigError for what is not there (with what is nearest), DetenteError where
    the warehouse has nothing of it, WarehouseError where nothing is published.
    """
    _check(asked, settings)
    models = load_published(settings.warehouse, "chart_model")
    model_id = _choose_model(asked.model, models, settings)
    since, until = models.filter(model_id=model_id).row(0)[2:]
    frame, names = _load_frame(asked, model_id, settings.warehouse)
    if frame.is_empty() or (not frame["articles"].sum() and asked.name != "collection"):
        raise DetenteError(_render_nothing(asked, since, until))
    return Rows(frame=frame, names=names, model_id=model_id, since=since, until=until)


def _check(asked: Asked, settings: Settings) -> None:
    if asked.outlets and asked.level != "outlet":
        raise ConfigError(f"--level {asked.level} has no outlets; leave out --outlet")
    topics = [topic.name for topic in settings.topics]
    if asked.topic and asked.topic not in topics:
        raise ConfigError(f"--topic {_suggest(asked.topic, topics)}")
    if asked.topic and asked.part != "all":
        raise ConfigError("topics have no parts; leave out --topic or --part")
    if asked.name == "ranking" and asked.level != "outlet":
        raise ConfigError("a ranking is of outlets; leave out --level")


def _choose_model(wanted: str | None, models: pl.DataFrame, settings: Settings) -> str:
    known: list[str] = models["model_id"].to_list()
    if not known:
        raise DetenteError(
            f"{settings.warehouse}: no series yet; add sources and run `detente run`"
        )
    # Not asked anew: what is published was scored before.
    choice = replace(settings.model, offline=True)
    asked = wanted or find_model(fetch_model(choice)).model_id
    found = [model_id for model_id in known if model_id.startswith(asked)]
    if len(found) != 1:
        raise ConfigError(f"--model {_suggest(asked, known)}")
    return found[0]


def _load_frame(
    asked: Asked, model_id: str, published: Path
) -> tuple[pl.DataFrame, dict[str, str]]:
    outlets = load_published(published, "outlet_summary")
    names = dict(outlets.select("outlet", "name").iter_rows())
    shown = _choose_outlets(asked, outlets)
    of: dict[str, Parameter] = {
        "model_id": model_id,
        "part": asked.part,
        "copies": asked.copies,
        "topic": asked.topic,
        "since": asked.since,
        "until": asked.until,
    }
    if asked.name == "ranking":
        frame = load_published(published, "chart_ranking", **of)
    else:
        of |= {"grain": asked.grain, "level": asked.level}
        frame = load_published(published, "chart_series", **of)
        frame = frame.rename({"period": asked.grain})
    if asked.level == "outlet":
        frame = frame.filter(pl.col("outlet").is_in(shown))
    else:
        names = _name_members(frame, asked)
    return frame, names


def _choose_outlets(asked: Asked, outlets: pl.DataFrame) -> list[str]:
    """The keys of the outlets asked for, by key or name; else those with most
    articles."""
    if not asked.outlets:
        ordered = outlets.sort(["articles", "outlet"], descending=[True, False])
        most = None if asked.name in ("ranking", "heat") else looks.OUTLETS_SHOWN
        keys: list[str] = ordered["outlet"].head(most or len(ordered)).to_list()
        return keys
    known: dict[str, str] = {}
    for key, name in outlets.select("outlet", "name").iter_rows():
        known |= {name.casefold(): key, key.casefold(): key}
    for wanted in asked.outlets:
        if wanted.casefold() not in known:
            names = outlets["name"].to_list()
            raise ConfigError(f"--outlet {_suggest(wanted, names)}")
    return [known[wanted.casefold()] for wanted in asked.outlets]


def _suggest(name: str, known: Sequence[str]) -> str:
    """That a name is not known, and which one is nearest."""
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    if near:
        return f"{name!r} is not known; did you mean {folded[near[0]]!r}?"
    some = ", ".join(repr(one) for one in sorted(known)[:5]) or "none"
    return f"{name!r} is not known; known are {some}{' …' if len(known) > 5 else ''}"


def _name_members(frame: pl.DataFrame, asked: Asked) -> dict[str, str]:
    if asked.level != "language":
        return {"": Wording(asked.language).text(f"charts.level_{asked.level}")}
    languages = Locale(asked.language).languages
    return {key: str(languages.get(key, key)) for key in frame["outlet"].unique()}


def _render_nothing(asked: Asked, first: date, last: date) -> str:
    what = ", ".join(
        f"{name} {value}"
        for name, value in (
            ("outlet", " and ".join(asked.outlets)),
            ("level", asked.level),
            ("part", asked.part),
            ("copies", asked.copies),
            ("topic", asked.topic),
        )
        if value not in ("", "all", "outlet")
    )
    span = f"from {asked.since or 'the first day'} to {asked.until or 'the last day'}"
    return (
        f"no article {span}{f' for {what}' if what else ''}; "
        f"series run from {first} to {last}: choose other days or outlets"
    )
