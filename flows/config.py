"""The shape of the config file; what is wrong in it is said with line and mend."""

import difflib
import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from analysis.errors import ConfigError
from analysis.scoring.choice import CLASSIFIER, ZERO_SHOT
from analysis.scoring.labels import CONTRADICTION, ENTAILMENT, NEITHER
from analysis.scoring.tasks import ANSWERS
from analysis.text.topic_query import parse_query


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"no time zone {name!r}; write e.g. Europe/Berlin") from error
    return name


def _real_cron(written: str) -> str:
    try:
        if len(written.split()) != CRON_FIELDS:
            raise CronSimError("not five fields")
        if _UNSHARED_CRON.search(written):
            raise CronSimError("L, W and # are not known everywhere")
        if _means_either(written):
            raise CronSimError("day of month and weekday, one of them in steps")
        CronSim(written, datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise ValueError(
            f'no schedule {written!r} ({error}); write e.g. "15 * * * *"'
        ) from error
    return written


def _means_either(written: str) -> bool:
    """Steps of days beside weekdays are read as both by some, as either by others."""
    _, _, day, _, weekday = written.split()
    stepped = day.startswith("*/") or weekday.startswith("*/")
    return stepped and day != "*" and weekday != "*"


def _known_label(written: str) -> str:
    if written not in KNOWN:
        known = ", ".join(KNOWN)
        raise ValueError(f"{written!r} is no label of ours; write one of {known}")
    return written


def _readable_query(written: str) -> str:
    parse_query(written)
    return written


def _all_named(topics: dict[str, str]) -> dict[str, str]:
    if not all(map(str.strip, topics)):
        raise ValueError('a topic has no name; write e.g. talks = "negotiat* OR talks"')
    return topics


def _real_day(written: object) -> date:
    """TOML has days of its own; in quotation marks they are meant too."""
    if isinstance(written, date) and not isinstance(written, datetime):
        return written
    try:
        return date.fromisoformat(str(written))
    except ValueError as error:
        raise ValueError(f"no day {str(written)!r}; write e.g. 2026-09-22") from error


# With six fields Prefect reads the last as seconds, and L, W, # in its own way.
CRON_FIELDS = 5
_UNSHARED_CRON = re.compile(r"#|(?:^|[\s,\d])(?:L|W|LW)(?:$|[\s,-])", re.IGNORECASE)
KNOWN = (*ANSWERS, NEITHER, ENTAILMENT, CONTRADICTION)
Label = Annotated[str, AfterValidator(_known_label)]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
Query = Annotated[str, AfterValidator(_readable_query)]
Topics = Annotated[dict[str, Query], AfterValidator(_all_named)]
Name = Annotated[str, Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_real_day)]


class Section(BaseModel):
    """A table of the config: unknown keys are errors, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WarehouseSection(Section):
    """Where readers find the published copy."""

    path: Path = Path("data/detente.duckdb")


class SiteSection(Section):
    """Where the web page is written."""

    path: Path = Path("data/site")


class ModelSection(Section):
    """Which weights score; its fields are those of the record `ModelChoice`."""

    name: Name = "bundled"
    kind: Literal["classifier", "zero-shot"] | None = None
    revision: Name | None = None
    codebook: Name | None = None
    offline: bool = False
    labels: dict[str, Label] = {}

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        given = [
            key for key in ("revision", "codebook", "labels") if getattr(self, key)
        ]
        if given and not self.kind:
            raise ValueError(
                f"{given[0]} belongs to a model of another kind; add kind = "
                f'"{CLASSIFIER}" or "{ZERO_SHOT}"'
            )
        if self.codebook and self.kind == ZERO_SHOT:
            raise ValueError(
                "a zero-shot model is asked by Detente's codebook; remove codebook"
            )
        own = {ENTAILMENT, CONTRADICTION} & {*self.labels.values()}
        if own and self.kind == CLASSIFIER:
            raise ValueError(
                f'{min(own)} is a label of kind = "{ZERO_SHOT}"; change one of the two'
            )
        return self


class ScheduleSection(Section):
    """When `detente serve` runs."""

    cron: Annotated[str, AfterValidator(_real_cron)] = "15 * * * *"
    time_zone: TimeZone = "UTC"


class FetchSection(Section):
    """Manners and limits of the network. Sizes in bytes, times in seconds."""

    contact: str = ""
    allow_private: tuple[str, ...] = ()
    most_bytes: Annotated[int, Field(gt=0)] = 20_000_000
    most_seconds: Annotated[float, Field(gt=0)] = 30.0
    most_redirects: Annotated[int, Field(ge=0)] = 5
    at_once: Annotated[int, Field(gt=0)] = 64
    at_once_per_host: Annotated[int, Field(gt=0)] = 2
    seconds_between: Annotated[float, Field(ge=0)] = 0.5
    most_pages: Annotated[int, Field(gt=0)] = 500
    most_minutes: Annotated[float, Field(gt=0)] = 30.0
    robots: bool = True
    reservations: bool = True


class OutletSection(Section):
    """What is known of an outlet beyond its name."""

    outlet: Name
    name: Name | None = None
    country: str | None = None
    language: str | None = None
    time_zone: TimeZone | None = None


class SourceSection(Section):
    """One source; its fields are those of the record `Source`."""

    kind: Literal["feed", "pages", "files", "archive"]
    name: Name | None = None
    outlet: Name | None = None
    url: str | None = None
    path: str | None = None
    language: str | None = None
    columns: dict[
        Literal["outlet", "url", "title", "body", "published_at", "language"], str
    ] = {}

    @model_validator(mode="after")
    def _has_its_place(self) -> Self:
        needs = {"feed": ("url",), "pages": ("url", "path")}.get(self.kind, ("path",))
        if not any(getattr(self, key) for key in needs):
            raise ValueError(
                f'a source of kind "{self.kind}" needs a {" or a ".join(needs)}'
            )
        return self


class EventSection(Section):
    """A mark in the charts; its fields are those of the record `Event`."""

    on: Day
    name: Name
    until: Day | None = None
    outlets: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until and self.until < self.on:
            raise ValueError(
                f"{self.name!r} ends on {self.until}, before it begins on {self.on}"
            )
        return self


class ConfigFile(Section):
    """The whole file."""

    warehouse: WarehouseSection = WarehouseSection()
    site: SiteSection = SiteSection()
    model: ModelSection = ModelSection()
    schedule: ScheduleSection = ScheduleSection()
    fetch: FetchSection = FetchSection()
    topics: Topics = {}
    outlet: tuple[OutletSection, ...] = ()
    source: tuple[SourceSection, ...] = ()
    event: tuple[EventSection, ...] = ()


def parse_config(written: str, file: Path) -> ConfigFile:
    """The config in the text of `file`. Raises `ConfigError`."""
    try:
        return ConfigFile.model_validate(tomllib.loads(written))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not TOML: {error}") from error
    except ValidationError as error:
        raise ConfigError(_explain(error, written, file)) from error


def _explain(error: ValidationError, written: str, file: Path) -> str:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    tables = [part for part in place if not part.isdigit()]
    line = _find_line(written, place)
    where = f"{file}:{line}" if line else str(file)
    if first["type"] == "extra_forbidden":
        return f"{where}: unknown key {tables[-1]!r}{_suggest(tables)}"
    if first["type"] == "missing":
        return f"{where}: [[{tables[0]}]] lacks the key {tables[-1]!r}"
    message = first["msg"].removeprefix("Value error, ")
    return f"{where}: {'.'.join(tables)}: {message}"


def _suggest(tables: list[str]) -> str:
    section: type[BaseModel] | None = ConfigFile
    for name in tables[:-1]:
        section = _section(name)
    known = list(section.model_fields) if section else []
    near = difflib.get_close_matches(tables[-1], known, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known here: {', '.join(known)}" if known else ""


def _section(table: str) -> type[BaseModel] | None:
    """The shape of a table of the file, or of each where there may be several."""
    field = ConfigFile.model_fields.get(table)
    kinds = (field.annotation, *get_args(field.annotation)) if field else ()
    found = (k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel))
    return next(found, None)


def _find_line(written: str, place: list[str]) -> int | None:
    """The line of a key: the last of `place`, below the table it stands in."""
    lines = written.splitlines()
    start = _find_table(lines, place)
    key = re.compile(rf'\s*["\']?{re.escape(place[-1])}["\']?\s*(=|\])')
    header = re.compile(rf'\s*\[+\s*["\']?{re.escape(place[-1])}["\']?\s*\]')
    for number, line in enumerate(lines[start:], start + 1):
        if key.match(line) or header.match(line):
            return number
    return start or None


def _find_table(lines: list[str], place: list[str]) -> int:
    """The line of the table's header: 1 for the first line, 0 where it has none."""
    header = re.compile(rf"\s*\[+\s*{re.escape(place[0])}\s*\]+")
    found = [number for number, line in enumerate(lines, 1) if header.match(line)]
    which = int(place[1]) if len(place) > 1 and place[1].isdigit() else 0
    return found[which] if which < len(found) else 0
