# Thin: each target is a few plain commands, and the README shows them.
#   make demo   install into .venv, compare the three example reports, tell where the page is
#   make test   install what the tests need, then ruff, mypy and pytest
#   make bench  install what fitting models needs, then hold the accuracy floors (needs ../shared)
#   make lock   pin the dependencies anew, with hashes (needs uv)
#   make clean  remove .venv and what was made

BIN := .venv/bin
# --no-compile: only what is imported is compiled, at its first use; that saves some ten seconds.
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-compile
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" pyproject.toml --group build
# The first Python that is new enough and has venv; `make demo PYTHON=...` takes another.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$p" && break; done)

.PHONY: demo test bench lock clean

demo: .venv/installed
	mkdir -p out
	$(BIN)/crosslight compare examples/tram --published 2026-03-10 \
		--outlet "Varnmouth Courier=*courier.txt" --html out/demo.html
	@echo "The page: file://$(CURDIR)/out/demo.html"

test: .venv/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Crosslight needs Python 3.11 or later, with venv" \
		"(on Debian or Ubuntu: apt install python3-venv)." >&2; exit 1; }
	"$(PYTHON)" -m venv .venv

.venv/installed: .venv/bin/python requirements.txt pyproject.toml
	@echo "Installing into .venv: about 620 MB, half a minute or a little more."
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/installed-test: .venv/installed requirements-test.txt
	$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

bench: .venv/installed-bench
	$(BIN)/pytest bench

.venv/installed-bench: .venv/installed-test requirements-bench.txt
	$(PIP) --require-hashes -r requirements-bench.txt
	@touch $@

# The second and the third file are held to the versions of the first.
lock:
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra test --constraint requirements.txt --output-file requirements-test.txt
	$(LOCK) --extra test --extra train --constraint requirements-test.txt --output-file requirements-bench.txt

clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache
