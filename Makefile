# Needs python3 (3.11 or later) with venv and pip, and make. Everything else is set up in .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CASE ?= facts/jn-is-alliance-2014

.PHONY: demo test test-all bench lint types layers matcher-memory setup docs clean

demo: $(VENV)/installed ## assess the founding case
	@$(BIN)/whosays assess $(CASE)

test: $(VENV)/installed-dev lint types layers ## what every change must pass, under ten minutes on two cores
	$(BIN)/pytest -n 2 -m "not slow"
	$(MAKE) matcher-memory

test-all: $(VENV)/installed-dev lint types layers ## with the slow tests
	$(BIN)/pytest -n 2
	$(MAKE) matcher-memory

lint:
	$(BIN)/ruff check engine tests packaging benchmarks
	$(BIN)/ruff format --check engine tests packaging benchmarks

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

matcher-memory: ## once more with freed memory overwritten: the matcher's C code must not read it
	PYTHONMALLOC=malloc MALLOC_PERTURB_=85 $(BIN)/pytest -n 2 -m "not slow" tests/match tests/test_conclude.py

docs: $(VENV)/installed-dev ## write the generated pages and schemas again
	$(BIN)/python -m whosays.facts.field_table
	$(BIN)/python -m whosays.facts.schema

bench: $(VENV)/installed ## how long the founding case takes
	$(BIN)/python benchmarks/founding_case.py

setup: $(VENV)/installed-dev

$(VENV)/installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
