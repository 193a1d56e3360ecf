"""The warehouse: one DuckDB file that a run works on, one published copy for readers.

All SQL stands in files: tables in `schema.sql` and `migrations/`, what is written anew
with the code in `formulas.sql`, `views.sql`, `series.sql` and `comparisons.sql`, and in
`queries/` the rest, called by the file's name, with named parameters and frames that it
may read like tables.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, get_type_hints

import duckdb
import polars as pl

from analysis.errors import WarehouseBusyError, WarehouseError
from analysis.text.hashes import hash_text

HERE = Path(__file__).parent
# So many keys at most are looked up without reading the whole of a wide column.
_FEW = 50
# What each opening makes sure of, in this order.
LAYERS = ("formulas", "views", "series", "comparisons")
# The queries whose answers are kept as measures.
MEASURING = ("save_article_part", "save_series_value", "save_balanced_value")
# How CSV has an instant: ISO 8601, UTC.
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
UNPRINTED = {"INTERVAL", "BIT", "TIME WITH TIME ZONE", "BIGNUM"}
Record = TypeVar("Record")
Parameter = str | int | float | date | datetime | None


class Warehouse:
    """The working file, open for writing by this process alone, with so much memory.

    Raises `WarehouseBusyError` while another process has it open and `WarehouseError`
    where the file is no warehouse, is newer than this code or the disk is full.
    """

    def __init__(
        self,
        path: Path,
        migrations: Path = HERE / "migrations",
        memory: str = "1GB",
    ) -> None:
        self.path = path
        self._memory = memory
        with _readable_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if is_lost(path):
                path.unlink(missing_ok=True)
            self._connection = duckdb.connect(path, config={"memory_limit": memory})
            self._connection.execute(_read_sql("session"))
            _migrate(self._connection, path, migrations)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def load(
        self,
        query: str,
        frames: Mapping[str, pl.DataFrame] | None = None,
        **parameters: Parameter,
    ) -> pl.DataFrame:
        """Rows of `queries/{query}.sql`."""
        with _readable_errors(self.path), self._lent(frames):
            rows = self._connection.sql(_read_sql(query), params=parameters)
            return pl.DataFrame(rows)

    def load_texts(self, ids: pl.Series) -> pl.DataFrame:
        """Articles by their numbers, each once, in time that depends on `ids` alone."""
        incoming = ids.unique(maintain_order=True).to_frame("article_id")
        parts = [incoming.clear(), *incoming.iter_slices(_FEW)]
        return pl.concat(self.load("article_text", {"incoming": p}) for p in parts)

    def save(
        self,
        query: str,
        frames: Mapping[str, pl.DataFrame] | None = None,
        **parameters: Parameter,
    ) -> None:
        """Run the writing `queries/{query}.sql`; the same again changes nothing."""
        with _readable_errors(self.path), self._lent(frames), self._unordered():
            self._connection.execute(_read_sql(query), parameters or None)

    def save_records(self, table: str, records: Sequence[object]) -> None:
        """Write records of one kind into their table; known keys stay as they are,
        except those of `outlet` and `run`, which are replaced."""
        if records:
            self.save(f"save_{table}", {"incoming": frame_records(records)})

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block is kept, or nothing of it."""
        with _readable_errors(self.path):
            self._connection.begin()
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    def publish(self, published: Path) -> None:
        """Swap a finished copy into place; a reader has the old one or the new one."""
        with self.publishing(published):
            pass

    @contextmanager
    def publishing(self, published: Path) -> Iterator["Warehouse"]:
        """A copy to write in, swapped into place once the block has ended well."""
        with _readable_errors(self.path):
            self._connection.execute("CHECKPOINT")
        with (
            _swapped_in(self.path, published) as coming,
            Warehouse(coming, memory=self._memory) as copy,
        ):
            yield copy

    @contextmanager
    def _unordered(self) -> Iterator[None]:
        self._connection.execute(_read_sql("forget_order"))
        try:
            yield
        finally:
            # This connection takes no setting while its transaction is aborted.
            with closing(self._connection.cursor()) as other:
                other.execute(_read_sql("keep_order"))

    @contextmanager
    def _lent(self, frames: Mapping[str, pl.DataFrame] | None) -> Iterator[None]:
        frames = frames or {}
        for name, frame in frames.items():
            self._connection.register(name, _ArrowStream(frame))
        try:
            yield
        finally:
            for name in frames:
                self._connection.unregister(name)


def is_lost(path: Path) -> bool:
    """Say whether there is no working file, or only what a kill left of a first one."""
    return not path.exists() or not path.stat().st_size


def recover(path: Path, published: Path) -> bool:
    """Make a lost working file anew from its published copy, which the next run would
    otherwise replace by what little it collects itself; says whether it did.

    Raises `WarehouseError` where the disk is full.
    """
    if not is_lost(path) or not published.exists():
        return False
    with _swapped_in(published, path):
        _find_log(path).unlink(missing_ok=True)
    return True


@contextmanager
def _swapped_in(source: Path, target: Path) -> Iterator[Path]:
    """A copy that takes the target's place after a block that ends well."""
    coming = target.with_name(target.name + ".coming")
    try:
        with _readable_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            # What a kill left of an earlier copy is not to be written into this one.
            _find_log(coming).unlink(missing_ok=True)
            shutil.copyfile(source, coming)
        yield coming
        with _readable_errors(target):
            with coming.open("rb") as copy:
                os.fsync(copy.fileno())
            coming.replace(target)
    finally:
        coming.unlink(missing_ok=True)
        _find_log(coming).unlink(missing_ok=True)


def _find_log(path: Path) -> Path:
    """Where DuckDB keeps what is not yet in the file."""
    return path.with_name(f"{path.name}.wal")


def ask(published: Path, sql: str, **parameters: Parameter) -> pl.DataFrame:
    """Rows of a reader's own SQL on the published copy, which nothing can change.

    Raises `WarehouseError` with DuckDB's own words for wrong SQL, and where nothing
    has been published yet.
    """
    with _open_published(published) as connection:
        connection.execute(_read_sql("lock_down"))
        rows = connection.sql(sql, params=parameters or None)
        if rows is None:
            return pl.DataFrame()
        _check_columns(rows)
        return pl.DataFrame(rows)


def export(published: Path, folder: Path) -> pl.DataFrame:
    """Write the rows of each of `queries/export/` into `folder`, as NAME.csv and
    NAME.parquet.

    Gives their columns back: `table_name`, `column_name`, `data_type` as written,
    `comment` and the table's own comment, `about`. All are of one state of the
    warehouse, whatever a run publishes meanwhile, and equal states give equal bytes.
    Raises like `ask`, and where the copy was published by an older Detente.
    """
    names = sorted(query.stem for query in (HERE / "queries" / "export").glob("*.sql"))
    with _open_published(published) as connection:
        try:
            tables = {
                name: connection.sql(_read_sql(f"export/{name}")) for name in names
            }
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise WarehouseError(
                f"{published}: published by another Detente; run `detente publish`"
            ) from error
        for name, rows in tables.items():
            with _readable_errors(folder):
                rows.write_parquet(str(folder / f"{name}.parquet"), compression="zstd")
                rows.write_csv(str(folder / f"{name}.csv"), timestamp_format=_INSTANT)
        comments = pl.DataFrame(connection.sql(_read_sql("columns")))
        written = [
            (name, column, str(kind).lower())
            for name, rows in tables.items()
            for column, kind in zip(rows.columns, rows.types, strict=True)
        ]
    schema = ("table_name", "column_name", "data_type")
    return pl.DataFrame(written, schema, orient="row").join(
        comments.drop("data_type"),
        on=["table_name", "column_name"],
        how="left",
        maintain_order="left",
    )


@contextmanager
def _open_published(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    if not published.exists():
        raise WarehouseError(
            f"{published}: nothing is published yet; run `detente run`"
        )
    with (
        _readable_errors(published),
        closing(duckdb.connect(published, read_only=True)) as connection,
    ):
        connection.execute(_read_sql("session"))
        yield connection


def _check_columns(rows: duckdb.DuckDBPyRelation) -> None:
    """Refuse what no table can hold, with the words that mend it."""
    twins = {name for name in rows.columns if rows.columns.count(name) > 1}
    if twins:
        raise WarehouseError(f"two columns are called {min(twins)!r}; name one with AS")
    for name, kind in zip(rows.columns, map(str, rows.types), strict=True):
        if kind in UNPRINTED:
            raise WarehouseError(
                f"column {name!r} is of type {kind}; write ({name})::VARCHAR AS {name}"
            )


def frame_records(records: Sequence[object]) -> pl.DataFrame:
    """Records of one kind as a frame with a column per field, types from the record."""
    hints = get_type_hints(type(records[0]))
    schema = {name: _polars_type(name, hint) for name, hint in hints.items()}
    columns = {name: [getattr(r, name) for r in records] for name in schema}
    try:
        return pl.DataFrame(columns, schema=schema)
    except UnicodeEncodeError:
        # Lone surrogates, as in the names of files that are not UTF-8.
        return pl.DataFrame(
            {name: list(map(_encodable, cells)) for name, cells in columns.items()},
            schema=schema,
        )


def read_records(kind: type[Record], rows: pl.DataFrame) -> list[Record]:
    """The rows as records of one kind; columns that it lacks are left out."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return [kind(**row) for row in rows.select(names).iter_rows(named=True)]


def _encodable(cell: object) -> object:
    if isinstance(cell, str):
        return cell.encode("utf-8", "replace").decode("utf-8")
    return cell


def _polars_type(name: str, hint: object) -> Any:  # noqa: ANN401
    if name.endswith(("_id", "_hash", "receipt")) and hint in (int, int | None):
        return pl.UInt64
    for kind, polars in (
        (bool, pl.Boolean),
        (int, pl.Int64),
        (float, pl.Float64),
        (datetime, pl.Datetime("us", "UTC")),
        (date, pl.Date),
    ):
        if hint in (kind, kind | None):
            return polars
    return pl.String


class _ArrowStream:
    """A frame as DuckDB takes it without pyarrow: through Arrow's C interface only."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def _read_sql(query: str) -> str:
    return (HERE / "queries" / f"{query}.sql").read_text(encoding="utf-8")


def _migrate(
    connection: duckdb.DuckDBPyConnection, path: Path, migrations: Path
) -> None:
    steps = {1: HERE / "schema.sql"} | {
        int(step.name.split("_")[0]): step for step in migrations.glob("*.sql")
    }
    version = _version(connection, path)
    if version > max(steps):
        raise WarehouseError(
            f"{path}: made by a newer Detente (tables of version {version}, this one "
            f"knows {max(steps)}); update Detente or name another file"
        )
    connection.begin()
    for number in sorted(number for number in steps if number > version):
        connection.execute(steps[number].read_text(encoding="utf-8"))
        connection.execute(
            "INSERT INTO schema_version VALUES (?, ?)", [number, datetime.now(UTC)]
        )
    _write_layers(connection)
    connection.commit()


def _write_layers(connection: duckdb.DuckDBPyConnection) -> None:
    """Formulas and views as this code knows them; untouched where they are the same.

    What was measured by other formulas or queries is forgotten, to be measured anew.
    """
    found = {
        name: (HERE / f"{name}.sql").read_text(encoding="utf-8") for name in LAYERS
    }
    hashes = {name: hash_text(text) for name, text in found.items()}
    hashes["measuring"] = hash_text(found["formulas"], *map(_read_sql, MEASURING))
    known = dict(connection.execute(_read_sql("layers")).fetchall())
    if known == hashes:
        return
    for text in found.values():
        connection.execute(text)
    if known.get("measuring") != hashes["measuring"]:
        connection.execute(_read_sql("forget_measures"))
    connection.execute("DELETE FROM layer")
    connection.executemany("INSERT INTO layer VALUES (?, ?)", list(hashes.items()))


def _version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
    if not tables:
        return 0
    if "schema_version" not in tables:
        raise WarehouseError(
            f"{path}: a DuckDB file, but not of Detente; name another file under "
            "[warehouse] path"
        )
    (version,) = connection.execute(_read_sql("version")).fetchone() or (0,)
    return int(version)


@contextmanager
def _readable_errors(path: Path) -> Iterator[None]:
    """DuckDB's and the disk's errors in one line that names the file and the mend."""
    try:
        yield
    except duckdb.Error as error:
        raise _explain(path, str(error).strip()) from error
    except RuntimeError as error:
        # How DuckDB tells of Ctrl-C.
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise
    except OSError as error:
        raise WarehouseError(
            f"{error.filename or path}: {error.strerror}; free space or name another "
            "folder under [warehouse] path"
        ) from error


def _explain(path: Path, words: str) -> WarehouseError:
    first = words.splitlines()[0]
    if "Could not set lock" in words:
        return WarehouseBusyError(
            f"{path}: another process is writing ({first}); wait for it or stop it"
        )
    if "not a valid DuckDB" in words:
        return WarehouseError(
            f"{path}: not a warehouse; move it away or name another file under "
            "[warehouse] path"
        )
    if "No space left" in words:
        return WarehouseError(
            f"{path}: no space left on the disk; free some and run again, nothing is "
            "lost"
        )
    return WarehouseError(f"{path}: {words}")
