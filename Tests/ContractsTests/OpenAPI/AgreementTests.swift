import GateModel
import Testing

@testable import Contracts

/// How far the comparison says what oasdiff says.
@Suite(.enabled(if: SharedCases.arePresent, SharedCases.absence))
struct AgreementTests {
    @Test("nearly all answers and ids are those of oasdiff")
    func agreement() throws {
        let day = try #require(CalendarDate(year: 2026, month: 7, day: 1))
        let cases = try SharedCases.all()
        var agreed = 0
        var expected = 0
        var found = 0
        var report: [String] = []
        for pair in cases {
            let changes = OpenAPIComparison.changes(
                from: try SharedCases.document(pair.base), to: try SharedCases.document(pair.revision),
                on: day)
            let isBreaking = changes.contains { $0.level == .error }
            agreed += isBreaking == pair.isBreaking ? 1 : 0
            let ours = Set(changes.map { "\($0.id) \($0.level.rawValue)" })
            let theirs = Set(pair.changes.map { "\($0.key) \($0.value)" })
            expected += theirs.count
            found += theirs.intersection(ours).count
            if isBreaking != pair.isBreaking || ours != theirs {
                report.append("\(pair.base) → \(pair.revision)")
                report += theirs.subtracting(ours).sorted().map { "  missing: \($0)" }
                report += ours.subtracting(theirs).sorted().map { "  not among theirs: \($0)" }
            }
        }
        print(report.joined(separator: "\n"))
        print("OpenAPI: breaking or not agrees on \(agreed) of \(cases.count) pairs")
        print("OpenAPI: \(found) of \(expected) ids with their level are found")
        #expect(cases.count >= 82)
        #expect(Double(agreed) >= 0.95 * Double(cases.count))
        #expect(Double(found) >= 0.9 * Double(expected))
    }
}
