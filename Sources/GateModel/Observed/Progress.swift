/// One line of news from a running gate, for people who wait.
package struct Progress: Hashable, Sendable {
    package let stage: StageName?
    /// `12 of at most 40 blocks`
    package let text: String
    /// What could not be shown yet.
    package let why: Inconclusive?
    /// True for the first line of a stage.
    package let begins: Bool

    package init(stage: StageName?, text: String, why: Inconclusive? = nil, begins: Bool = false) {
        self.stage = stage
        self.text = text
        self.why = why
        self.begins = begins
    }
}
