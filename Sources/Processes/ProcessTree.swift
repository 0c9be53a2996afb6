import CPlatform

/// All living descendants of a process, without itself, parents first.
///
/// A daemon that has forked away is found below the shepherd that adopted it, not below the process that started it.
package func processTree(of root: Int32) -> [Int32] {
    var found = [pid_t](repeating: 0, count: 256)
    while true {
        let count = Int(pawl_descendants(root, &found, Int32(found.count)))
        if count < found.count {
            // One that was adopted while the walk went on may have been seen in both places.
            var seen: Set<Int32> = []
            return found[..<count].filter { seen.insert($0).inserted }
        }
        found = [pid_t](repeating: 0, count: found.count * 2)
    }
}
