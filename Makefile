# Everything a person types here. Each target says what it is for: `make help`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON_VENV := .venv/bin
DATA ?= build/demo
PORT ?= 8000

.PHONY: help setup demo test check bench bench-full format dev \
	check-format check-lint check-types check-floors check-policies check-schema check-breaking check-migrations \
	check-templates check-words

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | column -t -s '|'

setup:  ## make .venv and the browser files
	@scripts/setup.sh

demo: setup  ## serve sample data; prints the address and one login per role
	@$(PYTHON_VENV)/python main.py demo --data $(DATA) --port $(PORT)

test:  ## run all tests on both databases and in the browser (ARGS="-k words")
	@scripts/test.sh $(ARGS)

check: check-format check-lint check-types check-floors check-policies check-schema check-breaking check-migrations \
	check-templates check-words  ## the fast checks: format, lint, types, floors, policies, snapshots

bench: setup  ## quick benchmarks: lines of NAME VALUE GOAL ok|short
	@$(PYTHON_VENV)/python -m bench

bench-full: setup  ## the long benchmarks too
	@$(PYTHON_VENV)/python -m bench --full

format: dev  ## put the code into its form and mend what can be mended
	@$(PYTHON_VENV)/ruff format . && $(PYTHON_VENV)/ruff check --fix .

dev:
	@scripts/setup.sh --dev

check-format: dev  ## the form of the code
	@$(PYTHON_VENV)/ruff format --check --quiet .

check-lint: dev  ## slips and smells
	@$(PYTHON_VENV)/ruff check --quiet .

check-types: dev  ## mypy, strict
	@$(PYTHON_VENV)/mypy

check-floors: dev  ## imports run downward
	@$(PYTHON_VENV)/lint-imports --no-logo

check-policies: dev  ## every policy line names something real
	@$(PYTHON_VENV)/python main.py policy lint

check-schema: dev  ## schema/schema.graphql is what the code says
	@$(PYTHON_VENV)/python -m scripts.schema_diff snapshot

check-breaking: dev  ## no client breaks unannounced
	@$(PYTHON_VENV)/python -m scripts.schema_diff breaking

check-migrations: dev  ## the models need no new migration
	@$(PYTHON_VENV)/python -m scripts.migration_drift

check-templates: dev  ## templates are well formed
	@$(PYTHON_VENV)/djlint ui --lint --quiet

check-words: dev  ## no address in a lock file, no path of one machine
	@$(PYTHON_VENV)/python -m scripts.words
