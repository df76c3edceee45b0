# Breather. `make run` and `make test` do everything they need, from a bare machine on.
.NOTPARALLEL:
.PHONY: help build run demo bench docs screenshots surfaces evaluate test soak sbom audit patterns lint test-python test-extension test-browser new-check lock clean

# Tools come from here first; `node` too, where the machine has none (scripts/node-env.sh).
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Otherwise web-ext asks a registry for news of itself.
export NO_UPDATE_NOTIFIER := 1

RUNTIME := .venv/.runtime
DEV := .venv/.dev
NODE := extension/node_modules/.ready
EXTENSION := extension/dist/.ready
PAGES := tests/pages/dist/.ready
PEERS := tests/bench/peers/node_modules/.ready
PEERS_PYTHON := $(CURDIR)/tests/bench/peers/node_modules/.python
SOURCES := $(shell find extension \( -name node_modules -o -name dist \) -prune -o -print)

# A moved or broken environment does not count (scripts/python-env.sh makes it anew).
ifneq ($(shell .venv/bin/python -c '' 2>/dev/null && cat .venv/.home),$(CURDIR))
$(shell rm -f $(RUNTIME) $(DEV))
endif

help:
	@echo 'make run          set up, start Breather, open a browser on the practice chat (WITH=firefox: that one)'
	@echo 'make test         set up and run every test'
	@echo 'make build        set up only: .venv/bin/breather and extension/dist/'
	@echo 'make demo         like run, with nothing kept afterwards'
	@echo 'make soak         run the tests that have a full size in full size: kills, floods, fuzzing (about an hour)'
	@echo 'make sbom         write what Breather is made of into build/, as CycloneDX'
	@echo 'make audit        ask the registries for known holes in what is locked'
	@echo 'make bench        measure what a draft and a keystroke cost, beside two other checkers'
	@echo 'make docs         write docs/checks.md from the packs'
	@echo 'make screenshots  take the pictures in docs/images anew'
	@echo 'make surfaces TO=folder  take a picture of everything that is shown, to be looked at (WITH=firefox: there)'
	@echo 'make evaluate     measure the checks on the development sets, into docs/quality.md'
	@echo 'make new-check ID=name   start a new check'
	@echo 'make lock         write the Python lock files anew (make lock UPGRADE=1: with newer releases)'
	@echo 'make clean        remove everything that was built'

build: $(RUNTIME) $(EXTENSION)

run: build
	@.venv/bin/python -u scripts/run.py $(if $(WITH),--browser $(WITH))

demo: build
	@.venv/bin/python -u scripts/run.py --throw-away $(if $(WITH),--browser $(WITH))

docs: build
	@.venv/bin/breather checks --markdown > docs/checks.md

screenshots: $(DEV) $(EXTENSION)
	@.venv/bin/python -m scripts.screenshots

surfaces: $(DEV) $(EXTENSION)
	@sh scripts/alone.sh .venv/bin/python -m scripts.surfaces '$(TO)' --browser $(or $(WITH),chromium)

# The peers are fetched for this alone.
bench: $(DEV) $(PEERS)
	@pytest tests/bench --durations=0
	@PYTHONPATH=$(PEERS_PYTHON) .venv/bin/python -m tests.bench.peers.ratios

evaluate: build
	@SETS='$(SETS)' sh scripts/evaluate.sh

test: $(DEV) patterns $(EXTENSION) lint test-python test-extension test-browser

soak: $(DEV) $(EXTENSION)
	@sh scripts/soak.sh $(ONLY)

sbom: $(RUNTIME) $(NODE)
	@sh scripts/supply.sh sbom

audit: $(RUNTIME) $(NODE)
	@sh scripts/supply.sh audit

# What the tests compile, beside what comes before them and leaves a processor idle; they wait for it.
patterns: $(DEV)
	@.venv/bin/python -m tests.compiled >/dev/null 2>&1 &

lint: $(DEV)
	@echo '== ruff'
	@ruff check .
	@ruff format --check .
	@echo '== mypy'
	@mypy
	@echo '== import contracts'
	@lint-imports

test-python: $(DEV) $(EXTENSION)
	@echo '== pytest'
	@sh scripts/test-python.sh

test-extension: $(EXTENSION)
	@echo '== tsc'
	@cd extension && npm run --silent typecheck
	@echo '== eslint'
	@cd extension && npm run --silent lint
	@echo '== vitest'
	@cd extension && npm test --silent
	@echo '== web-ext lint'
	@cd extension && npm run --silent lint:ext

test-browser: $(DEV) $(EXTENSION) $(PAGES)
	@echo '== browsers'
	@sh scripts/test-browser.sh

new-check:
	@python3 scripts/new_check.py '$(ID)'

lock: $(DEV)
	@sh scripts/lock.sh $(if $(UPGRADE),--upgrade)

clean:
	rm -rf .venv build dist extension/node_modules extension/dist tests/pages/node_modules tests/pages/dist tests/bench/peers/node_modules

$(RUNTIME): requirements.lock pyproject.toml scripts/python-env.sh
	@echo '== Python: .venv from requirements.lock'
	@sh scripts/python-env.sh requirements.lock
	@touch $@

# Holds all of requirements.lock as well, so one pass is enough for both.
$(DEV): requirements-dev.lock requirements.lock pyproject.toml scripts/python-env.sh
	@echo '== Python: .venv from requirements-dev.lock'
	@sh scripts/python-env.sh requirements-dev.lock
	@touch $(RUNTIME) $@

$(NODE): extension/package-lock.json extension/package.json requirements-node.lock | $(RUNTIME)
	@echo '== Node: extension/node_modules from package-lock.json'
	@sh scripts/node-env.sh
	@cd extension && npm ci --loglevel=error --no-audit --no-fund
	@touch $@

$(EXTENSION): $(NODE) $(SOURCES)
	@echo '== extension'
	@cd extension && npm run --silent build
	@touch $@

# Other writing checkers, for `make bench` only: nothing else ever installs or runs them.
$(PEERS): tests/bench/peers/package-lock.json tests/bench/peers/requirements.lock | $(NODE)
	@echo '== peers: tests/bench/peers from its own lock files'
	@cd tests/bench/peers && npm ci --loglevel=error --no-audit --no-fund
	@.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --target $(PEERS_PYTHON) -r tests/bench/peers/requirements.lock
	@touch $@

# Real editors, for the browser tests only.
$(PAGES): tests/pages/package-lock.json $(wildcard tests/pages/*.js tests/pages/*.mjs tests/pages/*.html tests/pages/*.css tests/pages/editors/*.js) | $(NODE)
	@echo '== Node: the replica pages of tests/pages'
	@cd tests/pages && npm ci --loglevel=error --no-audit --no-fund && npm run --silent build
	@touch $@
