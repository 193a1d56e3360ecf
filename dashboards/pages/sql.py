"""SQL: how to open the warehouse, what can be asked, and what everything means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from markupsafe import Markup

from dashboards.collection.tables import LONG, Table, write_text
from dashboards.frames import Example
from dashboards.pages.page import Site, render_page
from dashboards.wording import Wording

WAYS = {
    "detente": 'detente sql "FROM outlet_week ORDER BY week DESC LIMIT 10"',
    "export": "detente sql \"FROM series WHERE grain = 'week'\" --format parquet"
    " > weeks.parquet",
    "python": """import duckdb
import polars as pl

warehouse = duckdb.connect("detente.duckdb", read_only=True)
weeks = pl.DataFrame(warehouse.sql("FROM outlet_week"))""",
    "r": """library(duckdb)
warehouse <- dbConnect(duckdb(), "detente.duckdb", read_only = TRUE)
weeks <- dbGetQuery(warehouse, "FROM outlet_week")""",
    "duckdb": "duckdb -readonly detente.duckdb",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as the page shows it: its answer, or else why there is none."""

    name: str
    question: str
    sql: str
    answer: Table
    excuse: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A table or view of the warehouse with its columns: name, type, meaning."""

    name: str
    about: str
    columns: tuple[tuple[str, str, str], ...]


def render_sql(site: Site, wording: Wording) -> str:
    """The page as HTML; equal input gives the equal text."""
    tables = describe_tables(site.frames.columns)
    return render_page(
        "sql.html.j2",
        site,
        wording,
        "sql",
        ways=WAYS,
        queries=[_answer(example, wording) for example in site.facts.examples],
        tables=tables,
        columns=sum(len(table.columns) for table in tables),
    )


def write_questions(examples: Mapping[str, str], wording: Wording) -> str:
    """The questions and their SQL as docs/warehouse.md has them."""
    return "\n".join(
        f"{wording.text(f'question.{_find_topic(name)}')}\n\n```sql\n{sql}\n```\n"
        for name, sql in examples.items()
    )


def describe_tables(columns: pl.DataFrame) -> list[Described]:
    """Tables and views in the file's order, of the frame that query `columns` gives."""
    if columns.is_empty():
        return []
    parts = columns.partition_by("table_name", maintain_order=True)
    return [
        Described(
            name=part["table_name"][0],
            about=part["about"][0] or "",
            columns=tuple(
                part.select(
                    "column_name", "data_type", pl.col("comment").fill_null("")
                ).rows()
            ),
        )
        for part in parts
    ]


def _answer(example: Example, wording: Wording) -> Query:
    topic = _find_topic(example.name)
    return Query(
        name=topic,
        question=wording.text(f"question.{topic}"),
        sql=example.sql,
        answer=_tabulate(example.frame, topic),
        excuse=wording.say(f"no_answer.{topic}"),
    )


def _find_topic(name: str) -> str:
    """The name of a query without its number."""
    return name.split("_", 1)[1]


def _tabulate(frame: pl.DataFrame, name: str) -> Table:
    return Table(
        name=name,
        heads=frame.columns,
        rows=[tuple(map(_write_cell, row)) for row in frame.iter_rows()],
        texts=frozenset(
            at
            for at, kind in enumerate(frame.dtypes)
            if not kind.is_numeric() and not kind.is_temporal()
        ),
    )


def _write_cell(cell: object) -> str:
    """As DuckDB prints it: machine-readable, the same in every language."""
    if cell is None:
        return Markup('<span class="zero">NULL</span>')
    if isinstance(cell, float):
        return f"{cell + 0.0:.6g}" if cell else "0"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return write_text(str(cell), LONG) if isinstance(cell, str) else str(cell)
