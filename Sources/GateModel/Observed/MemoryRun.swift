/// What stage `memory` observes: process groups of a service, or runs of a tool's commands.
package struct MemoryRun: Hashable, Sendable, Codable {
    /// Of the candidate, and of the baseline where a rule compares with it: the first group of one side belongs to the
    /// first of the other, and so on.
    package var groups: [MemoryGroup]
    /// Of commands: one block for each operation, on the candidate's side.
    package var samples: [Samples]

    package init(groups: [MemoryGroup] = [], samples: [Samples] = []) {
        self.groups = groups
        self.samples = samples
    }
}
