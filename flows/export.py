"""`detente export`: the published measures as files, described as a Data Package.

Beside each table's CSV and Parquet lies `datapackage.json` (Data Package 2.0 of
Frictionless Data): what each column means, its type, and the hash of each file.
"""

import json
import tempfile
from importlib.metadata import version
from pathlib import Path

import polars as pl

from analysis.errors import DetenteError
from analysis.scoring.manifest import hash_file
from analysis.warehouse.warehouse import export

PACKAGE = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0"
_TITLE = "How news outlets report conflict: escalation, diplomacy and sentiment"
# Numbers of 64 bits are text: programs that count in floating point would bend them.
_TYPES = {
    "varchar": "string",
    "ubigint": "string",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp with time zone": "datetime",
}


def write_export(published: Path, out: Path) -> Path:
    """Write all files into the folder `out`, replacing those of an earlier export;
    gives the package's path.

    Files are swapped in when all are whole. Raises WarehouseError where nothing is
    published, DetenteError where `out` cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".coming-") as name:
            coming = Path(name)
            package = render_package(export(published, coming), coming)
            (coming / PACKAGE).write_text(package, encoding="utf-8")
            # The package last: it speaks of the others.
            for file in sorted(coming.iterdir(), key=lambda f: f.name == PACKAGE):
                file.replace(out / file.name)
        return out / PACKAGE
    except OSError as error:
        raise DetenteError(
            f"{error.filename or out}: {error.strerror}; name another place with --out"
        ) from error


def render_package(columns: pl.DataFrame, folder: Path) -> str:
    """The descriptor of the files in `folder`; `columns` as `export` gives them."""
    tables = columns.partition_by("table_name", as_dict=True, maintain_order=True)
    resources = [_describe(folder / name, rows) for (name,), rows in tables.items()]
    package = {
        "$schema": f"{_PROFILE}/datapackage.json",
        "name": "detente-measures",
        "title": _TITLE,
        "description": f"Made by Detente {version('detente')}. The tables run and "
        "model say when, and by which weights. No text of an article is in it.",
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
    return {"name": name, "type": _TYPES.get(kind, "integer"), "description": meaning}
