import GateModel
import Reports
import Testing

@Test(
    "a line of progress has the time since the beginning, the stage and the news",
    arguments: [
        (
            Progress(stage: .regress, text: "block 12 of at most 40"), 12.34,
            "  12.3 s  regress   block 12 of at most 40"
        ),
        (Progress(stage: nil, text: "making the data set"), 0.5, "   0.5 s  making the data set"),
        (Progress(stage: .baseline, text: "cycle 1 of 5"), 1234, "  1234 s  baseline  cycle 1 of 5"),
        (Progress(stage: .regress, text: "begins", begins: true), 3, "==> regress"),
        (
            Progress(stage: .watch, text: "begins: before the deploy", begins: true), 3,
            "==> watch: before the deploy"
        ),
    ])
func progressLine(progress: Progress, seconds: Double, line: String) {
    #expect(ProgressLine.text(progress, seconds: seconds) == line)
}

@Test("in colour the time is quiet and a beginning stands out")
func colouredProgress() {
    let news = Progress(stage: .scale, text: "5 users")
    #expect(
        ProgressLine.text(news, seconds: 2, style: .colour) == "\u{1b}[2m   2.0 s\u{1b}[0m  scale     5 users"
    )
    let beginning = Progress(stage: .scale, text: "begins", begins: true)
    #expect(ProgressLine.text(beginning, seconds: 2, style: .colour) == "\u{1b}[1m==> scale\u{1b}[0m")
}
