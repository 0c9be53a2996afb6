import Glibc

/// A file's name in its directory as the kernel has it: any bytes, with a zero after the last.
typealias FileName = [CChar]

extension Descriptor {
    /// The names in an open directory, without `.` and `..`, in no particular order; of more than `most`, some.
    func entries(path: String, most: Int = .max) throws(FileError) -> [FileName] {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0, let stream = fdopendir(copy) else {
            if copy >= 0 { close(copy) }
            throw FileError(path, "list")
        }
        defer { closedir(stream) }
        var names: [FileName] = []
        while names.count < most {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                FileName(bytes.bindMemory(to: CChar.self).prefix { $0 != 0 })
            }
            let isSpecial = name == [0x2E] || name == [0x2E, 0x2E]  // . and ..
            if !isSpecial { names.append(name + [0]) }
        }
        guard errno == 0 || names.count == most else { throw FileError(path, "list") }
        return names
    }

    /// Opens an entry of this directory, without following a link; closed on exec.
    func open(
        _ name: FileName, _ flags: Int32, mode: mode_t = 0, path: String
    ) throws(FileError) -> Descriptor {
        let opened = openat(number, name, flags | O_NOFOLLOW | O_CLOEXEC, mode)
        guard opened >= 0 else { throw FileError(path, "open") }
        return Descriptor(owning: opened)
    }

    func status(path: String) throws(FileError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw FileError(path, "look at") }
        return status
    }
}

/// A zero-terminated string of the C library.
func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

func joined(_ directory: String, _ name: FileName) -> String {
    "\(directory)/\(text(name))"
}
