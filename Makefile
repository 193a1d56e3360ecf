# Two commands: `make run` and `make test`. Both set up what they need, once.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: run test setup golden clean

run: .venv/run
	$(BIN)/detente run

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist worksteal

setup: .venv/test

golden: .venv/test
	$(BIN)/pytest --rewrite-golden

.venv/bin/pip:
	$(PYTHON) -m venv .venv

.venv/run: pyproject.toml constraints.txt | .venv/bin/pip
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/test: pyproject.toml constraints.txt | .venv/bin/pip
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch .venv/run $@

clean:
	rm -rf .venv data examples/data
