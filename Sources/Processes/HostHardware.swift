import Glibc

/// What of a machine decides how fast it is, as far as the kernel says.
package struct HostHardware: Hashable, Sendable, CustomStringConvertible {
    /// `x86_64`, `aarch64`
    package let architecture: String
    /// `AMD EPYC 7763 64-Core Processor`; on ARM `implementer 0x41 part 0xd0c`.
    package let processor: String
    /// On line, whoever may use them.
    package let cores: Int
    /// How many cores' time this process may use, where that is fewer: by affinity, or by its container's quota.
    package let coreLimit: Double?
    package let memoryBytes: Int
    /// Whether the processor says that a hypervisor is below.
    package let isVirtual: Bool

    package init(
        architecture: String, processor: String, cores: Int, coreLimit: Double?, memoryBytes: Int,
        isVirtual: Bool
    ) {
        self.architecture = architecture
        self.processor = processor
        self.cores = cores
        self.coreLimit = coreLimit
        self.memoryBytes = memoryBytes
        self.isVirtual = isVirtual
    }

    /// - Throws: ``ProcessError/unreadable(path:code:)`` where `/proc/cpuinfo` or `/proc/meminfo` says something else.
    package static func here() throws(ProcessError) -> HostHardware {
        guard let processor = try procText("/proc/cpuinfo") else {
            throw .unreadable(path: "/proc/cpuinfo", code: ENOENT)
        }
        guard let memory = try procText("/proc/meminfo").flatMap(memoryBytes(meminfo:)) else {
            throw .unreadable(path: "/proc/meminfo", code: EINVAL)
        }
        var name = utsname()
        uname(&name)
        let architecture = withUnsafeBytes(of: name.machine) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let quota = try procText("/sys/fs/cgroup/cpu.max").flatMap(coreQuota(cpuMax:))
        let limits =
            [allowedProcessors().count].filter { $0 > 0 }.map(Double.init) + [quota].compactMap { $0 }
        return HostHardware(
            architecture: architecture, processor: Self.processor(cpuinfo: processor), cores: cores,
            coreLimit: limits.min().flatMap { $0 < Double(cores) ? $0 : nil }, memoryBytes: memory,
            isVirtual: isVirtual(cpuinfo: processor))
    }

    /// The model of the first core in the text of `/proc/cpuinfo`; `unknown` where it names none.
    package static func processor(cpuinfo: String) -> String {
        if let name = field("model name", of: cpuinfo) ?? field("Model", of: cpuinfo) { return name }
        guard let implementer = field("CPU implementer", of: cpuinfo),
            let part = field("CPU part", of: cpuinfo)
        else { return "unknown" }
        return "implementer \(implementer) part \(part)"
    }

    package static func isVirtual(cpuinfo: String) -> Bool {
        field("flags", of: cpuinfo)?.split(separator: " ").contains("hypervisor") ?? false
    }

    /// `MemTotal:       24684084 kB`
    package static func memoryBytes(meminfo: String) -> Int? {
        field("MemTotal", of: meminfo)?.split(separator: " ").first.flatMap { Int($0) }.map { $0 * 1024 }
    }

    /// How many cores' time a cgroup's `cpu.max` gives: 2 for `200000 100000`; nil for `max 100000`.
    package static func coreQuota(cpuMax: String) -> Double? {
        let numbers = cpuMax.split { $0.isWhitespace }.compactMap { Double($0) }
        guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0 else { return nil }
        return numbers[0] / numbers[1]
    }

    /// `x86_64 8×"AMD EPYC 7763" 32 GiB, virtual`; the same at every start of the same machine.
    package var description: String {
        var text = "\(architecture) \(cores)×\"\(processor)\" \(memoryText)"
        if let coreLimit { text += ", limited to \(Self.plain(coreLimit)) cores" }
        return isVirtual ? text + ", virtual" : text
    }

    /// What was built in: the kernel keeps some of it, each version somewhat more or less, so it is rounded up to eighths
    /// of the power of two below it.
    private var memoryText: String {
        let mebibytes = max(1, Double(memoryBytes) / 1_048_576)
        let step = max(1, exp2(log2(mebibytes).rounded(.down)) / 8)
        let built = (mebibytes / step).rounded(.up) * step
        return built >= 1024 ? "\(Self.plain(built / 1024)) GiB" : "\(Self.plain(built)) MiB"
    }

    /// Up to three decimals: `7.5`, `24`.
    private static func plain(_ number: Double) -> String {
        let thousandths = Int((number * 1000).rounded())
        guard thousandths % 1000 != 0 else { return "\(thousandths / 1000)" }
        var fraction = String(thousandths % 1000 + 1000).dropFirst()
        while fraction.hasSuffix("0") { fraction = fraction.dropLast() }
        return "\(thousandths / 1000).\(fraction)"
    }

    /// The value of the first line `name : value`.
    private static func field(_ name: String, of text: String) -> String? {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2,
                parts[0].split(whereSeparator: \.isWhitespace).joined(separator: " ") == name
            else { continue }
            let words = parts[1].split(whereSeparator: \.isWhitespace)
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
        return nil
    }
}
