"""Models of the Hugging Face hub → folders on this machine."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analysis.errors import ModelError
from analysis.scoring.checkpoint import DECIDES
from analysis.scoring.choice import ModelChoice
from analysis.scoring.installed import check_installed

_HUB_ID = re.compile(r"\w[\w.-]*/\w[\w.-]*")


def fetch_model(choice: ModelChoice) -> ModelChoice:
    """The choice with folder and commit where it is a hub id, else as it is.

    Raises ModelError like `fetch_snapshot`, which names the folder that was looked for.
    """
    if choice.kind is None or choice.folder or Path(choice.name).is_absolute():
        return choice
    try:
        folder = fetch_snapshot(
            choice.name, choice.revision, DECIDES, offline=choice.offline
        )
    except ModelError as error:
        if choice.sought is None:
            raise
        raise ModelError(
            f"{error} ([model] name: no folder {choice.sought})"
        ) from error
    return replace(choice, folder=folder, commit=folder.name)


def fetch_snapshot(
    name: str,
    revision: str | None,
    patterns: Sequence[str],
    *,
    offline: bool = False,
) -> Path:
    """The folder, called by its commit, of the hub id `name` ("owner/model").

    `revision` is a branch, tag or commit, None for the newest. Of the files that are
    like `patterns`, none in folders below, only what is not in the hub's cache on this
    machine is downloaded; `offline` forbids that. Raises ModelError that names the
    mend where the model cannot be had.
    """
    if not _HUB_ID.fullmatch(name):
        raise ModelError(
            f"model {name!r}: no hub id, which is like owner/model; mend its name, or "
            "name a folder"
        )
    check_installed(f"model {name!r}", ("huggingface_hub",), "models")
    # Imported here: only models of the hub need it, and it takes its time.
    from httpx2 import HTTPError
    from huggingface_hub import snapshot_download

    try:
        folder = snapshot_download(
            name,
            revision=revision,
            allow_patterns=list(patterns),
            # Other forms of the same weights lie in folders below.
            ignore_patterns=["*/*"],
            local_files_only=offline,
        )
    except (OSError, ValueError, HTTPError) as error:
        raise ModelError(_explain(name, revision, error)) from error
    return Path(folder)


def _explain(name: str, revision: str | None, error: Exception) -> str:
    from huggingface_hub.errors import (
        GatedRepoError,
        LocalEntryNotFoundError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    model = f"model {name!r}"
    if isinstance(error, GatedRepoError):
        return (
            f"{model}: its owner asks for a login; accept its terms on the hub, then "
            "run: hf auth login"
        )
    if isinstance(error, RepositoryNotFoundError):
        return f"{model}: none on the hub; mend its name, or name a folder"
    if isinstance(error, RevisionNotFoundError):
        return f"{model}: the hub has no revision {revision!r}; mend the revision"
    if isinstance(error, LocalEntryNotFoundError):
        why = f" ({_first_line(error.__cause__)})" if error.__cause__ else ""
        return (
            f"{model}: not on this machine, and the hub is not asked or not reached"
            f"{why}; run once online with offline = false, or name a folder"
        )
    why = _first_line(error)
    return f"{model}: cannot be fetched ({why}); try again, or name a folder"


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or repr(error)).splitlines()[0]
