import Glibc

// `make fuzz`: gives parsers the bytes that a fuzzer thinks of.
//
// pawl-fuzz                                       prints the names of all parsers
// pawl-fuzz NAME [FLAG…] DIRECTORY…               libFuzzer, with its own flags and directories of inputs
// pawl-fuzz --growth NAME SECONDS DIRECTORY FILE  looks for inputs that cost more than their length; one that does goes to FILE

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// C's function has no context of its own; both are set once, before the fuzzer starts.
nonisolated(unsafe) private var chosen: FuzzTarget?
nonisolated(unsafe) private var lastInput: LastInput?

@main struct Fuzzer {
    static func main() {
        var words = Array(CommandLine.arguments.dropFirst())
        if words.isEmpty {
            for target in FuzzTarget.all { print(target.name) }
            return
        }
        if words[0] == "--growth" { exit(growth(Array(words.dropFirst()))) }
        chosen = target(named: words.removeFirst())
        lastInput = getenv("LAST_INPUT").map { LastInput(path: String(cString: $0)) }
        exit(fuzz(words))
    }

    private static func target(named name: String) -> FuzzTarget {
        guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
            fatalError("there is no parser '\(name)'")
        }
        return target
    }

    private static func fuzz(_ words: [String]) -> Int32 {
        // Both live as long as the process.
        let pointers = (["pawl-fuzz"] + words).map { strdup($0) } + [nil]
        var count = Int32(pointers.count - 1)
        var start = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: pointers.count)
        start.initialize(from: pointers, count: pointers.count)
        return runFuzzer(&count, &start) { bytes, count in
            let input = UnsafeBufferPointer(start: bytes, count: count)
            lastInput?.note(input)
            chosen?.read(Array(input))
            return 0
        }
    }

    private static func growth(_ words: [String]) -> Int32 {
        guard words.count == 4, let seconds = Double(words[1]) else {
            fatalError("see the top of the source")
        }
        var search = GrowthSearch(target(named: words[0]), inputs: inputs(in: words[2]))
        let found = search.run(for: .seconds(seconds))
        print("\(words[0]): \(search.tried) inputs were stretched")
        guard let found else { return 0 }
        print("\(words[0]): \(found.text)")
        guard let file = fopen(words[3], "w") else { fatalError("'\(words[3])' cannot be written") }
        fwrite(found.bytes, 1, found.bytes.count, file)
        fclose(file)
        return 1
    }

    private static func inputs(in directory: String) -> [[UInt8]] {
        guard let stream = opendir(directory) else { fatalError("'\(directory)' cannot be read") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(withUnsafeBytes(of: entry.pointee.d_name) { text($0.prefix { $0 != 0 }) })
        }
        return names.sorted().filter { $0 != "." && $0 != ".." }.map { content(of: "\(directory)/\($0)") }
    }

    private static func content(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { fatalError("'\(path)' cannot be read") }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&buffer, 1, buffer.count, file)
        return Array(buffer.prefix(count))
    }
}
