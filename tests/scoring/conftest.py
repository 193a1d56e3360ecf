import pytest

from analysis.records import Model
from analysis.scoring.registry import load_scorer
from analysis.scoring.scorer import Scorer


@pytest.fixture(scope="session")
def bundled() -> tuple[Model, Scorer]:
    return load_scorer("bundled")


@pytest.fixture(scope="session")
def scorer(bundled: tuple[Model, Scorer]) -> Scorer:
    return bundled[1]
