# Where everything starts. From a fresh clone, with Python 3.11 or newer, make and PyPI: `make demo`, `make test`.

PYTHON = $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$name" && break; done)
UV_VERSION := 0.13.9

# All that the demo does stays in build/demo, whatever the person's own settings are.
DEMO := build/demo
DEMO_SETTINGS := THROUGHLINE_LEDGER=$(DEMO)/ledger.sqlite THROUGHLINE_VAULT=$(DEMO)/vault \
	THROUGHLINE_AUDIENCE=public THROUGHLINE_ACTOR=Demo
ENDS := "British Council" "Xinjiang Police College"

# Run a command of the demo, and show what was typed.
show = @printf '\n$$ throughline %s\n' '$(1)' && $(DEMO_SETTINGS) .venv/bin/throughline $(1)

# The same in a second ledger.
later = @printf '\n$$ throughline %s\n' '$(1)' && export $(DEMO_SETTINGS) THROUGHLINE_LEDGER=$(DEMO)/later.sqlite \
	&& .venv/bin/throughline $(1)

export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never

.PHONY: help environment demo serve neo4j kernel test check clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Compiled ahead, because start-up is part of every command and some machines forbid Python to write bytecode.
environment: .venv/.ready ## make .venv with the locked versions and .venv/bin/throughline
	@.venv/bin/python -m compileall -q evidence graph reports api

# A uv that cannot read this project's settings (too old) is as good as none.
.venv/.ready: pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "Throughline needs Python 3.11 or newer, and none was found; install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making the environment in .venv (a minute or two the first time) ..."
	@if uv cache dir >/dev/null 2>&1; then uv=uv; else \
		uv=.venv/bin/uv && "$(PYTHON)" -m venv .venv && .venv/bin/python -m pip install --quiet uv==$(UV_VERSION); \
	fi && $$uv sync --quiet --frozen --inexact --compile-bytecode --python "$(PYTHON)"
	@touch $@

demo: environment ## load the two cases, ask for chains, write a briefing into build/demo
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	$(call show,init)
	$(call show,load data/uk-police-training)
	$(call show,chains $(ENDS))
	$(call show,brief $(ENDS) $(foreach ending,html pdf docx md,--out $(DEMO)/briefing.$(ending)))
	@printf '\nThe same in a ledger of its own, where a source is taken back under an edition:\n'
	$(call later,init)
	$(call later,load data/uk-police-training)
	$(call later,brief $(ENDS) --summary --edition "The links" --out $(DEMO)/edition.html)
	$(call later,impact S09)
	$(call later,retract S09 --reason "The demo takes it back")
	@printf '\n$$ throughline changed "The links" --audience team\n'
	@$(DEMO_SETTINGS) THROUGHLINE_LEDGER=$(DEMO)/later.sqlite .venv/bin/throughline changed "The links" \
		--audience team || test $$? -eq 4
	@printf '\nThe briefing  open %s/briefing.html in a browser; %s/briefing.md is the same as text\n' $(DEMO) $(DEMO)
	@printf '              %s/briefing.docx is for Word\n' $(DEMO)
	@test ! -e $(DEMO)/briefing.pdf || printf '              %s/briefing.pdf is to print and to archive\n' $(DEMO)
	@printf 'The pages     make serve, and open http://127.0.0.1:8000/\n'
	@printf 'More          export THROUGHLINE_LEDGER=%s/ledger.sqlite; .venv/bin/throughline --help\n' $(DEMO)

serve: environment ## open the pages on the demo's ledger
	@test -e $(DEMO)/ledger.sqlite || { echo "There is no demo yet: run make demo first" >&2; exit 1; }
	@$(DEMO_SETTINGS) .venv/bin/throughline serve

neo4j: environment ## start a Neo4j server to try (Java and Maven needed), say how to use it; Ctrl-C ends it
	@.venv/bin/python -m tests.graph.neo4j_server

kernel: environment ## build the compiled kernel and install it (a C compiler needed); docs/engine.md says what for
	@rm -rf build/kernel
	@cd kernel && ../.venv/bin/python -m hatchling build -t wheel -d ../build/kernel >/dev/null
	@.venv/bin/python -m zipfile -e build/kernel/*.whl \
		"$$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("platlib"))')"
	@.venv/bin/python -c 'from graph.compiled.kernel import installed_kernel; installed_kernel()'
	@echo "The kernel is installed; export THROUGHLINE_KERNEL=compiled to search with it"

test: environment ## run every test that this machine can run, and say what was left out
	@.venv/bin/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(TESTS)

check: environment ## lint, types, and the direction of imports
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

clean: ## remove all that make made
	@rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
