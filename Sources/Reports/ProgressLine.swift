package import GateModel

/// News of a running gate, one line each, for people who wait.
package enum ProgressLine {
    /// `  12.3 s  regress   block 12 of at most 40`; a stage begins with `==> regress`.
    ///
    /// Without a line feed.
    ///
    /// - Parameter seconds: since the command began.
    package static func text(_ progress: Progress, seconds: Double, style: Style = .plain) -> String {
        if progress.begins, let stage = progress.stage {
            let details = progress.text.trimmingPrefix("begins")
            return style.paint("==> \(stage.rawValue)", .strong) + printable(String(details))
        }
        let elapsed = secondsText(seconds)
        let indent = String(repeating: " ", count: max(0, 8 - elapsed.count))
        let name =
            progress.stage.map { $0.rawValue + String(repeating: " ", count: 10 - $0.rawValue.count) } ?? ""
        let why = progress.why.map { ": \($0.detail.text)" } ?? ""
        return style.paint(indent + elapsed, .quiet) + "  " + name + printable(progress.text + why)
    }
}
