import Glibc
import Processes

extension Project {
    /// Where the fixture makes its temporary directories.
    var temporary: String { directory.path + "/temporary" }

    /// A process of its own that rolls `HEAD` back to the commit before it and prints the outcome;
    /// `preparation` is what the shell does before.
    func fixture(after preparation: String = "") throws -> Command {
        try makeDirectory(temporary)
        let program = String(try shepherdPath().dropLast("pawl-shepherd".count)) + "rollback-fixture"
        let arguments = [program, path, Project.scripts, "HEAD", "HEAD~1", journal, state]
        return Command(
            .shell("\(preparation) exec \(arguments.map { "'\($0)'" }.joined(separator: " "))"),
            directory: path, environment: ["PATH": "/usr/bin:/bin", "TMPDIR": temporary])
    }

    /// What is left where the fixture makes its temporary directories.
    func leftInTemporary() throws -> [String] {
        guard let stream = opendir(temporary) else {
            throw CommandFailed(command: "opendir", output: temporary)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
