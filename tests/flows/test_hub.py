"""Models of the hub, from a hub of our own on loopback."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from analysis.errors import ModelError
from analysis.scoring.choice import ModelChoice
from analysis.warehouse.warehouse import Warehouse, ask
from flows.hub import fetch_model
from flows.settings import parse_settings
from tests.flows.web import Answer, serve_web
from tests.samples import MODEL, a_score, a_sentence, an_article, an_outlet
from tests.scoring.checkpoints import Make, write_checkpoint, write_outline

COMMIT = "0123456789abcdef0123456789abcdef01234567"
NEWER = "fedcba9876543210fedcba9876543210fedcba98"
CONFIG = '[model]\nname = "{}"\nkind = "classifier"\n'
UNREACHED = "http://127.0.0.1:9"
FRAMES = ("escalation", "diplomacy", "neither")
DESCRIBE = """
import sys
from analysis.errors import ModelError
from analysis.scoring.choice import ModelChoice
from analysis.scoring.registry import find_model, load_scorer
from flows.hub import fetch_model

name, revision, offline, load = sys.argv[1:]
choice = ModelChoice(
    name=name, kind="classifier", revision=revision or None, offline=offline == "True"
)
try:
    fetched = fetch_model(choice)
    model = load_scorer(fetched)[0] if load == "True" else find_model(fetched)
    print(model.model_id, *sorted(file.name for file in fetched.folder.iterdir()))
except ModelError as error:
    print(error)
"""
PUBLISH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from analysis.records import Run
from flows.publish import publish
from flows.settings import read_settings

now = datetime.now(UTC)
run = Run(
    run_id="r", started_at=now, finished_at=now, status="done", articles=0, repeats=0,
    rejects=0, sentences_scored=0, model_id=None, code_version="0",
)
publish.fn(read_settings(Path(sys.argv[1])), run)
"""


def given(payload: bytes, **headers: str) -> Answer:
    """A whole answer, its body left out where only the head is asked for."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(payload)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(payload)

    return answer


@contextmanager
def serve_hub(folder: Path, commit: str = COMMIT) -> Iterator[str]:
    """The three addresses that a download asks of the hub, for one model."""
    name = "owner/frames"
    files = [path for path in folder.rglob("*") if path.is_file()]
    tree = [
        {
            "type": "file",
            "path": path.relative_to(folder).as_posix(),
            "size": path.stat().st_size,
            "oid": f"{number:040x}",
        }
        for number, path in enumerate(files)
    ]
    about = json.dumps({"id": name, "sha": commit, "siblings": []}).encode()
    routes = {
        f"/api/models/{name}": given(about),
        f"/api/models/{name}/revision/main": given(about),
        f"/api/models/{name}/tree/{commit}?recursive=true&expand=false": given(
            json.dumps(tree).encode()
        ),
        f"/api/models/{name}/revision/v9": refused("RevisionNotFound"),
        "/api/models/owner/gone/revision/main": refused("RepoNotFound"),
        "/api/models/owner/gated/revision/main": refused("GatedRepo", 403),
    }
    for entry, path in zip(tree, files, strict=True):
        routes[f"/{name}/resolve/{commit}/{entry['path']}"] = given(
            path.read_bytes(), ETag=f'"{entry["oid"]}"', X_Repo_Commit=commit
        )
    with serve_web(routes) as address:
        yield address


def refused(code: str, number: int = 404) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(number)
        handler.send_header("X-Error-Code", code)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def describe(
    address: str, cache: Path, choice: ModelChoice, *, load: bool = False
) -> str:
    """What a fresh process says of the model."""
    asked = [choice.name, choice.revision or "", str(choice.offline), str(load)]
    return run_script(DESCRIBE, address, cache, *asked)


def run_script(script: str, address: str, cache: Path, *arguments: str) -> str:
    """What a process beside the cache prints; the hub's address counts at its start."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("HF_")
    } | {"HF_ENDPOINT": address, "HF_HOME": str(cache), "HF_HUB_DISABLE_XET": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        cwd=cache.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def choose(
    name: str = "owner/frames", revision: str | None = None, *, offline: bool = False
) -> ModelChoice:
    return ModelChoice(name=name, kind="classifier", revision=revision, offline=offline)


def test_a_model_of_the_hub_is_fetched_once_and_then_used_without_it(
    tmp_path: Path,
) -> None:
    folder = write_outline(tmp_path / "hub", FRAMES)
    (folder / "pytorch_model.bin").write_bytes(b"may carry code")
    (folder / "onnx").mkdir()
    (folder / "onnx" / "config.json").write_text("{}", encoding="utf-8")
    cache = tmp_path / "cache"

    with serve_hub(folder) as address:
        first = describe(address, cache, choose())
    cached = describe(UNREACHED, cache, choose(offline=True))
    unreached = describe(UNREACHED, cache, choose())
    pinned = describe(UNREACHED, cache, choose(revision=COMMIT, offline=True))

    name, *files = first.split()
    assert name.startswith("owner/frames@0123456789ab.")
    assert files == ["config.json", "model.safetensors", "tokenizer.json"]
    assert cached == unreached == pinned == first


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        pytest.param(
            choose("owner/gone"),
            "model 'owner/gone': none on the hub; mend its name, or name a folder",
            id="no such model",
        ),
        pytest.param(
            choose("owner/gated"),
            "model 'owner/gated': its owner asks for a login; accept its terms on the "
            "hub, then run: hf auth login",
            id="a model with terms of its own",
        ),
        pytest.param(
            choose(revision="v9"),
            "model 'owner/frames': the hub has no revision 'v9'; mend the revision",
            id="no such revision",
        ),
        pytest.param(
            choose(offline=True),
            "model 'owner/frames': not on this machine, and the hub is not asked or "
            "not reached; run once online with offline = false, or name a folder",
            id="offline and never fetched",
        ),
    ],
)
def test_a_model_that_cannot_be_had_is_named_with_its_mend(
    tmp_path: Path, choice: ModelChoice, message: str
) -> None:
    with serve_hub(write_outline(tmp_path / "hub", FRAMES)) as address:
        assert describe(address, tmp_path / "cache", choice) == message


def test_a_hub_that_is_not_reached_is_named_with_its_mend(tmp_path: Path) -> None:
    said = describe(UNREACHED, tmp_path / "cache", choose())

    assert said.startswith("model 'owner/frames': not on this machine, and the hub is")
    assert "refused); run once online with offline = false, or name a folder" in said


def test_a_model_without_safe_weights_is_named_with_its_mend(tmp_path: Path) -> None:
    folder = write_outline(tmp_path / "hub", FRAMES)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")

    with serve_hub(folder) as address:
        said = describe(address, tmp_path / "cache", choose())

    assert f"{COMMIT}: no weights in safetensors form" in said


def test_a_folder_here_that_is_called_like_a_hub_id_is_not_taken_for_it(
    tmp_path: Path,
) -> None:
    write_outline(tmp_path / "owner" / "frames", FRAMES)

    with serve_hub(write_outline(tmp_path / "hub", FRAMES)) as address:
        said = describe(address, tmp_path / "cache", choose())

    assert said.startswith("owner/frames@0123456789ab.")


def test_what_is_published_was_measured_by_the_commit_that_scored(
    tmp_path: Path,
) -> None:
    folder, cache = write_outline(tmp_path / "hub", FRAMES), tmp_path / "cache"
    config = tmp_path / "detente.toml"
    config.write_text(CONFIG.format("owner/frames"), encoding="utf-8")
    settings = parse_settings(config.read_text(encoding="utf-8"), config)
    with serve_hub(folder) as address:
        scored_by = describe(address, cache, choose()).split()[0]
    with Warehouse(settings.working_file) as warehouse:
        warehouse.save_records("outlet", [an_outlet()])
        warehouse.save_records("article", [an_article(1)])
        warehouse.save_records("sentence", [a_sentence(1, 0, 1)])
        model = replace(MODEL, model_id=scored_by, task="framing")
        warehouse.save_records("model", [model])
        score = replace(a_score(1, 0.75, 0.25), model_id=scored_by)
        warehouse.save_records("sentence_score", [score])

    with serve_hub(folder, NEWER) as address:
        run_script(PUBLISH, address, cache, str(config))

    days = ask(settings.warehouse, "SELECT model_id, escalation FROM outlet_day")
    assert days.rows() == [(scored_by, 0.75)]


def test_a_fetched_model_scores(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "hub", Make(FRAMES))

    with serve_hub(folder) as address:
        said = describe(address, tmp_path / "cache", choose(), load=True)

    assert said.startswith("owner/frames@0123456789ab.")


def test_what_is_neither_folder_nor_hub_id_is_named(tmp_path: Path) -> None:
    settings = parse_settings(CONFIG.format("./tone"), tmp_path / "detente.toml")

    with pytest.raises(ModelError) as caught:
        fetch_model(settings.model)

    assert str(caught.value) == (
        "model './tone': no hub id, which is like owner/model; mend its name, or name "
        f"a folder ([model] name: no folder {tmp_path / 'tone'})"
    )


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param(ModelChoice(name="bundled"), id="the bundled model"),
        pytest.param(ModelChoice(name="owner/model"), id="a folder of our form"),
    ],
)
def test_the_hub_is_asked_for_other_kinds_only(choice: ModelChoice) -> None:
    assert fetch_model(choice) == choice


def test_a_folder_is_used_where_it_lies(tmp_path: Path) -> None:
    choice = choose(str(write_outline(tmp_path, FRAMES)))

    assert fetch_model(choice) == choice
