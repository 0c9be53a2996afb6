# Targets for people and for CI; each one sets up what it needs on a machine with the Swift toolchain, git, python3
# and apt.

SWIFT_FLAGS := --explicit-target-dependency-import-check error

.PHONY: setup build test demo bench format clean

setup:
	@.ci/setup

build: setup
	swift build $(SWIFT_FLAGS)

test: setup
	swift build --build-tests $(SWIFT_FLAGS)
	# One after the other: most tests start processes or servers, and two cores are soon full.
	swift test --skip-build --no-parallel --skip pawlTests
	# Whole gates mostly wait; they bound by themselves how many run at once.
	swift test --skip-build --filter pawlTests

# The demo measures, so it wants the optimised build.
demo: setup
	swift build -c release --product pawl
	swift build -c release --product pawl-shepherd
	.build/release/pawl demo

# How `pawl load` compares with other load generators where they are installed, what following memory costs, how fast this
# machine judges, and how often simulated gates err. A build directory of its own leaves the others alone.
bench: setup
	swift build -c release --product pawl --scratch-path .build-bench
	swift build -c release --product pawl-shepherd --scratch-path .build-bench
	swift build -c release --product pawl-bench --scratch-path .build-bench
	python3 Tests/load-bench/load_bench.py .build-bench/release/pawl
	.build-bench/release/pawl-bench

format:
	swift format --in-place --recursive Package.swift Sources Tests

clean:
	rm -rf .build .build-*
