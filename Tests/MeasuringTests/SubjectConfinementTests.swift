import Processes
import Testing

@testable import Measuring

@Suite struct SubjectConfinementTests {
    @Test func whatNoControlGroupLimitsIsSaid() throws {
        #expect(
            SubjectConfinement.text(.weak(landlock: 7), in: .none) == "weak (landlock 7), memory not limited")
        let directory = try TemporaryDirectory(prefix: "pawl-cgroup-")
        try makeDirectory(directory.path + "/proc/self")
        try makeDirectory(directory.path + "/groups")
        let files = [
            "proc/self/cgroup": "0::/", "groups/cgroup.procs": "", "groups/cgroup.controllers": "memory pids",
            "groups/cgroup.subtree_control": "memory pids",
        ]
        for (name, text) in files { try durableWrite(Array(text.utf8), to: "\(directory.path)/\(name)") }
        let places = ControlGroupPlaces.found(
            processes: directory.path + "/proc", groups: directory.path + "/groups")
        #expect(
            SubjectConfinement.text(.strong(landlock: 7), in: places)
                == "strong (landlock 7), cgroup (kill, pids, memory)")
    }
}
