import Processes
import Testing

/// Files as the kernel shows them, made by hand: which groups there are is the machine's business.
@Suite struct ControlGroupPlacesTests {
    private let directory: TemporaryDirectory
    private var groups: String { directory.path + "/groups" }

    init() throws {
        directory = try TemporaryDirectory(prefix: "pawl-cgroup-")
        try makeDirectory("\(directory.path)/proc/self")
    }

    private func group(_ path: String, handsOn controllers: String? = nil, allowing memory: String? = nil)
        throws
    {
        try makeDirectory(groups + path)
        try write("", to: "\(groups)\(path)/cgroup.procs")
        if let controllers { try write(controllers, to: "\(groups)\(path)/cgroup.subtree_control") }
        if let memory { try write(memory, to: "\(groups)\(path)/memory.max") }
    }

    private func found(_ own: String) throws -> ControlGroupPlaces {
        try write(own, to: "\(directory.path)/proc/self/cgroup")
        return ControlGroupPlaces.found(processes: "\(directory.path)/proc", groups: groups)
    }

    @Test func theNearestGroupThatHandsOnLimitsIsTaken() throws {
        try group("", handsOn: "cpu memory pids\n")
        try write("cpu memory pids\n", to: groups + "/cgroup.controllers")
        try group("/user", handsOn: "memory pids\n")
        try group("/user/session", handsOn: "\n")
        let places = try found("0::/user/session\n")
        #expect(places.places == [.init(directory: groups + "/user", uses: [.kill, .pids, .memory])])
        #expect("\(places)" == "cgroup (kill, pids, memory)")
    }

    @Test func whereNoLimitIsHandedOnAGroupCanBeKilled() throws {
        try group("/unified", handsOn: "\n")
        #expect(
            try found("8:cpu:/\n0::/\n").places == [.init(directory: groups + "/unified", uses: [.kill])])
    }

    @Test func versionOneLimitsProcessesWhereVersionTwoDoesNot() throws {
        try group("/unified", handsOn: "\n")
        try group("/pids/service")
        let places = try found("8:pids:/service\n0::/\n")
        #expect(
            places.places == [
                .init(directory: groups + "/unified", uses: [.kill]),
                .init(directory: groups + "/pids/service", uses: [.pids]),
            ])
        #expect("\(places)" == "cgroup (kill, pids)")
    }

    @Test("where nothing can be made there are none", arguments: ["", "0::/gone\n", "8:pids:/gone\n"])
    func none(own: String) throws {
        #expect(try found(own) == .none)
        #expect("\(try found(own))" == "")
    }
}
