# `make run` and `make test` are all that a fresh machine needs; `make help` lists the rest.

# What is made lies in one folder; PRESSROOM_VAR names another one.
VAR := $(abspath $(or $(PRESSROOM_VAR),var))
BIN := $(VAR)/venv/bin
PYTHON3 ?= python3

.PHONY: help run test bench lint format check messages lock backup clean
.DEFAULT_GOAL := help

help:  ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: export DEMO := $(or $(DEMO),1)
run: $(BIN)/base.stamp  ## Start the site on HOST (127.0.0.1) and PORT (8000); DEMO=0 starts empty
	@exec $(BIN)/python manage.py start

test: $(BIN)/dev.stamp  ## Run every test on SQLite and PostgreSQL; ARGS="-k name" goes to pytest
	@exec $(BIN)/python -m tests $(ARGS)

bench: $(BIN)/dev.stamp  ## Measure the site against an empty view, as ratios; ARGS="release search" is a part, BENCH_VAR keeps its sites
	@exec $(BIN)/python -m tests.benchmarks $(ARGS)

drill: $(BIN)/dev.stamp  ## Play two nodes: changed, killed, cut off, loaded (ten minutes); ARGS="changes" is one of the drills
	@exec $(BIN)/python -m tests.drills $(ARGS)

lint: $(BIN)/dev.stamp  ## Look for faults of style in code and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint templates

format: $(BIN)/dev.stamp  ## Bring the code into shape
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

check: lint  ## Look for faults of set-up: lint, words not translated, missing migrations, settings unfit for production
	$(BIN)/python -m tests.catalogues
	$(BIN)/python manage.py makemigrations --check --dry-run
	env -u DEBUG SITE_URL=https://press.example.org TRUSTED_PROXIES=127.0.0.1 \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

messages: $(BIN)/dev.stamp  ## Bring pressroom/locale up to date with the sources, and compile the catalogues
	@command -v msgmerge >/dev/null && command -v msgfmt >/dev/null || { \
		echo "Install GNU gettext: the messages are read and compiled by its programs." >&2; exit 1; }
	$(BIN)/python manage.py makemessages --locale ru --locale kk --no-wrap --add-location file --no-obsolete \
		--ignore "tests/*" --ignore "*/demo/*" --ignore "*/migrations/*" --ignore var
	$(BIN)/python manage.py compilemessages --locale ru --locale kk --ignore var

lock: $(BIN)/dev.stamp  ## Write requirements/*.txt anew from *.in; UPGRADE=1 takes the newest versions
	$(BIN)/python -m pip install --quiet uv
	for name in base dev; do \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
			$(if $(UPGRADE),--upgrade) requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

backup: $(BIN)/base.stamp  ## Write database and media into FILE (var/backups/...), also while the site runs
	@mkdir -p $(VAR)/backups
	@exec $(BIN)/python manage.py backup $(or $(FILE),$(VAR)/backups/$(shell date +%Y-%m-%d-%H%M%S).tar.gz)

clean:  ## Remove the environment; database, media and keys stay
	rm -rf $(VAR)/venv $(VAR)/static $(VAR)/static.checksum

$(BIN)/python:
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Pressroom needs Python 3.11 or newer; say where it is: make PYTHON3=/path/to/python3" >&2; exit 1; }
	@echo "Making the environment in $(VAR)/venv ..."
	@$(PYTHON3) -m venv $(VAR)/venv || { rm -rf $(VAR)/venv; exit 1; }

# The lock has changed since the libraries were installed, or they never were.
$(BIN)/%.stamp: requirements/%.txt | $(BIN)/python
	@echo "Installing the libraries of $< ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@
