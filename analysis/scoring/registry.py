"""Models by choice: "bundled", a folder of the same form, or one of another kind."""

from pathlib import Path

from analysis.errors import ModelError
from analysis.records import Model
from analysis.scoring.choice import CLASSIFIER, ZERO_SHOT, ModelChoice
from analysis.scoring.classifier import load_classifier, read_classifier
from analysis.scoring.folder import open_folder, read_model
from analysis.scoring.manifest import MANIFEST, MEND
from analysis.scoring.scorer import Scorer
from analysis.scoring.zero_shot import load_zero_shot, read_zero_shot

BUNDLED = Path(__file__).parent / "weights" / "detente-e5-small-3"
KINDS = f'set kind = "{CLASSIFIER}" or "{ZERO_SHOT}" under [model] for any other model'


def load_scorer(
    model: str | ModelChoice, threads: int | None = None
) -> tuple[Model, Scorer]:
    """The model that is named or chosen and its scorer.

    `threads` is by default, in the bundled form, the number of cores this process may
    use, at most 8, and for other kinds what torch takes of itself.
    Raises ModelError where the model is missing, changed or not understood.
    """
    choice = _choose(model)
    if choice.kind == CLASSIFIER:
        return load_classifier(choice, threads)
    if choice.kind == ZERO_SHOT:
        return load_zero_shot(choice, threads)
    return open_folder(find_folder(choice.name), threads)


def find_model(model: str | ModelChoice) -> Model:
    """What the model is that is named or chosen, its files checked, nothing loaded.

    Raises ModelError like `load_scorer`.
    """
    choice = _choose(model)
    if choice.kind == CLASSIFIER:
        return read_classifier(choice)
    if choice.kind == ZERO_SHOT:
        return read_zero_shot(choice)
    return read_model(find_folder(choice.name))


def find_folder(name: str) -> Path:
    """Where the model called `name` lies; ModelError if it is no folder."""
    if name == "bundled":
        return BUNDLED
    folder = Path(name)
    if not folder.is_dir():
        message = f"model {name!r}: no such folder; {MEND}"
        raise ModelError(f"{message} ({KINDS})")
    if (folder / "config.json").exists() and not (folder / MANIFEST).exists():
        raise ModelError(f"{folder}: a model of transformers; {KINDS}")
    return folder


def _choose(model: str | ModelChoice) -> ModelChoice:
    return ModelChoice(name=model) if isinstance(model, str) else model
