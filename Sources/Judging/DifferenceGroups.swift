import GateModel

/// The breaking differences of one stage, those that follow from another one collapsed under it.
///
/// What an operation shows, its error cases often show too, and one change of a framework shows in the same error case of
/// every operation: that is one finding with the names of the others.
struct DifferenceGroups {
    /// In the order seen.
    private(set) var leaders: [Difference] = []
    /// Of each leader, the other operations that show the same, in the order seen.
    private(set) var others: [[String]] = []
    /// Which leader the differences of an operation follow from.
    private(set) var causes: [String: Difference] = [:]
    private var byDeclared: [Key: [Int]] = [:]
    private var byCase: [Key: Int] = [:]

    /// - Parameter declared: Operations of the pipeline, and repeats that they promise; any other is an error case, or a
    ///   question for help.
    init(_ differences: [Difference], declared: Set<String>) {
        let breaking = differences.filter { $0.severity == .breaking }
        for difference in breaking
        where difference.contract != .answers || declared.contains(difference.operation) {
            if difference.contract == .answers {
                byDeclared[Key(difference, ofCase: false), default: []].append(leaders.count)
            }
            lead(difference)
        }
        for difference in breaking
        where difference.contract == .answers && !declared.contains(difference.operation) {
            place(difference)
        }
    }

    private mutating func lead(_ difference: Difference) {
        leaders.append(difference)
        others.append([])
    }

    private mutating func place(_ difference: Difference) {
        let shown = byDeclared[Key(difference, ofCase: false)] ?? []
        let own = shown.first { leaders[$0].operation == difference.baseOperation }
        let key = Key(difference, ofCase: true)
        if let leader = own ?? shown.first ?? byCase[key] {
            others[leader].append(difference.operation)
            causes[difference.operation] = causes[difference.operation] ?? leaders[leader]
        } else {
            byCase[key] = leaders.count
            lead(difference)
        }
    }

    /// What is the same where a difference shows in another operation too.
    private struct Key: Hashable {
        /// `wrong-method`; empty where it does not matter which case it is.
        let sort: String
        let kind: Difference.Kind
        let place: String
        let change: String
        /// Empty where the data of the operation does not matter.
        let baseline: String
        let candidate: String

        init(_ difference: Difference, ofCase: Bool) {
            sort = ofCase ? difference.sort : ""
            (kind, place, change) = (difference.kind, difference.place, difference.change)
            let isNamed = !change.isEmpty || difference.kind.isRemoval || ofCase && difference.kind.isOfData
            (baseline, candidate) = isNamed ? ("", "") : (difference.baseline, difference.candidate)
        }
    }
}

extension Difference {
    /// `search` of `search/wrong-method`
    fileprivate var baseOperation: String { String(operation.prefix { $0 != "/" }) }

    /// `wrong-method` of `search/wrong-method`, `--help` of `tool list --help`
    fileprivate var sort: String {
        if operation.hasSuffix(" --help") || operation.hasSuffix(" -h") { return "--help" }
        return String(operation.drop { $0 != "/" })
    }
}

extension Difference.Kind {
    /// Its place says all of it, whatever was there.
    fileprivate var isRemoval: Bool {
        [
            .headerRemoved, .securityHeaderRemoved, .cookieRemoved, .linkRemoved, .fieldRemoved,
            .followUpFailed,
        ].contains(self)
    }

    /// Its values are those of one operation.
    fileprivate var isOfData: Bool {
        [.dataChanged, .bodyChanged, .formatChanged, .valueAdded, .valueLost, .itemsLost, .itemsAdded]
            .contains(self)
    }
}
