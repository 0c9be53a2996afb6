// swift-tools-version: 6.2
import PackageDescription

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
    name: "pawl",
    dependencies: [
        // Exact, since Package.resolved stays out of git.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    ],
    targets: [
        .target(name: "JSON"),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "YAML", dependencies: ["CLibYAML"]),
        .target(name: "GateModel", dependencies: ["JSON"]),
        .target(name: "Statistics"),
        .target(name: "Pipelines", dependencies: ["GateModel", "Statistics", "YAML"]),
        .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        .target(name: "Git", dependencies: ["GateModel", "CLibgit2"]),
        .target(name: "CPlatform"),
        .target(name: "Processes", dependencies: ["CPlatform", "JSON"]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .target(name: "Cryptography", dependencies: ["COpenSSL"]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "HTTPClient", dependencies: ["COpenSSL", "CZlib"] + nio),
        .target(
            name: "Measuring", dependencies: ["GateModel", "JSON", "Processes", "HTTPClient", "Statistics"]),
        .target(name: "Contracts", dependencies: ["GateModel", "JSON", "YAML"]),
        .target(name: "Judging", dependencies: ["GateModel", "Statistics"]),
        .target(
            name: "Stages",
            dependencies: [
                "GateModel", "JSON", "Git", "Processes", "Measuring", "HTTPClient", "Contracts", "Judging",
                "Statistics", "Cryptography",
            ]),
        .target(
            name: "Rollback", dependencies: ["GateModel", "JSON", "Git", "Processes", "Cryptography", "YAML"]),
        .target(
            name: "DecisionLog",
            dependencies: ["GateModel", "JSON", "YAML", "Git", "Processes", "Cryptography"]),
        .target(
            name: "Orchestration",
            dependencies: [
                "GateModel", "JSON", "Pipelines", "Git", "Processes", "Measuring", "Judging", "Stages",
                "Rollback",
                "DecisionLog", "Cryptography",
            ]),
        .target(name: "Reports", dependencies: ["GateModel", "JSON"]),
        .executableTarget(name: "pawl-shepherd", dependencies: ["CPlatform"]),
        .executableTarget(
            name: "pawl",
            dependencies: [
                "GateModel", "Git", "Processes", "Measuring", "DecisionLog", "Orchestration", "Reports",
                "Judging", "Pipelines", "Rollback", "Contracts", "HTTPClient",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Demo"]),

        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "YAMLTests", dependencies: ["YAML"]),
        .testTarget(name: "GateModelTests", dependencies: ["GateModel", "JSON"]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], resources: [.copy("Data")]),
        .testTarget(
            name: "PipelinesTests", dependencies: ["Pipelines", "GateModel", "Statistics", "Reports"]),
        .executableTarget(name: "gate-fixture", dependencies: ["Processes"], path: "Tests/gate-fixture"),
        .testTarget(
            name: "ProcessesTests", dependencies: ["Processes", "pawl-shepherd", "gate-fixture"],
            exclude: ["Attacks"]),
        .testTarget(name: "CryptographyTests", dependencies: ["Cryptography", "JSON"]),
        .testTarget(
            name: "HTTPClientTests",
            dependencies: ["HTTPClient", "Processes", "ServiceFixture", "pawl-shepherd"] + nio),
        .testTarget(
            name: "ContractsTests", dependencies: ["Contracts", "GateModel", "JSON"],
            exclude: ["OpenAPI/FieldCases"]),
        .testTarget(name: "ReportsTests", dependencies: ["Reports", "GateModel", "JSON", "Judging"]),
        .target(
            name: "SimulatedGates", dependencies: ["GateModel", "Statistics", "Judging"],
            path: "Tests/SimulatedGates"),
        .executableTarget(
            name: "pawl-bench",
            dependencies: [
                "SimulatedGates", "GateModel", "Judging", "Statistics", "Measuring", "Processes", "Contracts",
                "JSON", "DecisionLog", "Git",
            ],
            path: "Tests/pawl-bench"),
        .testTarget(
            name: "JudgingTests",
            dependencies: ["Judging", "GateModel", "Statistics", "SimulatedGates", "Reports"]),
        .testTarget(name: "GitTests", dependencies: ["Git", "GateModel"]),
        .target(
            name: "ServiceFixture", dependencies: ["GateModel", "Processes", "Measuring", "HTTPClient"],
            path: "Tests/ServiceFixture"),
        .testTarget(
            name: "MeasuringTests",
            dependencies: [
                "Measuring", "GateModel", "JSON", "Processes", "HTTPClient", "Statistics", "ServiceFixture",
                "pawl-shepherd",
            ], exclude: ["Samples"]),
        .testTarget(
            name: "StagesTests",
            dependencies: [
                "Stages", "GateModel", "Judging", "Measuring", "Processes", "HTTPClient", "ServiceFixture",
                "pawl-shepherd",
            ]),
        .executableTarget(
            name: "rollback-fixture", dependencies: ["Rollback", "GateModel", "Git"],
            path: "Tests/rollback-fixture"),
        .testTarget(
            name: "RollbackTests",
            dependencies: [
                "Rollback", "GateModel", "JSON", "Git", "Processes", "pawl-shepherd", "rollback-fixture",
            ]),
        .executableTarget(
            name: "log-fixture", dependencies: ["DecisionLog", "GateModel", "Git"], path: "Tests/log-fixture"),
        .testTarget(
            name: "DecisionLogTests",
            dependencies: [
                "DecisionLog", "GateModel", "JSON", "Git", "Processes", "log-fixture", "pawl-shepherd",
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "pawlTests",
            dependencies: [
                "pawl", "pawl-shepherd", "log-fixture", "Processes", "GateModel", "JSON", "HTTPClient",
                "ServiceFixture",
            ],
            exclude: ["Items"]),
    ]
)

// `make fuzz` says where the fuzzer's library is: one more program is there then, and every module is built so that the fuzzer sees
// which of its branches are taken.
let fuzzer = Context.environment["PAWL_FUZZER"]
if let fuzzer {
    package.targets.append(
        .executableTarget(
            name: "pawl-fuzz",
            dependencies: [
                "Contracts", "DecisionLog", "GateModel", "HTTPClient", "JSON", "Measuring", "Pipelines",
                "Reports", "Rollback", "YAML",
            ],
            path: "Tests/pawl-fuzz",
            linkerSettings: [.unsafeFlags(["-Xlinker", fuzzer, "-lstdc++"])]))
}

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}

// Simulations, exact tables and JSON are arithmetic alone: without optimisation they take five times as long.
let optimised = ["Statistics", "SimulatedGates", "JSON", "Judging", "GateModel"]
for target in package.targets where optimised.contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
}

if fuzzer != nil {
    for target in package.targets where target.type != .system {
        target.swiftSettings?.append(
            .unsafeFlags(["-Xfrontend", "-sanitize=fuzzer", "-enable-testing"]))
    }
}
