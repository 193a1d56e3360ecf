"""A sample of sentences out of the warehouse, onto a sheet and a page for coders."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from analysis.errors import ConfigError, DetenteError, ModelError, WarehouseError
from analysis.measures.sampling import draw_sample
from analysis.records import Model, Sample
from analysis.scoring.registry import find_model
from analysis.scoring.tasks import find_measures
from analysis.warehouse.warehouse import Warehouse
from dashboards.coding.page import render_coding_page
from dashboards.coding.sheets import render_sheet
from flows.hub import fetch_model
from flows.runs import only_one
from flows.settings import Period, Settings

ANY_TIME = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A sample and the two files that coders get."""

    sample: Sample
    sheet: Path
    page: Path


def draw(
    settings: Settings,
    n: int,
    out: Path,
    period: Period = ANY_TIME,
    seed: int | None = None,
) -> Drawn:
    """Draw `n` sentences of the period, write the sheet `out` and its page beside it.

    The sample is stratified by the answers of the configured model and kept in the
    working file; nothing is published. Without `seed` there is a random one. Raises
    ConfigError where `out` is no CSV file or would be overwritten, ModelError where
    the model does not answer framing, WarehouseError where nothing is there to draw
    from, WarehouseBusyError while a run is at work.
    """
    page = _check_out(out)
    # Not asked anew: a commit that came after the last run has scored nothing.
    model = find_model(fetch_model(replace(settings.model, offline=True)))
    if not (settings.working_file.exists() or settings.warehouse.exists()):
        raise WarehouseError(
            f"{settings.working_file}: nothing is collected yet; run `detente run`"
        )
    with only_one(settings), Warehouse(settings.working_file) as warehouse:
        frame = load_frame(warehouse, model, period)
        chosen = secrets.randbelow(2**32 - 1) + 1 if seed is None else seed
        items = draw_sample(frame, n, chosen).with_row_index("item", 1)
        sample = _describe(model, frame, chosen, len(items))
        texts = warehouse.load("sampled_text", {"incoming": items})
        with warehouse.transaction():
            _save(warehouse, sample, items)
            shown = items.join(texts, on="text_hash", maintain_order="left")
            _write(
                {
                    page: render_coding_page(shown, sample.sample_id),
                    out: render_sheet(shown, sample.sample_id),
                }
            )
    return Drawn(sample=sample, sheet=out, page=page)


def render_drawn(drawn: Drawn) -> str:
    """The sample as a person reads it."""
    sample = drawn.sample
    return "\n".join(
        [
            f"{sample.sample_id}: {sample.items:,} of {sample.frame:,} sentences, "
            f"{sample.since} to {sample.until}, seed {sample.seed}",
            f"Sheet      {drawn.sheet}",
            f"Page       {drawn.page}",
            "The next `detente run` or `publish` shows the sample to readers. Send "
            "coders the page; bring their files back with `detente code import`.",
        ]
    )


def load_frame(warehouse: Warehouse, model: Model, period: Period) -> pl.DataFrame:
    """What a sample of the period is drawn from: `sampling_frame.sql`.

    Raises ModelError where the model does not answer framing, WarehouseError where the
    frame is empty.
    """
    if "balance" not in find_measures(model.task):
        raise ModelError(
            f"{model.model_id} answers {model.task}; a sample is stratified by "
            "escalation and diplomacy: name a model that answers both under [model]"
        )
    frame = warehouse.load(
        "sampling_frame",
        model_id=model.model_id,
        since=period.since,
        until=period.until,
    )
    if frame.is_empty():
        raise WarehouseError(
            f"{warehouse.path}: no dated sentence {_name(period)}is scored by "
            f"{model.model_id}; run `detente run`, or ask for other days"
        )
    return frame


def _name(period: Period) -> str:
    if period.is_open:
        return ""
    return f"from {period.since or 'the first day'} to {period.until or 'the last'} "


def _describe(model: Model, frame: pl.DataFrame, seed: int, items: int) -> Sample:
    """The sample's row; its period ends with the frame, whatever was asked for: a day
    without sentences yet cannot be drawn from."""
    now = datetime.now(UTC)
    first, last = frame.select(first=pl.col("day").min(), last=pl.col("day").max()).row(
        0
    )
    return Sample(
        sample_id=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}",
        model_id=model.model_id,
        drawn_at=now,
        since=first,
        until=last,
        frame=len(frame),
        items=items,
        seed=seed,
    )


def _save(warehouse: Warehouse, sample: Sample, items: pl.DataFrame) -> None:
    rows = items.with_columns(sample_id=pl.lit(sample.sample_id))
    warehouse.save_records("sample", [sample])
    warehouse.save("save_sample_item", {"incoming": rows})


def _check_out(out: Path) -> Path:
    """The page's path, once it is sure that coders' work will not be overwritten."""
    if out.suffix.lower() != ".csv":
        raise ConfigError(f"--out {out}: name a file that ends in .csv")
    page = out.with_suffix(".html")
    for path in (out, page):
        if path.exists():
            raise ConfigError(
                f"--out {out}: {path} is there already and may hold a coder's work; "
                "name another file"
            )
    return page


def _write(contents: Mapping[Path, str]) -> None:
    """Write files that are not there; all of them, or none and an error."""
    written = []
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="") as file:
                written.append(path)
                file.write(content)
    except OSError as error:
        for path in written:
            path.unlink()
        raise DetenteError(
            f"{error.filename or path}: {error.strerror}; free space or name another "
            "file with --out"
        ) from error
