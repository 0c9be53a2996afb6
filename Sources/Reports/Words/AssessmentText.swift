package import GateModel

extension Assessment {
    /// What can be shown, or why nobody knows.
    package var text: String { flaw?.text ?? said }
}
