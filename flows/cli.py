"""The command line: arguments in, exit code out. Heavy imports wait until needed."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import ConfigError, DetenteError
from flows.formats import FORMATS
from flows.server import prepare_prefect, serve_schedule, start_server
from flows.settings import Period, Settings, read_settings

if TYPE_CHECKING:
    from analysis.records import Run
    from flows.daily import Stage

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DEFAULT_CONFIG = Path("examples/detente.toml")
Command = Callable[[argparse.Namespace], int]
Add = Callable[[str, Command, str], argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 the work failed, 2 wrong usage or config."""
    options = build_parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except DetenteError as error:
        if options.verbose:
            traceback.print_exc()
        print(f"detente: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader has seen enough (`detente sql … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("detente: stopped; the next run goes on from here", file=sys.stderr)
        return 1


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="detente",
        description="How news outlets report conflict: escalation, diplomacy and "
        "sentiment per outlet and day.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    add = _make_add(commands)
    _add_runs(add)
    _add_sample(add)
    _add_answers(add)
    _add_code(commands)
    train = add("train", _train, "make a model from labelled files")
    train.add_argument("--data", type=Path, required=True, metavar="DIR")
    train.add_argument("--work", type=Path, default=Path("build/train"), metavar="DIR")
    train.add_argument("--out", type=Path, required=True, metavar="DIR")
    train.add_argument("--base", metavar="NAME", help="folder or hub id to start from")
    train.add_argument("--prefix", metavar="TEXT", help="what it wants before texts")
    train.add_argument("--seed", type=int, metavar="N")
    train.add_argument("--teachers", type=int, metavar="N", help="0 trains one network")
    train.add_argument(
        "--predecessor", metavar="MODEL", help="a shipped model to hear as a teacher"
    )
    train.add_argument("--unlabelled", type=int, metavar="N")
    train.add_argument("--epochs", type=int, metavar="N", help="of the student")
    return parser


def _make_add(commands: "Commands") -> Add:
    """How a command, with the options that all have, is added to these."""

    def add(name: str, command: Command, does: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=does, description=does)
        sub.set_defaults(command=command)
        sub.add_argument("--config", type=Path, default=DEFAULT_CONFIG, metavar="FILE")
        sub.add_argument("--verbose", action="store_true", help="add the traceback")
        return sub

    return add


def _add_runs(add: Add) -> None:
    for name, does in STAGE_COMMANDS.items():
        sub = add(name, _run, does)
        sub.set_defaults(name=name)
        if name in {"run", "ingest"}:
            sub.add_argument("--since", type=_day, metavar="D", help="first day")
            sub.add_argument("--until", type=_day, metavar="D", help="last day")
            sub.add_argument(
                "--all", action="store_true", help="ask sources that are not due, too"
            )
    rescore = add("rescore", _rescore, "score again with another model, beside")
    rescore.add_argument(
        "--model",
        required=True,
        metavar="NAME",
        help="bundled, a model folder, or a config (.toml) whose [model] says it",
    )
    rescore.add_argument("--since", type=_day, metavar="D", help="first day")
    rescore.add_argument("--until", type=_day, metavar="D", help="last day")
    add("serve", _serve, "run on the config's schedule until stopped")


def _add_sample(add: Add) -> None:
    sample = add("sample", _sample, "draw sentences for people to code")
    sample.add_argument("--n", type=_count, required=True, metavar="N")
    sample.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    sample.add_argument("--since", type=_day, metavar="D", help="first day")
    sample.add_argument("--until", type=_day, metavar="D", help="last day")
    sample.add_argument("--seed", type=_count, metavar="S", help="draw the same again")


def _add_answers(add: Add) -> None:
    sql = add("sql", _sql, "read-only SQL on the published warehouse")
    sql.add_argument("query", metavar="SELECT")
    sql.add_argument("--format", choices=FORMATS, default="table")
    evaluate = add("evaluate", _evaluate, "score labelled sentences and compare")
    evaluate.add_argument(
        "file", type=Path, metavar="FILE", help=".jsonl or .csv", nargs="?"
    )
    evaluate.add_argument("--task", choices=["framing", "sentiment"])
    evaluate.add_argument(
        "--gold", action="store_true", help="the warehouse's gold instead of FILE"
    )
    evaluate.add_argument("--model", metavar="NAME", help="default: the config's")
    evaluate.add_argument("--by", metavar="KEY", help="figures for each of its values")
    evaluate.add_argument(
        "--together", metavar="KEY", help="rows of one value are drawn whole"
    )
    evaluate.add_argument("--json", action="store_true")
    report = add("report", _report, "one week of the published numbers in words")
    report.add_argument(
        "--week", type=_day, nargs="?", metavar="D", help="a day of it; else the last"
    )
    report.add_argument("--out", type=Path, required=True, metavar="DIR|FILE")
    report.add_argument("--language", choices=["en", "de"], default="en")
    export = add("export", _export, "the published measures as CSV and Parquet")
    export.add_argument("--out", type=Path, required=True, metavar="DIR")
    add("doctor", _doctor, "check config, model, warehouse, disk and sources")
    _add_chart(add)


def _add_chart(add: Add) -> None:
    chart = add("chart", _chart, "one figure for a paper, from what is published")
    chart.add_argument("name", choices=CHARTS, metavar="NAME", help=", ".join(CHARTS))
    chart.add_argument("--out", type=Path, required=True, metavar="FILE.svg|png|pdf")
    chart.add_argument(
        "--outlet",
        action="append",
        default=[],
        dest="outlets",
        metavar="NAME",
        help="again for each; default: those with most articles",
    )
    chart.add_argument(
        "--measure",
        choices=CHARTS[:5],
        default="balance",
        help="of a ranking or heat map",
    )
    chart.add_argument("--since", type=_day, metavar="D", help="first day")
    chart.add_argument("--until", type=_day, metavar="D", help="last day")
    for name, (first, *others) in SERIES_KINDS.items():
        chart.add_argument(f"--{name}", choices=[first, *others], default=first)
    chart.add_argument("--topic", default="", metavar="NAME", help="of the config")
    chart.add_argument("--model", metavar="ID", help="default: the config's")
    chart.add_argument("--title", default="", metavar="TEXT")
    chart.add_argument("--language", choices=["en", "de"], default="en")
    chart.add_argument("--width", type=_width, default=160, metavar="MM")


def _add_code(commands: "Commands") -> None:
    does = "read coded sheets back as gold, or take a coder's back"
    code = commands.add_parser("code", help=does, description=does)
    add = _make_add(code.add_subparsers(required=True, metavar="ACTION"))
    read = add("import", _import_sheets, "read coded sheets back as gold")
    read.add_argument("files", type=Path, nargs="+", metavar="FILE", help=".csv")
    read.add_argument("--coder", metavar="NAME", help="of rows that name nobody")
    forget = add("forget", _forget_coder, "take back all that a coder said")
    forget.add_argument("name", metavar="NAME")


STAGE_COMMANDS = {
    "run": "ingest, score and publish",
    "ingest": "read the sources into the warehouse",
    "score": "score the sentences that have no score yet",
    "publish": "measure changed days, publish the warehouse and the site",
}


CHARTS = (
    *("balance", "escalation", "diplomacy", "intensity", "sentiment"),
    *("ranking", "heat", "collection"),
)
SERIES_KINDS = {
    "grain": ["week", "day"],
    "level": ["outlet", "language", "pooled", "balanced"],
    "part": ["all", "headline", "lead", "body", "own", "quoted"],
    "copies": ["all", "once", "without"],
}


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{written!r} is not a day; write it like 2026-03-31"
        ) from error


def _count(written: str) -> int:
    # What a 64-bit column and every tool that reads it can hold.
    if not written.isdecimal() or not 0 < int(written) < 2**63:
        raise argparse.ArgumentTypeError(f"{written!r} is not a whole number above 0")
    return int(written)


def _width(written: str) -> int:
    if not written.isdecimal() or not 60 <= int(written) <= 600:
        raise argparse.ArgumentTypeError(f"{written!r} is not 60 to 600 millimetres")
    return int(written)


def _prepared(options: argparse.Namespace) -> Settings:
    """The settings, with Prefect told its place before it is imported."""
    settings = read_settings(options.config)
    prepare_prefect(settings.warehouse.parent / "prefect")
    return settings


def _run(options: argparse.Namespace) -> int:
    since, until = _period(options)
    settings = _prepared(options)
    check_working_file(settings)
    start_server()
    from flows.daily import STAGES, run

    stages: tuple[Stage, ...] = STAGES if options.name == "run" else (options.name,)
    done = run(
        str(settings.file),
        since=since,
        until=until,
        stages=stages,
        everything=getattr(options, "all", False),
    )
    print(_describe(done, settings, published="publish" in stages))
    return 0


def _period(options: argparse.Namespace) -> tuple[date | None, date | None]:
    since, until = getattr(options, "since", None), getattr(options, "until", None)
    if since and until and since > until:
        raise ConfigError(f"--since {since} lies after --until {until}; swap them")
    return since, until


def _rescore(options: argparse.Namespace) -> int:
    from flows.hub import fetch_model
    from flows.naming import choose_model

    since, until = _period(options)
    choice = choose_model(options.model, read_settings(options.config))
    choice = fetch_model(choice)
    settings = _prepared(options)
    check_working_file(settings)
    start_server()
    from flows.rescore import rescore

    done = rescore(str(settings.file), choice, since=since, until=until)
    print(_describe(done, settings, published=True))
    print(f"Model      {done.model_id}")
    return 0


def check_working_file(settings: Settings) -> None:
    """Open the working file once: better to fail here than after Prefect's start."""
    from analysis.warehouse.warehouse import Warehouse
    from flows.runs import only_one

    with only_one(settings), Warehouse(settings.working_file):
        pass


def _describe(run: "Run", settings: Settings, *, published: bool) -> str:
    seconds = (
        (run.finished_at - run.started_at).total_seconds() if run.finished_at else 0
    )
    lines = [
        f"{run.run_id} done in {seconds:.0f} s: {run.articles:,} new articles, "
        f"{run.revisions:,} revisions, {run.repeats:,} repeats, "
        f"{run.rejects:,} rejects, "
        f"{run.sentences_scored:,} sentences scored"
    ]
    if published:
        lines.append(f"Site       {settings.site / 'index.html'}")
        lines.append(f"Warehouse  {settings.warehouse}")
    return "\n".join(lines)


def _serve(options: argparse.Namespace) -> int:
    settings = _prepared(options)
    serve_schedule(settings)
    return 0


def _sql(options: argparse.Namespace) -> int:
    from analysis.warehouse.warehouse import ask

    rows = ask(read_settings(options.config).warehouse, options.query)
    FORMATS[options.format](rows)
    return 0


def _report(options: argparse.Namespace) -> int:
    from flows.report import write_report

    settings, now = read_settings(options.config), datetime.now(UTC)
    for path in write_report(
        settings, options.week, options.out, options.language, now
    ):
        print(path)
    return 0


def _export(options: argparse.Namespace) -> int:
    from flows.export import write_export

    package = write_export(read_settings(options.config).warehouse, options.out)
    print(f"Measures   {package}")
    return 0


def _chart(options: argparse.Namespace) -> int:
    from flows.chart import write_chart
    from flows.chart_rows import Asked

    _period(options)
    asked = {field.name: getattr(options, field.name) for field in fields(Asked)}
    write_chart(Asked(**asked), options.out, read_settings(options.config))
    print(f"Chart      {options.out}")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    if options.gold:
        return _evaluate_gold(options)
    if not options.file or not options.task:
        raise ConfigError("name FILE and --task, or --gold for the warehouse's gold")
    from analysis.scoring.registry import load_scorer
    from flows.evaluate import evaluate_file, render_evaluation_json
    from flows.evaluation_table import render_evaluation
    from flows.hub import fetch_model

    chosen = options.model or fetch_model(read_settings(options.config).model)
    model, scorer = load_scorer(chosen)
    evaluation = evaluate_file(
        options.file, options.task, (model, scorer), options.by, options.together
    )
    render = render_evaluation_json if options.json else render_evaluation
    print(render(evaluation))
    return 0


def _evaluate_gold(options: argparse.Namespace) -> int:
    if options.file or options.task or options.by or options.together:
        message = "leave out FILE, --task, --by and --together"
        raise ConfigError(f"--gold answers every task; {message}")
    from flows.gold_evaluation import evaluate_gold, read_gold, render_gold_json
    from flows.gold_table import render_gold

    settings = read_settings(options.config)
    file, gold = read_gold(settings)
    evaluation = evaluate_gold(file, gold, options.model or settings.model)
    print(render_gold_json(evaluation) if options.json else render_gold(evaluation))
    return 0


def _sample(options: argparse.Namespace) -> int:
    from flows.sampling import draw, render_drawn

    since, until = _period(options)
    settings = read_settings(options.config)
    period = Period(since=since, until=until)
    print(render_drawn(draw(settings, options.n, options.out, period, options.seed)))
    return 0


def _import_sheets(options: argparse.Namespace) -> int:
    from flows.coding import import_sheets
    from flows.imported import render_imported

    settings = read_settings(options.config)
    now = datetime.now(UTC)
    print(render_imported(import_sheets(options.files, settings, options.coder, now)))
    return 0


def _forget_coder(options: argparse.Namespace) -> int:
    from flows.forgetting import forget_coder, render_forgotten

    codings = forget_coder(options.name, read_settings(options.config))
    print(render_forgotten(options.name, codings))
    return 0


def _train(options: argparse.Namespace) -> int:
    from flows.train import train
    from flows.training.options import TrainOptions

    known = {field.name for field in fields(TrainOptions)}
    given = {
        name: value
        for name, value in vars(options).items()
        if name in known and value is not None
    }
    train(TrainOptions(**given, created_at=datetime.now(UTC)), _say)
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


def _doctor(options: argparse.Namespace) -> int:
    from flows.doctor import examine

    well = True
    for finding in examine(read_settings(options.config)):
        mark = "ok  " if finding.well else "MEND"
        print(f"{mark} {finding.subject}: {finding.detail}", flush=True)
        well = well and finding.well
    return 0 if well else 1
