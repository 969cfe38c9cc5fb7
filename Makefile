# Two commands do all set-up: `make run` and `make test`. Everything is installed into .venv and workspace/page.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
NODE_MAJOR := $(shell node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/')
HAS_NODE := $(shell [ "0$(NODE_MAJOR)" -ge 20 ] && command -v npm)
# One process writes the goldens again; otherwise there are two for each core, since many tests wait.
WORKERS := $(if $(UPDATE_GOLDENS),0,$(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN)))
PAGE := $(if $(HAS_NODE),workspace/page/dist/index.html)

.PHONY: run test check bench mutate calibrate format lock

run: .venv/installed-run $(PAGE)
	@$(if $(HAS_NODE),,echo "Node 20 or newer is not here, so the local workspace opens in this terminal.")
	@$(BIN)/python -m bot --local

test: .venv/installed-dev $(PAGE)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: .venv/installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/installed-dev
	@$(BIN)/python -m bench

# Breaks the code on purpose and lists in docs/mutation.md what no test noticed: at most a quarter of an hour.
mutate: .venv/installed-dev
	@$(BIN)/python -m mutation

calibrate: .venv/installed-dev
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m calibration.fit

format: .venv/installed-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# The lock files name no registry: whichever one the machine is set up for serves them.
lock: .venv/installed-dev
	@$(BIN)/python -m ensurepip >/dev/null  # uv leaves pip out
	@$(BIN)/python -m pip install -q pip-tools
	@$(BIN)/pip-compile -q $(LOCK) --extra mcp -o requirements.txt pyproject.toml
	@$(BIN)/pip-compile -q $(LOCK) --extra dev -o requirements-dev.txt pyproject.toml
LOCK := --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

.venv/installed-%: requirements.txt requirements-dev.txt pyproject.toml
	@PYTHON="$(PYTHON)" bash install.sh $*
	@touch $@

workspace/page/dist/index.html: workspace/page/package-lock.json $(shell find workspace/page/src workspace/page/index.html -type f 2>/dev/null)
	@cd workspace/page && npm ci --no-audit --no-fund --loglevel=error && npm run build --silent
	@touch $@
