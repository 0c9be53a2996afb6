import JSON

extension Inconclusive {
    /// What a data set lacks.
    package enum DataShortfall: Hashable, Sendable, TaggedCodable {
        /// `members: 0 counted on the candidate's side, at least 5000 needed`, where it is smaller `at 1/4 of the data, members: …`
        case short(count: DataCount, scale: DataScale?)
        /// `members were not counted on the candidate's side`
        case uncounted(name: String, place: Place)
        /// `at 1/4, 1/2 and 1 of the data there are members 500, 500, 500: 'seed' has to make as much as PAWL_SCALE says`
        case notScaled(counts: [ScaledCount])

        private enum CodingKeys: String, CodingKey {
            case short, uncounted
            case notScaled = "not-scaled"
        }
    }

    /// How many there are of something at 1/4, 1/2 and 1 of the data.
    package struct ScaledCount: Hashable, Sendable, Codable {
        package let name: String
        package let counted: [Int]

        package init(name: String, counted: [Int]) {
            self.name = name
            self.counted = counted
        }
    }
}
