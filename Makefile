# What one can do here; `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test lint types bench reliability docs constraints ui clean

help:  ## List what one can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/installed  ## Build the warehouse from the sample reports and print its panel
	@$(BIN)/zhibiao build seeds/reports

# Files come in their order: by the number of tests, whole builds would come last, and one worker wait for the other.
test: $(VENV)/installed-dev  ## Run all tests
	@$(BIN)/python -m pytest -n logical --dist loadfile --no-loadscope-reorder

lint: $(VENV)/installed-dev  ## Check style, format and layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

types: $(VENV)/installed-dev  ## Check types
	@$(BIN)/mypy

bench: $(VENV)/installed-dev  ## Measure speed and scale (minutes)
	@$(BIN)/python -m benchmarks.extraction_speed --write
	@$(BIN)/python -m benchmarks.warehouse_scale --write
	@$(BIN)/python -m benchmarks.start_up --write

reliability: $(VENV)/installed-dev  ## Try all faults and hostile files, and write docs/reliability.md (minutes)
	@$(BIN)/python -m benchmarks.faults --write
	@$(BIN)/python -m benchmarks.hostile --write

docs: $(VENV)/installed-dev  ## Write the generated pages of docs/
	@$(BIN)/python docs/generate.py
	@$(BIN)/python -m pipeline.exports.dictionary
	@$(BIN)/python -m benchmarks.accuracy --write

ui: $(VENV)/installed-dev  ## Open Dagster's UI on http://localhost:3000
	@$(BIN)/zhibiao ui

constraints:  ## Resolve the newest versions anew into constraints.txt
	@rm -rf $(VENV)-new && $(PYTHON) -m venv $(VENV)-new
	@$(VENV)-new/bin/python -m pip install -qq ".[ui,dev]"
	@{ echo "# Exact versions that were tested together; pip install -c constraints.txt. Made by 'make constraints'."; \
	   $(VENV)-new/bin/python -m pip freeze --exclude zhibiao; } > constraints.txt
	@rm -rf $(VENV)-new

clean:  ## Remove the environment and all that was built, landing zone included
	@rm -rf $(VENV) data dist build *.egg-info

$(VENV)/bin/python:
	@echo "making the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

# Bytecode is compiled here, as a machine may forbid Python to write it later: every start would compile again.
$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing packages (a minute or two the first time) …"
	@$(BIN)/python -m pip install -qq --constraint constraints.txt --editable .
	@$(BIN)/python -m compileall -q pipeline
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "installing what tests need …"
	@$(BIN)/python -m pip install -qq --constraint constraints.txt --editable ".[ui,dev]"
	@touch $@
