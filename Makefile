# Needs Python 3.11 or newer, make and git. Everything is installed into .venv, nothing outside this folder is touched.
# Another interpreter: make test PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint docs dev clean

help: ## show this list
	@echo "backlogmd: checks what a Markdown backlog says about itself"
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST)

# Status 1 means findings, which is what a demo is for; status 2 means that backlogmd could not do its work.
demo: $(VENV)/.made-demo ## install backlogmd into .venv and check examples/
	$(BIN)/backlogmd check examples/ || [ $$? -eq 1 ]

test: $(VENV)/.made-test ## run the tests; fails under 95 % branch coverage
	@command -v git >/dev/null 2>&1 || { echo "make: git is missing: the tests make git repositories, so install git" >&2; exit 1; }
	$(BIN)/pytest -n auto --cov --cov-report=term

lint: $(VENV)/.made-lint ## run ruff and mypy --strict
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict

docs: $(VENV)/.made-docs ## build the documentation into build/docs/site; a warning or a broken link is an error
	$(BIN)/python website/build.py

dev: $(VENV)/.made-dev ## install everything that developers use into .venv

clean: ## remove .venv and everything that was built
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +

# The files .made-… say what stands in .venv, so that a second run installs nothing.

$(VENV)/.made-demo: $(VENV)/.made pyproject.toml
	$(PIP) --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

# Bytecode is written here, for it may be switched off in the environment, and then every run would compile anew.
# One for each dependency group of pyproject.toml.
$(VENV)/.made-test $(VENV)/.made-lint $(VENV)/.made-docs $(VENV)/.made-dev: $(VENV)/.made-%: $(VENV)/.made pyproject.toml
	$(PIP) --editable . --group $*
	@$(BIN)/python -m compileall -q src
	@touch $@

# `pip install --group` came with pip 25.1.
$(VENV)/.made:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "make: $(PYTHON) is missing: install Python 3.11 or newer, or name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is $$("$(PYTHON)" --version 2>&1): backlogmd needs Python 3.11 or newer; name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "make: $(PYTHON) has no venv module with pip: install it (Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(PIP) --upgrade "pip>=25.1"
	@touch $@
