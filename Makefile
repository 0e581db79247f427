# One command for each habit. The first one sets up .venv.
BIN := .venv/bin
TYPED := $(patsubst %/,%,$(sort $(dir $(wildcard $(addsuffix /*.py,pipeline schemas training models benchmarks deploy)))))

.PHONY: check test lint lint-code lint-format lint-imports types format setup clean

check:            ## everything that continuous integration runs
	.ci/run

test:             ## the tests; make test ARGS="-k offsets"
	./run_tests.sh $(ARGS)

lint: lint-code lint-format lint-imports  ## ruff, its formatter, and the import directions

lint-code: setup
	$(BIN)/ruff check .

lint-format: setup
	$(BIN)/ruff format --check .

lint-imports: setup
	$(BIN)/lint-imports

types: setup      ## mypy --strict
	$(BIN)/mypy $(TYPED)

format: setup     ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

setup:
	.ci/setup.sh test

clean:            ## everything that can be made again
	rm -rf .venv dist build out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
