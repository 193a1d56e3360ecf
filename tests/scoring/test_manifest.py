import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analysis.errors import ModelError
from analysis.scoring.manifest import (
    FILES,
    OUTPUTS,
    Manifest,
    find_revision,
    parse_manifest,
)

FIELDS: dict[str, object] = {
    "format": 2,
    "name": "small",
    "codebook": "1",
    "task": "framing+sentiment",
    "created_at": "2026-11-22T13:00:00+00:00",
    "prefix": "query: ",
    "max_tokens": 512,
    "outputs": list(OUTPUTS),
    "files": dict.fromkeys(FILES, "ab" * 32),
}
MANIFEST = Manifest(
    name="small",
    codebook="1",
    task="framing+sentiment",
    created_at=datetime(2026, 11, 22, 13, tzinfo=UTC),
    prefix="query: ",
    max_tokens=512,
    outputs=OUTPUTS,
    files=dict.fromkeys(FILES, "ab" * 32),
)


def test_a_manifest_is_read_as_written() -> None:
    assert parse_manifest(json.dumps(FIELDS), "here") == MANIFEST


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("{", "here: not a model manifest", id="cut off"),
        pytest.param("[]", "here: not a model manifest", id="a list"),
        pytest.param("{}", "here: not a model manifest", id="empty"),
        pytest.param(
            json.dumps({**FIELDS, "format": 3}),
            "here: model format 3 is not 2; update",
            id="from a later version",
        ),
        pytest.param(
            json.dumps({**FIELDS, "outputs": ["positive"]}),
            "here: outputs are",
            id="other outputs",
        ),
        pytest.param(
            json.dumps({**FIELDS, "files": {"int8.onnx": "ab" * 32}}),
            "here: files are int8.onnx, not int8.onnx, float32.onnx",
            id="files without a hash",
        ),
        pytest.param(
            json.dumps({**FIELDS, "files": {"../int8.onnx": "ab" * 32}}),
            "here: files are ../int8.onnx, not",
            id="a file elsewhere",
        ),
        pytest.param(
            json.dumps({**FIELDS, "created_at": "yesterday"}),
            "here: not a model manifest",
            id="no date",
        ),
    ],
)
def test_what_is_no_manifest_is_refused(content: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        parse_manifest(content, "here")


def test_the_revision_follows_what_decides_a_score_and_nothing_else() -> None:
    revision = find_revision(MANIFEST)

    assert len(revision) == 64
    assert find_revision(replace(MANIFEST, name="renamed")) == revision
    assert find_revision(replace(MANIFEST, max_tokens=256)) != revision
    assert find_revision(replace(MANIFEST, files={"int8.onnx": "cd"})) != revision
