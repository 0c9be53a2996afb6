# Targets for people and for CI; each one sets up what it needs on a machine with the Swift toolchain, git, python3
# and apt.

# Debug information is for debuggers, and takes a tenth of a clean build.
SWIFT_FLAGS := --explicit-target-dependency-import-check error -debug-info-format none
# For a build from nothing, such as CI's, 'make test FRESH=yes': each module as a whole takes half of a processor's time that it
# takes file by file. After a change of one file it takes longer.
ifdef FRESH
SWIFT_FLAGS += -Xswiftc -whole-module-optimization -Xswiftc -num-threads -Xswiftc 2 \
    -Xswiftc -no-emit-module-separately-wmo
endif

.PHONY: setup build test check-release interop fuzz demo bench format clean

setup:
	@.ci/setup

build: setup
	swift build $(SWIFT_FLAGS)

# Only one lane of the tests: make test LANE=--lane=modules
test:
	.ci/test $(LANE) $(SWIFT_FLAGS)

# What people use most, once through an optimised build, each command within a bound of time that only a hang exceeds.
check-release: setup
	swift build -c release --product pawl
	swift build -c release --product pawl-shepherd
	python3 Tests/release-check/release_check.py .build/release/pawl

# Whether git, ssh-keygen and libraries of others accept a log that Pawl wrote, and who refuses it once somebody has tampered with it;
# eight writers at once on one repository, and over a remote.
interop: build
	python3 Tests/interop/interop.py .build/debug

# Parsers of the log, and of whatever comes from others, under libFuzzer, which comes with the toolchain. A build directory of its own
# leaves the others alone. Longer, or only some: make fuzz SECONDS=600 PARSERS='yaml pipeline'
SECONDS := 60
FUZZER = $(firstword $(wildcard $(dir $(realpath $(shell command -v swift)))../lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-$(shell uname -m).a))
fuzz: setup
	@test -n "$(FUZZER)" || { echo "fuzz: error: this Swift toolchain has no libFuzzer" >&2; exit 1; }
	PAWL_FUZZER=$(FUZZER) swift build -c release --product pawl-fuzz --scratch-path .build-fuzz
	python3 Tests/fuzz/fuzz.py .build-fuzz/release/pawl-fuzz --seconds $(SECONDS) $(PARSERS)

# The demo measures, so it wants the optimised build.
demo: setup
	swift build -c release --product pawl
	swift build -c release --product pawl-shepherd
	.build/release/pawl demo

# How `pawl load` compares with other load generators where they are installed, what memory and a long log cost, how fast this
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
