"""A model's name on the command line → the model that is meant."""

from pathlib import Path

from analysis.errors import ConfigError
from analysis.scoring.choice import ModelChoice
from analysis.scoring.manifest import MANIFEST
from flows.settings import Settings, read_settings


def choose_model(name: str, settings: Settings) -> ModelChoice:
    """The model that `--model` names: "bundled", a folder of the bundled form, the
    config's own model by its name there, or another config whose [model] says all.

    Raises `ConfigError` for anything else, since its kind is not known.
    """
    if name.endswith(".toml"):
        return read_settings(Path(name)).model
    places = {name, str(settings.folder / name), str(Path(name).absolute())}
    if settings.model.name in places:
        return settings.model
    if name == "bundled" or (Path(name) / MANIFEST).is_file():
        return ModelChoice(name=name)
    raise ConfigError(
        f'--model {name}: not "bundled", no folder with a {MANIFEST} and not the '
        "config's own model; describe it, with its kind, under [model] in another "
        "config and name that one: --model FILE.toml"
    )
