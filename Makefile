# Needs python3 (3.11 or later) with venv and pip, and make. Everything else is set up in .venv.
# On another Python, beside it: make test PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CASE ?= facts/jn-is-alliance-2014

.PHONY: demo test test-core test-all test-without-compiler bench bench-values soak lint types layers matcher-memory setup docs clean

demo: $(VENV)/installed ## assess the founding case
	@$(BIN)/whosays assess $(CASE)

test: $(VENV)/installed-dev lint types layers ## what every change must pass, under ten minutes on two cores
	$(BIN)/pytest -n 2 -m "not slow"
	$(MAKE) matcher-memory

# What depends on the Python, on its packages and on which matcher there is.
CORE := tests/match tests/conclude tests/conformance tests/weigh tests/rules tests/facts tests/cases tests/session tests/test_api.py \
	tests/test_determinism.py tests/test_time_limit.py tests/cli/test_assess.py tests/cli/test_why.py tests/cli/test_matching.py

test-core: $(VENV)/installed-dev ## the part of the tests that another Python or matcher could fail
	$(BIN)/pytest -n 2 -m "not slow" $(CORE)

test-all: $(VENV)/installed-dev lint types layers ## with the slow tests
	$(BIN)/pytest -n 2 --dist loadgroup
	$(MAKE) matcher-memory

test-without-compiler: ## demo and tests as where nothing can be compiled, in a virtual environment of its own
	CC=false PIP_NO_CACHE_DIR=1 $(MAKE) demo $(or $(TESTS),test) VENV=$(VENV)-without-compiler

lint types layers matcher-memory: $(VENV)/installed-dev

lint:
	$(BIN)/ruff check engine tests packaging benchmarks
	$(BIN)/ruff format --check engine tests packaging benchmarks

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

matcher-memory: ## once more with freed memory overwritten: the C code of durable_rules must not read it
	@if $(BIN)/python -c "import durable_rules_engine" 2>/dev/null; then set -x; \
		PYTHONMALLOC=malloc MALLOC_PERTURB_=85 $(BIN)/pytest -n 2 -m "not slow" tests/match/test_durable.py tests/match/test_agreement.py tests/conclude; \
	else echo "matcher-memory: skipped, durable_rules does not load here"; fi

docs: $(VENV)/installed-dev ## write the generated pages and schemas again
	$(BIN)/python -m whosays.facts.read_vocabulary
	$(BIN)/python -m whosays.facts.field_table
	$(BIN)/python -m whosays.editing.schemas
	$(BIN)/python -m whosays.render.schemas
	$(BIN)/python -m whosays.editing.rule_page
	$(BIN)/python -m tests.conformance.table

bench: $(VENV)/installed ## how long the founding case takes
	$(BIN)/python benchmarks/founding_case.py

bench-values: $(VENV)/installed ## how often the best supported of conflicting values is right; data: WHOSAYS_DATA
	$(BIN)/python benchmarks/value_conflicts.py

soak: $(VENV)/installed ## a hundred thousand small cases in one process; does its memory stay flat?
	$(BIN)/python benchmarks/soak.py --matcher durable

setup: $(VENV)/installed-dev

$(VENV)/installed: pyproject.toml | $(BIN)/pip
	@$(BIN)/python packaging/install.py --editable
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/pip
	@$(BIN)/python packaging/install.py --editable dev
	@touch $@ $(VENV)/installed

$(BIN)/pip:
	@python=$$(packaging/find-python $(PYTHON)) && $$python -m venv $(VENV)

clean:
	rm -rf $(VENV) $(VENV)-* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
