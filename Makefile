# `make` alone lists the targets. All of it needs git, make, Python 3.11 or newer with venv, and the package
# registries; Node comes from the locked wheel when the machine has none.
SHELL := /bin/sh
.SHELLFLAGS := -euc
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

V := .venv
BIN := $(V)/bin
UV := $(BIN)/uv
NPM := PATH="$(CURDIR)/$(V)/node-shim:$$PATH" npm
STATIC := src/folkways/static
PAGES := $(STATIC)/index.html $(STATIC)/report.html
WEB := web/index.html web/vite.config.ts web/tsconfig.json $(shell find web/src -type f)
FAST := not slow and not browser and not shared and not prove
PYTEST := $(BIN)/python -m pytest
# The tests that build whole workspaces or drive the browser, some half of the time.
DEEP := tests/browser tests/build tests/care tests/demo tests/docs tests/evidence tests/examples tests/journeys \
  tests/sampleshop tests/voices
# Where make can, the output of jobs that run side by side is kept apart.
SYNC := $(if $(filter output-sync,$(.FEATURES)),-Otarget)

.PHONY: help demo test check bench prove lock env web types web-tests all-tests deep-tests wide-tests fast-tests

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "make %-7s %s\n", $$1, $$2}'

demo: env web  ## build and serve the demo workspace (DEMO_ARGS="--no-serve --dir DIR")
	$(BIN)/folkways demo $(DEMO_ARGS)

test: env web  ## every check and test, 20 minutes at most on two cores
	$(BIN)/python tools/chromium.py
	$(BIN)/python tools/postgres.py
	@$(MAKE) --no-print-directory --keep-going types web-tests all-tests

check: env web  ## the fast part of the tests, under a minute
	@$(MAKE) --no-print-directory --keep-going -j2 $(SYNC) fast-tests types web-tests

bench: env  ## time the kernels and the demo against peers (BENCH_ARGS="--events 1000000")
	@test -f bench/run.py || { echo "bench/run.py is missing: nothing to time yet." >&2; exit 1; }
	$(BIN)/python bench/run.py $(BENCH_ARGS)

prove: env web  ## long fault and fuzz rounds, resumable (PROVE_ARGS="--rounds 200")
	$(BIN)/python tools/prove.py $(PROVE_ARGS)

lock: env  ## resolve the dependencies anew: versions and hashes, no addresses
	$(UV) lock --upgrade $(LOCK_ARGS)
	$(UV) export -q --frozen --all-groups --all-extras --no-emit-project --no-header --no-annotate -o requirements.txt
	cd web && $(NPM) install --package-lock-only
	! grep -n '://' requirements.txt
	! grep -n '"resolved"' web/package-lock.json
	! grep -n '"hasInstallScript"' web/package-lock.json

env: $(V)/.synced  ## the Python environment in .venv
web: $(PAGES)  ## the web pages in src/folkways/static

types:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

web-tests:
	cd web && $(NPM) run types && $(NPM) test

# Two halves side by side, one for each core; with TEST_ARGS all of them one after another.
all-tests:
ifeq ($(strip $(TEST_ARGS)),)
	@$(MAKE) --no-print-directory --keep-going -j2 $(SYNC) deep-tests wide-tests
else
	$(PYTEST) $(TEST_ARGS)
endif

deep-tests:
	$(PYTEST) $(DEEP)

wide-tests:
	$(PYTEST) tests $(addprefix --ignore=,$(DEEP))

fast-tests:
	$(PYTEST) -q -m "$(FAST)" $(TEST_ARGS)

$(UV):
	@py=""; for name in $${PY:-python3 python3.14 python3.13 python3.12 python3.11}; do \
	  if "$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then py="$$name"; break; fi; done; \
	test -n "$$py" || { echo "Python 3.11 or newer with venv is needed; name it: make PY=/path/to/python" >&2; exit 1; }; \
	"$$py" -m venv $(V) && $(BIN)/python -m pip install -q "uv==0.13.9"

# uv pip sync takes out what the lock does not name, the package itself too: hence the second line.
$(V)/.synced: requirements.txt pyproject.toml tools/node_shim.py | $(UV)
	$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements.txt
	$(UV) pip install -q --python $(BIN)/python --no-deps -e .
	$(BIN)/python tools/node_shim.py
	touch $@

web/node_modules/.done: web/package-lock.json web/package.json web/.npmrc | $(V)/.synced
	cd web && $(NPM) ci && touch node_modules/.done

$(STATIC)/index.html: web/node_modules/.done $(WEB)
	cd web && $(NPM) run build:served

$(STATIC)/report.html: $(STATIC)/index.html
	cd web && $(NPM) run build:single
