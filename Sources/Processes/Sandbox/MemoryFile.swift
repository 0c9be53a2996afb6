import CPlatform
import Glibc

extension Descriptor {
    /// An open file in memory that holds these bytes, to be read from its beginning.
    static func inMemory(_ bytes: [UInt8]) throws(ProcessError) -> Descriptor {
        let opened = pawl_memory_file()
        guard opened >= 0 else { throw .systemCall("memfd_create", code: errno) }
        let file = try Descriptor(owning: opened).aboveShepherds()
        do throws(FileError) {
            try file.writeAll(bytes, path: "memory")
        } catch {
            throw .systemCall("write", code: error.code)
        }
        return file
    }
}
