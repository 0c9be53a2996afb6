import CPlatform
import Glibc

/// Keeps other processes of the same user from reading this process's memory, where keys and secrets lie.
package func forbidMemoryDumps() throws(ProcessError) {
    guard pawl_not_dumpable() == 0 else { throw .systemCall("prctl", code: errno) }
}
