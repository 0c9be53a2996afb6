import CPlatform
import Glibc

/// Where the `pawl-shepherd` executable is: `PAWL_SHEPHERD`, else beside this executable, else beside the library
/// that this code was loaded from.
package func shepherdPath() throws(ProcessError) -> String {
    var candidates: [String] = []
    if let named = getenv("PAWL_SHEPHERD") {
        candidates.append(String(cString: named))
    } else {
        if let executable = linkTarget("/proc/self/exe") { candidates.append(sibling(of: executable)) }
        if let image = pawl_image_path() { candidates.append(sibling(of: String(cString: image))) }
    }
    guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
        throw .shepherdNotFound(tried: candidates)
    }
    return found
}

private func sibling(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "pawl-shepherd" }
    return path[...slash] + "pawl-shepherd"
}

/// What a symbolic link says, or nil where there is none to be read.
func linkTarget(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { readlink(path, $0.baseAddress!, $0.count) }
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
}
