import Glibc
import Processes
import Testing

/// Files as the kernel shows them, made by hand: to make a real group takes rights that a test need not have.
@Suite struct ControlGroupTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory(prefix: "pawl-cgroup-")
        try makeDirectory("\(directory.path)/proc/self")
        try makeDirectory("\(directory.path)/proc/42")
    }

    private func peak(own: String, its: String) throws -> Int? {
        try write(own, to: "\(directory.path)/proc/self/cgroup")
        try write(its, to: "\(directory.path)/proc/42/cgroup")
        return try controlGroupPeak(
            of: 42, processes: "\(directory.path)/proc", groups: "\(directory.path)/groups")
    }

    private func group(_ path: String, _ file: String, _ text: String) throws {
        try makeDirectory("\(directory.path)/groups/\(path)")
        try write(text, to: "\(directory.path)/groups/\(path)/\(file)")
    }

    @Test func readsThePeakOfEitherVersion() throws {
        try group("service", "memory.peak", "1048576\n")
        #expect(try peak(own: "0::/gate\n", its: "0::/service\n") == 1_048_576)
        try group("memory/service", "memory.max_usage_in_bytes", "2097152\n")
        #expect(
            try peak(own: "4:memory:/gate\n1:cpu:/\n0::/\n", its: "4:memory:/service\n1:cpu:/\n0::/\n")
                == 2_097_152)
    }

    @Test func aGroupThatIsNotTheServicesOwnSaysNothing() throws {
        try group("gate", "memory.peak", "1048576\n")
        #expect(try peak(own: "0::/gate\n", its: "0::/gate\n") == nil)
    }

    @Test func aKernelThatKeepsNoPeakSaysNothing() throws {
        try group("service", "memory.current", "1\n")
        #expect(try peak(own: "0::/gate\n", its: "0::/service\n") == nil)
    }

    @Test func anEndedProcessHasNoGroup() throws {
        try write("0::/gate\n", to: "\(directory.path)/proc/self/cgroup")
        #expect(
            try controlGroupPeak(
                of: 43, processes: "\(directory.path)/proc", groups: "\(directory.path)/groups") == nil)
    }
}
