# Everything a person does with this project. Bare `make` lists the targets.
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON := .venv/bin/python
COMPILE := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: environment
environment:
	@sh .ci/prepare

.PHONY: demo
demo: environment ## Start the demonstration site on http://127.0.0.1:8000/ (PORT=8001 for another port)
	@$(PYTHON) manage.py demo --port $(PORT)

.PHONY: demo-reset
demo-reset: environment ## Throw the demonstration site's data away and start over
	@$(PYTHON) manage.py demo --port $(PORT) --reset

.PHONY: test
test: environment ## Run everything that must pass on the embedded default (SQLite)
	@sh .ci/browser
	@rm -f .coverage.sqlite.*
	@env -u DATABASE_URL -u REDIS_URL sh .ci/tests sqlite

.PHONY: bench-comments
bench-comments: environment ## Measure comments with 10,000 and 1,000,000 stored (needs PostgreSQL, takes minutes)
	@$(PYTHON) benchmarks/comments_speed.py

.PHONY: format
format: environment ## Format Python and templates
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .
	@git ls-files -z '*.html' | xargs -0r .venv/bin/djlint --quiet --reformat || true

.PHONY: migrations
migrations: environment ## Write the migrations that the models ask for, also of the test app
	@$(PYTHON) manage.py makemigrations --settings=site_config.settings.test

.PHONY: env-example
env-example: environment ## Write .env.example anew from site_config/environment.py
	@$(PYTHON) -c 'from site_config.environment import example_file; print(example_file(), end="")' > .env.example

.PHONY: lock
lock: environment ## Compile requirements/*.txt anew from pyproject.toml
	@$(COMPILE) -o requirements/runtime.txt
	@$(COMPILE) --extra production -c requirements/runtime.txt -o requirements/production.txt
	@$(COMPILE) --extra production --group development -c requirements/production.txt -o requirements/development.txt

.PHONY: upgrade
upgrade: environment ## Move the locks to the newest versions that pyproject.toml allows
	@rm -f requirements/*.txt
	@$(MAKE) --no-print-directory lock

.PHONY: wheel
wheel: environment ## Build the wheel into dist/
	@.venv/bin/uv build --quiet --wheel --out-dir dist

.PHONY: ci
ci: ## Run what guards the main branch (also needs PostgreSQL and Redis)
	@CI=true bash .ci/run
