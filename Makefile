# The verbs of daily work; each does what it needs first, and is quick when that is done.
SHELL := /bin/sh
python := .venv/bin/python
PORT ?= 8000
export PORT PYTHONUNBUFFERED := 1

.PHONY: help environment tools setup run stop test check fix bench screenshots lock

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

environment:
	@setup/environment requirements.txt

tools:
	@setup/environment requirements.txt requirements-dev.txt

setup: environment ## make .venv, the database and the demonstration's data
	@DEMO=1 $(python) manage.py prepare

run: environment ## serve on http://127.0.0.1:8000 (PORT=... for another port) until Ctrl-C
	@exec env DEMO=1 $(python) manage.py run

stop: ## stop what make run left behind, and the embedded database
	@[ ! -x $(python) ] || $(python) -c "from dow_site import serving; serving.stop()"

test: tools ## run every test, browser tests included, on two cores
	@$(python) -m dow_site.tests.browser.chromium
	$(python) -m pytest -n 2 --dist worksteal $(ARGS)

check: tools ## lint, formats, migrations, production settings, direction of imports, packages
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m djlint templates --lint --quiet
	find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --check --target-version 5.2
	DEMO=1 $(python) manage.py makemigrations --check --dry-run
	DEMO=0 SECRET_KEY=$$($(python) -c "import secrets; print(secrets.token_urlsafe(50))") $(python) manage.py check --deploy --fail-level WARNING
	$(python) -m pytest -q dow_site/tests/test_consistency.py
	$(python) -m pip check --disable-pip-version-check

fix: tools ## format, and repair what can be repaired
	$(python) -m ruff check --fix .
	$(python) -m ruff format .
	find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2

bench: tools ## measure beside Django's admin and the limits (ARGS="--parts print" for a part, ARGS=--help)
	@DEMO=0 SECRET_KEY=bench-of-this-machine DJANGO_SETTINGS_MODULE=bench.settings $(python) manage.py run_bench $(ARGS)

screenshots: tools ## make the pictures of the README again
	@$(python) -m dow_site.tests.browser.chromium
	$(python) -m pytest -q dow_site/tests/browser/make_screenshots.py

lock: tools ## renew requirements*.txt from the .in files
	$(python) -m piptools compile $(lock_options) --output-file requirements.txt requirements.in
	$(python) -m piptools compile $(lock_options) --output-file requirements-dev.txt requirements-dev.in

lock_options := --quiet --upgrade --allow-unsafe --generate-hashes --strip-extras --no-emit-find-links --no-emit-index-url --no-emit-trusted-host
