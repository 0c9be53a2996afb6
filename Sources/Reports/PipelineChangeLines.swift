import GateModel

extension PipelineChange {
    /// `pipelines/membership.yaml is not that of what runs: blob 1a2b3c4 → 5d6e7f8, 2 lines added, 1 removed`, then the
    /// lines, each with its number in the file that has it.
    ///
    /// - Parameter most: Of the lines that are shown; how many more there are stands below them.
    func lines(path: String, most: Int = mostLines) -> [Line] {
        guard let baseline else {
            return [Line(.caution("\(path) is new"), ": what runs has no such file", overflow: .wrap("  "))]
        }
        let heading = Line(
            .caution("\(path) is not that of what runs"),
            ": blob \(baseline.short) → \(candidate.short), \(counted(added, "line")) added, \(removed) removed",
            overflow: .wrap("  "))
        let shown = lines.prefix(most).map { line in
            Line(.quiet("  \(line.kind.rawValue)\(line.number)  "), Piece(line.text, .plain), overflow: .clip)
        }
        let rest = added + removed - shown.count
        let command = "git diff \(baseline.short) \(candidate.short)"
        return [heading] + shown
            + (rest > 0 ? [Line("  … and \(rest) more: \(command)", overflow: .wrap("  "))] : [])
    }
}
