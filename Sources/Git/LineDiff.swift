import CLibgit2
package import GateModel

/// The lines that only one of two texts has, in the order of the files: what was removed before what was added there.
///
/// Bytes that are no UTF-8 become replacement characters; a text with zero bytes is compared like any other.
package func changedLines(from old: [UInt8], to new: [UInt8]) throws(GitError) -> [ChangedLine] {
    try Library.started.get()
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.context_lines = 0
    options.flags |= GIT_DIFF_FORCE_TEXT.rawValue
    var lines: [ChangedLine] = []
    let code = withUnsafeMutablePointer(to: &lines) { found in
        old.withUnsafeBytes { before in
            new.withUnsafeBytes { after in
                git_diff_buffers(
                    before.baseAddress, before.count, nil, after.baseAddress, after.count, nil, &options,
                    nil, nil, nil,
                    { _, _, line, found in
                        guard let line = line?.pointee, let changed = ChangedLine(line) else { return 0 }
                        found?.assumingMemoryBound(to: [ChangedLine].self).pointee.append(changed)
                        return 0
                    }, found)
            }
        }
    }
    guard code == 0 else {
        throw .failed(operation: "compare two files", reason: LibraryError.last.message)
    }
    return lines
}

extension ChangedLine {
    /// Nil for what libgit2 says of missing line ends.
    fileprivate init?(_ line: git_diff_line) {
        let kind: Kind
        switch UInt32(UInt8(bitPattern: line.origin)) {
        case GIT_DIFF_LINE_ADDITION.rawValue: kind = .added
        case GIT_DIFF_LINE_DELETION.rawValue: kind = .removed
        default: return nil
        }
        let bytes = UnsafeRawBufferPointer(start: line.content, count: line.content_len)
        let text = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
        self.init(
            kind, Int(kind == .added ? line.new_lineno : line.old_lineno),
            String(decoding: text, as: UTF8.self))
    }
}
