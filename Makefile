# make audit: the reports of raw/.  make serve: the page.  make test: all tests.  Each sets up what it needs.
PYTHON := .venv/bin/python
STAMP := .venv/installed

.PHONY: check audit serve test setup lint score bench bench-archives snapshots clean

check: lint test

audit: $(STAMP)
	.venv/bin/press-audit run raw --out reports --fail-on never

serve: $(STAMP)
	.venv/bin/press-audit serve

test: $(STAMP)
	$(PYTHON) -m pytest -n auto --dist loadfile

setup: $(STAMP)

lint: $(STAMP)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

score: $(STAMP)
	$(PYTHON) -m tests.score
	$(PYTHON) -m tests.tables

bench: $(STAMP)
	$(PYTHON) benchmarks/bench.py
	$(PYTHON) benchmarks/documents.py

bench-archives: $(STAMP)
	$(PYTHON) benchmarks/archives.py

# What is derived and committed; review the difference like code.
snapshots: $(STAMP)
	$(PYTHON) -m schemas.descriptor > schemas/datapackage.json
	$(PYTHON) -m tests.snapshots
	.venv/bin/press-audit config --schema > schemas/config.schema.json
	$(MAKE) audit
	.venv/bin/press-audit run raw/bnn/dumai-2023.txt --lang en --out build/en --fail-on never
	cp build/en/dumai-2023.md tests/report/report.en.md
	.venv/bin/press-audit rules --lang en --format markdown > docs/rules.md
	.venv/bin/press-audit rules --lang id --format markdown > docs/rules.id.md
	$(PYTHON) -m tests.formats.sample

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(STAMP): pyproject.toml
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --editable '.[dev,browser]'
	touch $@
