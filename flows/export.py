"""`detente export`: the published measures as files, described as a Data Package.

Beside each table's CSV and Parquet lies `datapackage.json` (Data Package 2.0 of
Frictionless Data): what each column means, its type, and the hash of each file.
"""

import json
import shutil
from importlib.metadata import version
from pathlib import Path

import polars as pl

from analysis.errors import DetenteError
from analysis.scoring.manifest import hash_file
from analysis.warehouse.warehouse import export
from flows.folders import replace_folder

PACKAGE = "datapackage.json"
NAME = "detente-measures"
_PROFILE = "https://datapackage.org/profiles/2.0"
_TITLE = "How news outlets report conflict: escalation, diplomacy and sentiment"
_ABOUT = (
    "Begin with outlet_week or outlet_day. The table series holds overlapping cuts: "
    "choose level, part, copies and topic before adding anything up. An empty cell is "
    "NULL, and in the columns member and topic it is also the empty text that stands "
    "for all outlets and for all articles. The tables run and model say when and by "
    "which weights. Intervals hold 95 %. No text of an article is here."
)
_TYPES = {
    "varchar": "string",
    "utinyint": "integer",
    "uinteger": "integer",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp with time zone": "datetime",
}


def write_export(published: Path, out: Path) -> Path:
    """Write all files into the folder `out`, in place of an earlier export; gives the
    package's path.

    The folder is swapped in whole. Raises WarehouseError where nothing is published,
    DetenteError where `out` cannot be written or holds anything else.
    """
    out = out.expanduser().absolute()
    coming = out.with_name(f".{out.name}.coming")
    try:
        _check_folder(out)
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(parents=True)
        package = render_package(export(published, coming), coming)
        (coming / PACKAGE).write_text(package, encoding="utf-8")
        replace_folder(out, coming)
    except (OSError, UnicodeEncodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no name for a folder"
        raise DetenteError(f"{out}: {why}; name another place with --out") from error
    finally:
        shutil.rmtree(coming, ignore_errors=True)
    return out / PACKAGE


def _check_folder(out: Path) -> None:
    """Raise DetenteError where `out` holds what no export has written, and
    UnicodeEncodeError where DuckDB cannot take its name."""
    str(out).encode()
    if not out.exists():
        return
    found = {file.name for file in out.iterdir()}
    if strange := found - _read_names(out / PACKAGE):
        raise DetenteError(
            f"{out}: holds {min(strange)}, which no export wrote; name a new folder "
            "with --out"
        )


def _read_names(package: Path) -> set[str]:
    """The files of an earlier export, its package among them; none where there is
    another package or none."""
    try:
        content = json.loads(package.read_text(encoding="utf-8"))
        if content["name"] != NAME:
            return set()
        parts = [(r["path"], r["parquet"]["path"]) for r in content["resources"]]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {package.name, *(name for pair in parts for name in pair)}


def render_package(columns: pl.DataFrame, folder: Path) -> str:
    """The descriptor of the files in `folder`; `columns` as `export` gives them."""
    tables = columns.partition_by("table_name", as_dict=True, maintain_order=True)
    resources = [_describe(folder / name, rows) for (name,), rows in tables.items()]
    package = {
        "$schema": f"{_PROFILE}/datapackage.json",
        "name": NAME,
        "title": _TITLE,
        "version": version("detente"),
        "description": _ABOUT,
        "resources": resources,
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _describe(table: Path, columns: pl.DataFrame) -> dict[str, object]:
    csv, parquet = table.with_suffix(".csv"), table.with_suffix(".parquet")
    return {
        "name": table.name,
        "description": columns["about"][0],
        "path": csv.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": csv.stat().st_size,
        "hash": f"sha256:{hash_file(csv)}",
        # Our own key: validators hold every resource to be CSV.
        "parquet": {"path": parquet.name, "hash": f"sha256:{hash_file(parquet)}"},
        "schema": {
            "$schema": f"{_PROFILE}/tableschema.json",
            "fields": [
                _describe_column(*row)
                for row in columns.select(
                    "column_name", "data_type", "comment"
                ).iter_rows()
            ],
        },
    }


def _describe_column(name: str, kind: str, meaning: str) -> dict[str, str]:
    return {"name": name, "type": _TYPES[kind], "description": meaning}
