# Every target does its own set-up: all it needs is Python 3.11 or later with pip, and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help serve test lint install docs bench bench-pages bench-search bench-serving screenshots lock clean

help: ## Show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

serve: $(VENV)/.runtime ## Build the graph if needed and show it in the browser
	$(BIN)/kg serve $(ARGS)

test: $(VENV)/.dev ## Run every test
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: $(VENV)/.dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

install: $(VENV)/.runtime ## Install the command kg into .venv
	@echo "kg is installed: $(BIN)/kg --help"

docs: $(VENV)/.dev ## Generate the reference pages and editor schemas
	$(BIN)/python -m docs.generate

bench: $(VENV)/.bench ## Measure, as ratios against what one would use instead
	$(BIN)/python -m benchmarks $(ARGS)

bench-serving: $(VENV)/.dev ## Measure what the web layer costs: answers a second, p50 and p99
	$(BIN)/python -m benchmarks.serving $(ARGS)

bench-search: $(VENV)/.bench ## Measure the search at 50,000 names, beside what one would use instead
	$(BIN)/python -m benchmarks.searching $(ARGS)

bench-pages: $(VENV)/.dev ## Measure the pages in Chromium: bytes, layout shift, frames a second, waits
	$(BIN)/python -m benchmarks.paging $(ARGS)

screenshots: $(VENV)/.dev ## Take pictures of every kind of page into ./screenshots, to look through
	$(BIN)/python -m benchmarks.screenshots $(ARGS)

lock: ## Renew the locked requirements (needs uv: pip install uv)
	uv pip compile pyproject.toml requirements.in --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -o requirements.txt
	uv pip compile pyproject.toml requirements.in --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -o requirements-dev.txt
	uv pip compile pyproject.toml requirements.in --group dev --group bench --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-bench.txt

clean: ## Remove the environment and every build
	rm -rf $(VENV) .kg dist screenshots kg/web/static/vendor .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Drama KG needs Python 3.11 or later; this is %s. Try: make PYTHON=python3.12" % sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

# --no-build-isolation: the build back end comes from the locked file too.
$(VENV)/.runtime: requirements.txt pyproject.toml hatch_build.py package-lock.json | $(VENV)/bin/python
	@echo "installing into $(VENV) (once; about a minute) ..."
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml hatch_build.py package-lock.json | $(VENV)/bin/python
	@echo "installing into $(VENV) (once; about a minute) ..."
	$(PIP) install --require-hashes -r requirements-dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	@echo "installing what is compared with (once) ..."
	$(PIP) install --require-hashes -r requirements-bench.txt
	@touch $@
