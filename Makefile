# Targets for people and for CI; each one sets up what it needs on a machine with the Swift toolchain, git, python3
# and apt.

SWIFT_FLAGS := --explicit-target-dependency-import-check error
# The demo measures: it wants an optimised build, in a folder of its own.
RELEASE := swift build -c release --product pawl --scratch-path .build-release

.PHONY: setup build test demo format clean

setup:
	@.ci/setup

build: setup
	swift build $(SWIFT_FLAGS)

test: setup
	swift build --build-tests $(SWIFT_FLAGS)
	swift test --skip-build

demo: build
	.build/debug/pawl demo

format:
	swift format --in-place --recursive Package.swift Sources Tests

clean:
	rm -rf .build .build-*
