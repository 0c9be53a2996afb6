// swift-tools-version: 6.2
import PackageDescription

let package = Package(name: "pawl", targets: [.target(name: "GateModel"), .target(name: "Statistics"), .target(name: "Judging", dependencies: ["GateModel","Statistics"])])

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
