"""The settings of a run: the config with its place, everything absolute."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from analysis.errors import ConfigError
from analysis.records import Outlet, Source
from analysis.scoring.choice import ModelChoice
from analysis.sources.urls import hide_credentials
from analysis.sources.zones import find_zone
from analysis.text.topics import Topic, parse_topic
from dashboards.events import Event
from flows.config import (
    FetchSection,
    ModelSection,
    OutletSection,
    ScheduleSection,
    SourceSection,
    parse_config,
)


class Settings(BaseModel):
    """What a run needs to know; paths are absolute, sources and outlets records."""

    model_config = ConfigDict(frozen=True)

    file: Path
    folder: Path
    warehouse: Path
    site: Path
    model: ModelChoice
    schedule: ScheduleSection
    fetch: FetchSection
    topics: tuple[Topic, ...]
    outlets: tuple[Outlet, ...]
    sources: tuple[Source, ...]
    events: tuple[Event, ...] = ()

    @property
    def working_file(self) -> Path:
        """The file a run writes, beside the published copy."""
        return self.warehouse.with_name(
            f"{self.warehouse.stem}.working{self.warehouse.suffix}"
        )


class Period(BaseModel):
    """The days that `--since` and `--until` ask for, both included; None is open."""

    model_config = ConfigDict(frozen=True)

    since: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing lies outside."""
        return self.since is None and self.until is None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the period; an undated article lies in the open one."""
        if day is None:
            return self.is_open
        return (self.since or day) <= day <= (self.until or day)


def read_settings(file: Path) -> Settings:
    """The settings in `file`. Raises `ConfigError` that names file, line and mend."""
    try:
        written = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{file}: {error.strerror}; name a config with --config"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8; save it as UTF-8") from error
    return parse_settings(written, file.absolute())


def parse_settings(written: str, file: Path) -> Settings:
    """The settings in a config's text; `file` is where it stands."""
    config = parse_config(written, file)
    return Settings(
        file=file,
        folder=file.parent,
        warehouse=file.parent / config.warehouse.path.expanduser(),
        site=file.parent / config.site.path.expanduser(),
        model=_model(config.model, file),
        schedule=config.schedule,
        fetch=config.fetch,
        topics=tuple(parse_topic(*topic) for topic in config.topics.items()),
        outlets=_outlets(config.outlet, file),
        sources=_sources(config.source, file),
        events=tuple(Event(**section.model_dump()) for section in config.event),
    )


def _model(section: ModelSection, file: Path) -> ModelChoice:
    """A path is relative to the config; "bundled" and hub ids stay as they are."""
    choice = ModelChoice(**section.model_dump())
    folder = file.parent / Path(section.name).expanduser()
    if not folder.is_dir():
        return replace(choice, sought=folder) if section.kind else choice
    if section.revision:
        raise ConfigError(
            f"{file}: model: {section.name!r} is a folder, and revision belongs to the "
            "hub; remove one of the two"
        )
    return replace(choice, name=str(folder))


def _outlet(section: OutletSection) -> Outlet:
    guess = find_zone(section.country, section.language)
    return Outlet(
        outlet=section.outlet,
        name=section.name or section.outlet,
        country=section.country,
        language=section.language,
        time_zone=section.time_zone or guess,
    )


def _outlets(sections: tuple[OutletSection, ...], file: Path) -> tuple[Outlet, ...]:
    _check_names([section.outlet for section in sections], "outlets", file)
    return tuple(map(_outlet, sections))


def _sources(sections: tuple[SourceSection, ...], file: Path) -> tuple[Source, ...]:
    sources = tuple(
        Source(
            **section.model_dump(exclude={"name"}),
            name=section.name or _name_source(section),
        )
        for section in sections
    )
    _check_names([source.name for source in sources], "sources", file)
    return sources


def _name_source(section: SourceSection) -> str:
    """What tables, logs and pages call it: a login or key in its address stays out."""
    return hide_credentials(section.url) if section.url else str(section.path)


def _check_names(names: list[str], what: str, file: Path) -> None:
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ConfigError(
            f"{file}: two {what} are called {min(twice)!r}; give one a name of its own"
        )
