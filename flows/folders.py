"""Folders that are written whole."""

import shutil
from pathlib import Path


def replace_folder(folder: Path, part: Path) -> None:
    """Let `part` become `folder`, whose old content goes last.

    Both lie side by side. Raises OSError; until the last rename the old content is
    there, as `folder` or as `.NAME.old`.
    """
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
