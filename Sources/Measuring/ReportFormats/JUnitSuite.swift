import GateModel

/// A test suite of a JUnit report: what it says that it has, and what it has.
///
/// Tools differ: a suite's numbers may include those of the suites in it, `tests` may leave out what was skipped or
/// count a test once more for each run of it, and a test with three failures may count once. What fits one of these
/// readings is believed.
struct JUnitSuite {
    let name: String
    private let tests: Int?
    private let failures: Int?
    private let skipped: Int?
    private var own = Found()
    private var nested = Found()

    private struct Found {
        var cases = 0
        var skipped = 0
        var failedCases = 0
        var failures = 0
        var reruns = 0

        static func + (left: Found, right: Found) -> Found {
            Found(
                cases: left.cases + right.cases, skipped: left.skipped + right.skipped,
                failedCases: left.failedCases + right.failedCases, failures: left.failures + right.failures,
                reruns: left.reruns + right.reruns)
        }
    }

    init(_ attributes: [String: String], isRoot: Bool, line: Int) throws(ReportFault) {
        name = attributes["name"] ?? attributes["package"] ?? (isRoot ? "testsuites" : "")
        func declared(_ key: String) throws(ReportFault) -> Int? {
            guard let text = attributes[key], !text.isEmpty else { return nil }
            guard let count = Int(text), count >= 0 else {
                throw ReportFault(
                    .line(line), "\(quoted(key)) of a suite is \(quoted(text)), which counts nothing",
                    hint: "the report was changed, or comes from a tool that writes another format")
            }
            return count
        }
        let counted = try declared("tests")
        // Catch2, whose host is 'tbd', counts assertions there.
        tests = attributes["hostname"] == "tbd" ? nil : counted
        let sides = [try declared("failures"), try declared("errors")].compactMap { $0 }
        failures = sides.isEmpty ? nil : sides.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        let skips = try declared("skips")
        skipped = try declared("skipped") ?? skips
    }

    mutating func add(_ one: JUnitCase) {
        own.cases += 1
        own.skipped += one.isSkipped || one.isLeftOut ? 1 : 0
        own.failedCases += one.hasFailed ? 1 : 0
        own.failures += max(one.failures, one.hasFailed ? 1 : 0)
        own.reruns += one.reruns + one.flakes
    }

    mutating func add(_ suite: JUnitSuite) { nested = nested + suite.own + suite.nested }

    mutating func addFailureOutside() {
        own.failures += 1
        own.failedCases += 1
    }

    var flaws: [Inconclusive.ReportFlaw] {
        let readings = [own, own + nested]
        var flaws: [Inconclusive.ReportFlaw] = []
        func check(
            _ counter: Inconclusive.CaseCounter, _ declared: Int?, found: Int, _ fits: (Found, Int) -> Bool
        ) {
            guard let declared, !readings.contains(where: { fits($0, declared) }) else { return }
            flaws.append(
                .contradicted(suite: OutsideText(name), counter: counter, declared: declared, found: found))
        }
        let all = readings[1]
        check(.tests, tests, found: all.cases) { found, declared in
            let runs = found.failures + found.reruns
            return (found.cases - found.skipped - runs...found.cases + runs).contains(declared)
        }
        check(.failures, failures, found: all.failures) { [$0.failedCases, $0.failures].contains($1) }
        check(.skipped, skipped, found: all.skipped) { $1 <= $0.skipped }
        return flaws
    }
}
