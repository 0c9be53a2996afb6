/// What is known of the data that something was measured on, to tell two data sets apart.
///
/// The bytes themselves are not known: a `seed` may be a database dump. Known are the commands that made them, the git
/// blobs of the files that these commands name, and how many there were of each thing that is counted. Two data sets
/// with the same identity were made in the same way and have the same size; that they are equal it does not prove.
package struct DataSetIdentity: Hashable, Sendable {
    /// `seed: python3 seed.py`; none where the service has no data set.
    package let commands: [String]
    package let files: [DataFile]
    /// After the revision's own migrations.
    package let counts: [Counted]

    package init(commands: [String], files: [DataFile], counts: [Counted]) {
        self.commands = commands
        self.files = files
        self.counts = counts
    }

    package struct Counted: Hashable, Sendable {
        package let name: String
        package let counted: Int

        package init(name: String, counted: Int) {
            self.name = name
            self.counted = counted
        }
    }

    /// How it differs from another one, in words; nil where it does not.
    package func difference(from other: DataSetIdentity) -> String? {
        if commands != other.commands { return "it is made by other commands" }
        if files != other.files {
            let changed = Set(files).symmetricDifference(other.files).map(\.path).sorted()
            return "its files differ: \(changed.first ?? "in their order")"
        }
        for (one, two) in zip(counts, other.counts) where one != two {
            return one.name == two.name
                ? "\(one.name): \(one.counted) instead of \(two.counted)" : "other things are counted"
        }
        return counts.count == other.counts.count ? nil : "other things are counted"
    }
}

/// A file or folder that a command of the data set names, as git has it.
package struct DataFile: Hashable, Sendable, Codable {
    /// In the repository.
    package let path: String
    /// Of the blob or tree.
    package let object: ObjectID

    package init(path: String, object: ObjectID) {
        self.path = path
        self.object = object
    }
}

/// The files that made the data of both sides of a gate.
package struct DataFiles: Hashable, Sendable, Codable {
    /// Of `seed`, from the baseline's tree, for both sides.
    package let seed: [DataFile]
    /// Of `migrate`, from each revision's own tree.
    package let baselineMigration: [DataFile]
    package let candidateMigration: [DataFile]

    package init(seed: [DataFile], baselineMigration: [DataFile], candidateMigration: [DataFile]) {
        self.seed = seed
        self.baselineMigration = baselineMigration
        self.candidateMigration = candidateMigration
    }

    package func of(_ side: Side) -> [DataFile] {
        switch side {
        case .baseline: seed + baselineMigration
        case .candidate: seed + candidateMigration
        }
    }
}
