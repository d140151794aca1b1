# What one does here: `make help` lists it. Needs make and Python ≥ 3.11 with venv; everything else is fetched.

PYTHON ?= python3
PORT   ?= 8501
VENV   := .venv
PY     := $(VENV)/bin/python

# Quiet, never asking: the same in a terminal and in a build without one.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test setup lint types soak bench screenshots i18n migration lock

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.runtime ## Serve the tracker on http://127.0.0.1:8501 (PORT=… for another port), with a sample at first
	@$(PY) -m db sample --if-empty
	@echo "Open http://127.0.0.1:$(PORT)  (Ctrl-C stops it)"
	@exec $(PY) -m streamlit run streamlit_app.py --server.address 127.0.0.1 --server.port $(PORT) --server.headless true

test: setup lint types ## All checks and tests; stops at the first failure
	@$(VENV)/bin/lint-imports
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

setup: $(VENV)/.dev ## Everything the tests need: packages, a browser, PostgreSQL
	@$(PY) -m tests.support.postgresql find
	@$(PY) -m tests.support.browser

lint: $(VENV)/.dev ## Style and formatting
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(VENV)/.dev ## The type checker
	@$(VENV)/bin/mypy

soak: setup ## The long tests at their full counts; the figures go to benchmarks/soak.txt
	@KAIGUAN_SOAK=1 $(PY) -m pytest -m soak -q -rA -o addopts="--strict-markers" > benchmarks/soak.txt; \
	  code=$$?; cat benchmarks/soak.txt; exit $$code

bench: setup ## Measure the pages of a running server; the figures go to benchmarks/
	@$(PY) -m benchmarks

screenshots: setup ## Every page in both languages and two widths, to docs/screenshots/
	@$(PY) -m tests.e2e.screenshots

i18n: $(VENV)/.dev ## Collect the messages and bring the catalogues up to date; then translate the empty ones
	@mkdir -p var
	@$(VENV)/bin/pybabel -q extract -F babel.cfg --ignore-dirs ".* var" -k NP_:1c,2 --no-location --sort-output -o var/tracker.pot .
	@$(VENV)/bin/pybabel -q update -D tracker -i var/tracker.pot -d tracker/i18n/locales --no-fuzzy-matching

migration: $(VENV)/.dev ## Write the migration to the models: make migration m="what it does"
	@test -n "$(m)" || { echo 'say what it does: make migration m="add room numbers"'; exit 2; }
	@$(PY) -m db migration "$(m)"
	@$(VENV)/bin/ruff format -q db/migrations/versions

COMPILE := $(VENV)/bin/pip-compile --quiet --strip-extras --no-header --allow-unsafe \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
HEADER  := \# Made by `make lock` from pyproject.toml; do not edit.

lock: $(VENV)/.dev ## Pin all that pyproject.toml asks for, in requirements.txt and requirements-dev.txt
	@$(COMPILE) --output-file requirements.txt pyproject.toml
	@$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	@for file in requirements.txt requirements-dev.txt; do \
	  { echo '$(HEADER)'; cat $$file; } > $$file.new && mv $$file.new $$file; \
	done

# Stamps: packages are installed again only when their list has changed.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which: make PYTHON=python3.12 …")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements.txt | $(VENV)/.made
	@$(PY) -m pip install -q -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/.made
	@$(PY) -m pip install -q -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime
