import GateModel

extension PipelineChange {
    /// `pipelines/membership.yaml is not that of what runs: blob 1a2b3c4 → 5d6e7f8, 2 lines added, 1 removed`, then the
    /// lines, each with its number in the file that has it.
    ///
    /// - Parameter most: Of the lines that are shown; how many more there are stands below them.
    func blocks(path: String, most: Int = mostLines) -> [Block] {
        guard let baseline else {
            return [.paragraph(.caution("\(path) is new"), ": what runs has no such file", hanging: 2)]
        }
        let heading = Block.paragraph(
            .caution("\(path) is not that of what runs"),
            ": blob \(baseline.short) → \(candidate.short), \(counted(added, "line")) added, \(removed) removed",
            hanging: 2)
        let shown = lines.prefix(most).map { line in
            (label: "\(line.kind.rawValue)\(line.number)", text: OutsideText(line.text))
        }
        let rest = added + removed - shown.count
        let command = "git diff \(baseline.short) \(candidate.short)"
        return [heading] + (shown.isEmpty ? [] : [.changes(shown)])
            + (rest > 0 ? [.paragraph("… and \(rest) more: \(command)", indent: 2)] : [])
    }
}
