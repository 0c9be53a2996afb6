import Glibc
import Processes

/// The example service, its planted faults, its pipeline and its rollback scripts, as files of a checkout of Pawl.
package struct DemoFiles {
    /// The root of the checkout.
    let root: String

    var service: String { root + "/Sources/pawl/Demo/membership" }
    var pipelines: String { root + "/pipelines" }
    var rollback: String { root + "/rollback" }

    struct Fault {
        /// `n-plus-one`, also the name of its branch.
        let name: String
        /// A mail as `git format-patch` writes it.
        let path: String
    }

    /// Those in the named directory, or in the checkout that this program was built in, or that it was started in.
    package static func find(_ named: String?) throws -> DemoFiles {
        var candidates = named.map { [$0] } ?? []
        if named == nil {
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            if readlink("/proc/self/exe", &buffer, Int(PATH_MAX)) > 0 {
                candidates += ancestors(
                    String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
            }
            if let current = getcwd(nil, 0) {
                defer { free(current) }
                candidates += [String(cString: current)] + ancestors(String(cString: current))
            }
        }
        for root in candidates where access(DemoFiles(root: root).service + "/service.py", R_OK) == 0 {
            return DemoFiles(root: root)
        }
        throw DemoError.filesMissing(tried: named)
    }

    /// In the order of their numbers; `good` is the first.
    func faults() throws -> [Fault] {
        let directory = root + "/Sources/pawl/Demo/faults"
        return try directoryNames(directory).filter { $0.hasSuffix(".patch") }.map { name in
            let bare = name.dropLast(6).drop { $0 != "-" }.dropFirst()
            return Fault(name: String(bare), path: "\(directory)/\(name)")
        }
    }

    private static func ancestors(_ path: String) -> [String] {
        var found: [String] = []
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/"), slash != rest.startIndex {
            rest = rest[..<slash]
            found.append(String(rest))
        }
        return found
    }
}

/// A whole file as text.
func readText(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw DemoError.unreadable(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// Why the demo cannot go on.
package enum DemoError: Error, CustomStringConvertible {
    case filesMissing(tried: String?)
    case unreadable(String)
    case notEmpty(String)
    case commandFailed(String, end: String, output: String)

    package var description: String {
        switch self {
        case .filesMissing(let tried):
            """
            demo: error: the example service is not in \(tried.map { "'\($0)'" } ?? "a checkout around here")
              hint: run it in a checkout of Pawl, or name one with --files
            """
        case .unreadable(let path):
            """
            demo: error: could not read '\(path)'
              hint: the checkout may be incomplete: git status
            """
        case .notEmpty(let path):
            """
            demo: error: '\(path)' is not empty
              hint: name a directory that does not exist yet
            """
        case .commandFailed(let command, let end, let output):
            """
            demo: error: '\(command)' ended with \(end): \(output.prefix(2000))
              hint: git 2.28 or newer and python3 with SQLite 3.38 or newer are needed
            """
        }
    }
}
