"""Which model is asked for, before anything of it is opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

CLASSIFIER, ZERO_SHOT = "classifier", "zero-shot"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """A model by name, and how its answers are to be read.

    `name` is "bundled", a folder or a hub id ("owner/model"). `kind` is None for
    "bundled" and for folders of the same form, else "classifier" or "zero-shot".
    `revision` is a branch, tag or commit of the hub, None for its newest. `codebook`
    is the scheme the model's labels follow, None where that is not known. `offline`
    forbids to ask the hub. `labels` gives our name for the model's own; those called
    like ours need no entry. `sought` is the folder that `name` would be and that is not
    there, None where none was looked for. `folder` and `commit` say where a hub id was
    found, None before and for folders.
    """

    name: str = "bundled"
    kind: str | None = None
    revision: str | None = None
    codebook: str | None = None
    offline: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    sought: Path | None = None
    folder: Path | None = None
    commit: str | None = None
