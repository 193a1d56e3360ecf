"""`detente code forget`: a coder's gold is taken back."""

import polars as pl

from analysis.errors import DetenteError
from analysis.sources.codes import parse_coder
from flows.coding import open_gold
from flows.settings import Settings


def forget_coder(name: str, settings: Settings) -> int:
    """Remove all that the coder said from the working file; returns the codings.

    Names are alike as `parse_coder` reads them. Raises DetenteError, which lists the
    coders, where none has that name, and WarehouseBusyError while a run is at work.
    """
    with open_gold(settings) as warehouse:
        coders = warehouse.load("gold_label")["coder"]
        wanted = [coder for coder in coders if parse_coder(coder) == parse_coder(name)]
        if not wanted:
            known = ", ".join(coders.unique().sort()) or "nobody"
            raise DetenteError(
                f"{settings.working_file}: no gold of {name!r}; coders: {known}"
            )
        incoming = pl.DataFrame({"coder": sorted(set(wanted))})
        warehouse.save("drop_gold", {"incoming": incoming})
    return len(wanted)


def render_forgotten(name: str, codings: int) -> str:
    """What was taken back, and when readers lose it."""
    return (
        f"{name}: {codings:,} codings taken back; the next `detente run` or `publish` "
        "takes them from readers. Their sheet brings them back."
    )
