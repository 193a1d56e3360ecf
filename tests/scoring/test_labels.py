import pytest

from analysis.errors import ModelError
from analysis.scoring.labels import find_entailment, match_labels


@pytest.mark.parametrize(
    ("labels", "mapping", "ours"),
    [
        pytest.param(
            ["negative", "neutral", "positive"],
            {},
            ("negative", "neutral", "positive"),
            id="labels called like ours need no entry",
        ),
        pytest.param(
            ["Positive", "NEGATIVE"], {}, ("positive", "negative"), id="in any case"
        ),
        pytest.param(
            ["LABEL_0", "LABEL_1", "LABEL_2"],
            {"LABEL_0": "neither", "LABEL_1": "escalation", "LABEL_2": "diplomacy"},
            ("neither", "escalation", "diplomacy"),
            id="others are mapped",
        ),
        pytest.param(
            ["fear", "anger", "joy"],
            {"fear": "negative", "anger": "negative", "joy": "positive"},
            ("negative", "negative", "positive"),
            id="two may be one of ours",
        ),
        pytest.param(
            ["positive", "conflict"],
            {"positive": "neither", "conflict": "escalation"},
            ("neither", "escalation"),
            id="an entry wins over the label's name",
        ),
    ],
)
def test_a_models_labels_become_ours(
    labels: list[str], mapping: dict[str, str], ours: tuple[str, ...]
) -> None:
    assert match_labels(labels, mapping, "tiny") == ours


@pytest.mark.parametrize(
    ("labels", "mapping", "message"),
    [
        pytest.param(
            ["LABEL_0", "LABEL_1"],
            {"LABEL_1": "escalation", "LABEL_2": "diplomacy"},
            "tiny: it has no label 'LABEL_2'; mend [model.labels] (its labels: "
            "'LABEL_0', 'LABEL_1')",
            id="a label that is not the model's",
        ),
        pytest.param(
            ["LABEL_0", "LABEL_1"],
            {"LABEL_1": "escalation"},
            "tiny: its label 'LABEL_0' is not mapped; add it under [model.labels] "
            "(its labels: 'LABEL_0', 'LABEL_1')",
            id="a label that is not mapped",
        ),
        pytest.param(
            ["positive", "rest"],
            {"rest": "neither"},
            "tiny: sentiment needs a negative and a positive label; map both under "
            "[model.labels] (its labels: 'positive', 'rest')",
            id="sentiment with one pole",
        ),
        pytest.param(
            ["rest"],
            {"rest": "neither"},
            "tiny: no label is one of ours; map one to negative, neutral, positive, "
            "escalation or diplomacy under [model.labels] (its labels: 'rest')",
            id="nothing answered",
        ),
    ],
)
def test_labels_that_do_not_fit_are_listed(
    labels: list[str], mapping: dict[str, str], message: str
) -> None:
    with pytest.raises(ModelError) as caught:
        match_labels(labels, mapping, "tiny")

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("labels", "mapping", "places"),
    [
        (["contradiction", "neutral", "entailment"], {}, (2, 0)),
        (["ENTAILMENT", "NEUTRAL", "CONTRADICTION"], {}, (0, 2)),
        pytest.param(
            ["entailment", "not_entailment"], {}, (0, 1), id="two labels only"
        ),
        pytest.param(
            ["LABEL_0", "LABEL_1", "LABEL_2"],
            {"LABEL_0": "contradiction", "LABEL_2": "entailment"},
            (2, 0),
            id="numbered labels are mapped",
        ),
    ],
)
def test_an_inference_model_has_entailment_and_what_speaks_against_it(
    labels: list[str], mapping: dict[str, str], places: tuple[int, int]
) -> None:
    assert find_entailment(labels, mapping, "tiny") == places


@pytest.mark.parametrize(
    ("labels", "missing"),
    [
        (["negative", "positive"], "entailment"),
        (["entailment", "neutral", "unrelated"], "contradiction"),
    ],
)
def test_a_model_without_entailment_cannot_be_asked(
    labels: list[str], missing: str
) -> None:
    with pytest.raises(ModelError, match=f"tiny: no {missing} label; map one under"):
        find_entailment(labels, {}, "tiny")
