"""What happened, as the config lists it: marks in the charts, never in the measures."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day, or the days from `on` to `until`, both included; `outlets` are those it
    concerns, empty for all."""

    on: date
    name: str
    until: date | None = None
    outlets: tuple[str, ...] = ()
