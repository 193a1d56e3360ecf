"""Everything Detente raises on purpose.

    DetenteError            one readable line: what, where, the mend; exit code 1
    ├── ConfigError         the config or the command line is wrong; exit code 2
    ├── SourceError         a source gave nothing usable; becomes a Reject
    ├── ModelError          weights missing, changed or not understood
    └── WarehouseError      the warehouse cannot be opened, read or written
        └── WarehouseBusyError   another process is writing

A bug is a traceback, not one of these.
"""


class DetenteError(Exception):
    """The root; its text is shown to the user as it is."""

    exit_code = 1


class ConfigError(DetenteError):
    """Raised while reading the config or the command line; raised nowhere later."""

    exit_code = 2


class SourceError(DetenteError):
    """Raised by fetching and parsing; `reason` stays the same, `detail` has the mend.

    Caught where a source is read, which turns it into a `Reject`.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class ModelError(DetenteError):
    """Raised while finding or loading weights."""


class WarehouseError(DetenteError):
    """Raised by `analysis.warehouse` instead of DuckDB's own errors."""


class WarehouseBusyError(WarehouseError):
    """Raised when another process holds the working file; names that process."""
