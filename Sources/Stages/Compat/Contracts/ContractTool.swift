/// A program that knows a kind of contract: how it is asked for its version, and where it comes from.
enum ContractTool: String {
    case griffe
    case buf
    case abidiff
    case readelf
    case squawk
    case swift
    case swiftAPIDigester = "swift-api-digester"

    /// One line to copy into a terminal.
    var installation: String {
        switch self {
        case .griffe: "python3 -m pip install griffe"
        case .buf: "python3 -m pip install buf-bin"
        case .abidiff: "apt-get install abigail-tools"
        case .readelf: "apt-get install binutils"
        case .squawk: "python3 -m pip install squawk-cli"
        case .swift, .swiftAPIDigester: "install the Swift toolchain of swift.org"
        }
    }

    /// Nil where the version comes with the comparison.
    var versionCommand: [String]? {
        switch self {
        case .griffe, .readelf, .swiftAPIDigester: nil
        case .buf: ["buf", "--version"]
        case .abidiff: ["abidiff", "--version"]
        case .squawk: ["squawk", "--version"]
        case .swift: ["swift", "package", "--version"]
        }
    }

    /// Beside PATH, LANG, HOME and TMPDIR.
    var environment: [String: String] {
        switch self {
        case .griffe: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"]
        // It would fetch modules; a proxy where nobody listens makes it say so at once.
        case .buf: ["HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere]
        case .swift: ["GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"]
        case .abidiff, .readelf, .squawk, .swiftAPIDigester: [:]
        }
    }
}

/// The discard port of this host.
private let nowhere = "http://127.0.0.1:9"
