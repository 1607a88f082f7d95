.PHONY: setup demo test check bench docs lock clean

setup:   ## make .venv/ with everything for demo, tests and simulator
	@scripts/setup

demo: setup   ## the main job on the simulator, visibly: no account, no network
	@.venv/bin/python scripts/demo

test: setup   ## everything that has to hold
	@scripts/test

check: setup   ## the quick part: format, lint, imports, types
	@scripts/check

bench: setup   ## side-by-side measurements; takes minutes, wants curl, aria2 and nginx
	@scripts/bench

docs: setup   ## write the generated pages and the help text anew
	@.venv/bin/python scripts/docs

lock: setup   ## pin the newest versions that fit, with hashes
	@scripts/lock --upgrade

clean:
	rm -rf .venv demo-clips .pytest_cache .ruff_cache .hypothesis .import_linter_cache
