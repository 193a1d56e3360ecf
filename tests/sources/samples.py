"""Deliveries for tests: what a test is not about is filled in here."""

from datetime import UTC, datetime

from analysis.records import Delivery, Source

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
        published=published,
        date_source="record",
        language=language,
    )
