# The commands of the project; `make` alone lists them.
# What they need is installed by xtask/setup.sh, which says what it does and asks nothing.

.DEFAULT_GOAL := help
.PHONY: help run watch test bench e2e guides sqlx-prepare setup setup-watch setup-tests release

# the SQL is checked from .sqlx: no database is needed to compile
export SQLX_OFFLINE := true
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

CARGO := cargo
CABINET := target/release/cabinet

help: ## list the commands
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 24

run: setup release ## build everything, start the demo, print its address and the personas
	@exec $(CABINET) demo

watch: setup-watch ## the demo, rebuilt and restarted whenever a file changes
	@exec $(CARGO) xtask watch

test: setup-tests ## every check: format, lints, tests, byte budget, end-to-end tests
	@exec $(CARGO) xtask test

bench: setup release ## print the figures the project holds itself to
	@$(CARGO) xtask budget
	@exec $(CABINET) bench

e2e: setup-tests release ## only the end-to-end tests
	@exec $(CARGO) xtask test --only end2end

guides: setup-tests release ## take the pictures of the guides anew
	@cd end2end && npm ci --no-fund --no-audit --silent && npm run --silent guides

sqlx-prepare: setup ## write .sqlx anew after a change of the SQL or the tables
	@exec $(CARGO) xtask sqlx prepare

setup:
	@sh xtask/setup.sh

setup-watch:
	@sh xtask/setup.sh --watch

setup-tests:
	@sh xtask/setup.sh --tests

# server and site side by side
release:
	@$(CARGO) xtask release
