"""Deliveries for tests: what a test is not about is filled in here."""

from dataclasses import asdict
from datetime import UTC, datetime

from analysis.records import Delivery, Reject, Source
from analysis.sources.dates import state_date

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def a_source(name: str = "desk", outlet: str | None = None) -> Source:
    return Source(name=name, kind="files", outlet=outlet)


def a_delivery(  # noqa: PLR0917
    text: str | None = "Both sides accepted the draft of the truce.",
    title: str | None = "Truce",
    outlet: str | None = "Daily",
    published: str | None = "2026-11-02",
    url: str | None = None,
    extraction: str = "jsonl",
    language: str | None = None,
) -> Delivery:
    return Delivery(
        input="a.jsonl:1",
        content_hash="00",
        extraction=extraction,
        outlet=outlet,
        url=url,
        title=title,
        text=text,
        dates=state_date("record", published),
        language=language,
    )


def show(one: Delivery | Reject) -> dict[str, object]:
    """A delivery or reject as golden files show it, without what is not there."""
    shown = {key: value for key, value in asdict(one).items() if value}
    if dates := shown.pop("dates", None):
        shown["dates"] = [f"{date['source']}: {date['written']}" for date in dates]
    return shown


def written_date(delivery: Delivery) -> str | None:
    """The date a delivery believes first, as it was written."""
    return delivery.dates[0].written if delivery.dates else None
