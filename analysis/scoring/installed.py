"""Packages that only an extra brings."""

from collections.abc import Sequence
from importlib.util import find_spec

from analysis.errors import ModelError


def check_installed(what: str, packages: Sequence[str], extra: str) -> None:
    """Raise ModelError, naming the mend, unless `what` finds all its packages."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise ModelError(
            f"{what} needs {', '.join(missing)}; install with: "
            f"pip install 'detente[{extra}]'"
        )
