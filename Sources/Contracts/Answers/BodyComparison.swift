import GateModel
import JSON

/// Compares the bodies of one operation's answers that have one status on the baseline.
///
/// The contract is what the baseline really sends. For JSON that is its shape and its data. For anything else (broken, with
/// a key twice, too deep, too large, or of another kind) it is the bytes, or only that there is a body where the bytes
/// differ between the baseline's own runs. If such a body calls itself JSON, a difference of level info says so.
struct BodyComparison {
    private let exchanges: [Exchange]
    private var contract = JSONContract()
    private var bytesAreVolatile = false

    init(_ exchanges: [Exchange]) {
        self.exchanges = exchanges
        for (number, exchange) in exchanges.enumerated() {
            switch exchange.baseline.body {
            case .json(let first, let again):
                contract.observe(first, in: 2 * number)
                contract.observe(again, in: 2 * number + 1)
            case .bytes:
                if exchange.baseline.first.body != exchange.baseline.again.body { bytesAreVolatile = true }
            }
        }
        for exchange in exchanges {
            guard case .json(let first, let again) = exchange.baseline.body else { continue }
            contract.learnVolatility(first, again)
        }
    }

    /// Whether the baseline's two runs differ in the order of a list.
    var haveVolatileOrder: Bool { contract.hasVolatileOrder }

    func compare(into findings: inout FoundDifferences) {
        var contract = contract
        var offered = JSONContract()
        var parsed: [(input: Int, baseline: JSONValue, candidate: JSONValue)] = []
        for (number, exchange) in exchanges.enumerated() {
            switch exchange.baseline.body {
            case .bytes: compareBytes(exchange, into: &findings)
            case .json(let baseline, _):
                guard let candidate = json(of: exchange, into: &findings) else { continue }
                offered.observe(candidate, in: number)
                contract.judgeShape(of: candidate, at: [], input: exchange.input, into: &findings)
                parsed.append((exchange.input, baseline, candidate))
            }
        }
        // After the shapes: items are matched without the parts whose shape has changed.
        for (input, baseline, candidate) in parsed {
            contract.judgeData(baseline, candidate, at: [], input: input, into: &findings)
        }
        contract.judgeSamples(against: offered, at: [], inputs: Set(parsed.map(\.input)), into: &findings)
    }

    private func json(of exchange: Exchange, into findings: inout FoundDifferences) -> JSONValue? {
        let body = exchange.candidate.body
        guard body.count <= AgreedAnswer.mostJSONBytes else {
            findings.add(.bodyTooLarge, .breaking, at: .body([]), input: exchange.input) {
                (
                    "\(exchange.baseline.first.body.count) bytes of JSON",
                    "\(body.count) bytes; JSON is read up to \(AgreedAnswer.mostJSONBytes)"
                )
            }
            return nil
        }
        do {
            return try JSONParser.parse(body)
        } catch {
            addNotJSON(exchange, error, into: &findings)
            return nil
        }
    }

    private func compareBytes(_ exchange: Exchange, into findings: inout FoundDifferences) {
        let baseline = exchange.baseline.first.body
        let candidate = exchange.candidate.body
        if exchange.candidate.saysJSON && !exchange.baseline.first.saysJSON && !candidate.isEmpty {
            guard json(of: exchange, into: &findings) != nil else { return }
        }
        if bytesAreVolatile && exchange.baseline.first.saysJSON { addNotCompared(exchange, into: &findings) }
        if baseline == candidate { return }
        // Of a volatile body only its presence is compared.
        if bytesAreVolatile && baseline.isEmpty == candidate.isEmpty { return }
        findings.add(.bodyChanged, .breaking, at: .body([]), input: exchange.input) {
            (Excerpt.text(baseline), Excerpt.text(candidate))
        }
    }

    private func addNotCompared(_ exchange: Exchange, into findings: inout FoundDifferences) {
        findings.add(
            .bodyNotCompared, .info, at: .body([]), input: exchange.input,
            text: "the baseline's body is no JSON that can be read, and differs between its own two runs: "
                + "only that there is a body was compared"
        ) {
            (Excerpt.text(exchange.baseline.first.body), Excerpt.text(exchange.candidate.body))
        }
    }

    private func addNotJSON(_ exchange: Exchange, _ error: JSONError, into findings: inout FoundDifferences) {
        findings.add(.notJSON, .breaking, at: .body([]), input: exchange.input) {
            let baseline: String
            switch exchange.baseline.body {
            case .json(let value, _): baseline = JSONTypes(of: value).description
            case .bytes: baseline = Excerpt.text(exchange.baseline.first.body)
            }
            let body = Excerpt.text(exchange.candidate.body)
            return (baseline, "\(error.problem) at byte \(error.offset): \(body)")
        }
    }
}
