import Glibc

/// What every program of this machine may read: the system's own directories, what the `PATH` names, and the interpreters that
/// are found there with their libraries.
///
/// - Parameters:
///   - path: The value of `PATH`.
///   - home: Of whoever started Pawl; never opened as a whole.
package func machinePaths(path: String, home: String?) -> [String] {
    let system = systemDirectories.filter { access($0, F_OK) == 0 }
    var found = system
    func add(_ directory: String) {
        if !found.contains(where: { isInside(directory, $0) }) { found.append(directory) }
    }
    let named = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    for directory in named.compactMap(realPath) {
        for opened in installation(around: directory, home: home.flatMap(realPath)) { add(opened) }
        for program in interpreters {
            guard let binary = realPath("\(directory)/\(program)") else { continue }
            for opened in installation(around: splitPath(binary).directory, home: home.flatMap(realPath)) {
                add(opened)
            }
        }
    }
    // Where names are resolved by a service, the file lies among that service's.
    for file in ["/etc/resolv.conf", "/etc/localtime"] { realPath(file).map(add) }
    return found
}

private let systemDirectories = [
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/nix", "/sys", "/proc",
    "/gnu", "/snap",
]

private let interpreters = [
    "python3", "python", "node", "ruby", "perl", "php", "java", "go", "swift", "deno", "bun", "dotnet", "erl",
]

/// The directory, and beside it those that an installation has: `bin` needs its `lib`. Nothing else of a home.
private func installation(around directory: String, home: String?) -> [String] {
    guard let name = directory.split(separator: "/").last, ["bin", "sbin", "shims"].contains(name) else {
        return [directory]
    }
    let top = splitPath(directory).directory
    guard top != "/", top != home, !isInside(home ?? "/", top) else { return [directory] }
    let beside = [
        "lib", "lib32", "lib64", "libexec", "include", "jre", "conf", "pkg", "src", "versions", "plugins",
        "registry",
        "toolchains", "pyvenv.cfg", "version", "share",
    ]
    // What lies in `~/.local/share` is anybody's.
    let shared = top.hasSuffix("/.local") ? beside.filter { $0 != "share" } : beside
    return [directory] + shared.map { "\(top)/\($0)" }.filter { access($0, F_OK) == 0 }
}

/// With every link on the way followed; nil where nothing is.
package func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// Whether a path is this directory, or lies in it.
package func isInside(_ path: String, _ directory: String) -> Bool {
    directory == "/" || path == directory || path.hasPrefix(directory + "/")
}
