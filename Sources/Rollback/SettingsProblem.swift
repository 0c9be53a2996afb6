import YAML

/// What is wrong in a `change.yaml`, and where.
struct SettingsProblem: Error, Hashable {
    let place: YAMLPlace
    let words: String

    init(_ words: String, at place: YAMLPlace? = nil) {
        self.place = place ?? .start
        self.words = words
    }
}
