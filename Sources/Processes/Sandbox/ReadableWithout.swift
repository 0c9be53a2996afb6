import Glibc

/// Directories to read, so that nothing that is hidden lies in any of them. One that lies in something hidden is meant, and stays:
/// an interpreter in a home.
///
/// Landlock can only allow, so a directory with something hidden in it is replaced by its other entries; its own names, and
/// those of all below, can be listed still.
///
/// - Returns: What can be read, and what can only be listed.
package func readable(
    _ directories: [String], without hidden: [String]
) throws(FileError) -> (readable: [String], listable: [String]) {
    var readable: [String] = []
    var listable: [String] = []
    for directory in directories {
        if hidden.contains(directory) { continue }
        // A link is allowed as what it leads to.
        if let place = realPath(directory), place != directory,
            hidden.contains(where: { isInside(place, $0) })
        {
            continue
        }
        guard hidden.contains(where: { isInside($0, directory) }) else {
            readable.append(directory)
            continue
        }
        listable.append(directory)
        let entries = try directoryNames(directory).map { directory == "/" ? "/\($0)" : "\(directory)/\($0)" }
        let inner = try Processes.readable(entries, without: hidden)
        readable += inner.readable
        listable += inner.listable
    }
    return (readable, listable)
}
