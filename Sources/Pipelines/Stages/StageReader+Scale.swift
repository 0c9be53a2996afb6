import GateModel

extension StageReader {
    private static let users = 1...10_000

    /// Either `users`, who wait for their answers, or a `rate`, which does not wait; keys of both are refused.
    ///
    /// Without either, Pawl finds a rate, unless a rule is about throughput, which only users can reach.
    func scale(_ keys: inout KeyReader, _ rules: [Rule]) -> Stage.Kind {
        let open = keys.present(among: ["rate", "ramp"])
        let closed = keys.present(among: ["users", "operations_per_user", "think"])
        if open.contains(where: { $0.key == "rate" }) {
            for entry in closed {
                problems.report(
                    Fault(
                        entry.keySpan,
                        "'\(entry.key)' belongs to users who wait, and 'rate' waits for no answer",
                        hint: "leave out one of the two"))
            }
        } else if let ramp = open.first {
            problems.report(
                Fault(
                    ramp.keySpan, "'ramp' leads up to a 'rate', and there is none",
                    hint: "add 'rate: 200/s' and 'for: 30s'"))
        }
        let engine = engine(&keys)
        let time = keys.present(among: ["for"]).first
        if case .pawl = engine, open.isEmpty, closed.isEmpty, time == nil,
            !rules.contains(where: { $0.metric.source == .builtIn(.throughput) })
        {
            return .scale(Stage.Scale(nil, engine: engine))
        }
        let users = closedLoad(&keys)
        let load = openLoad(&keys) ?? users
        if case .locust = engine, open.isEmpty || load != users {
            check(load, fitsLocust: keys.present(among: ["operations_per_user", "rate"]).first, time)
        }
        return .scale(Stage.Scale(load, engine: engine))
    }

    /// Refuses loads of unknown or huge size for Locust, whose workers get all their inputs before the load begins.
    private static let mostListed = 1_000_000

    /// `amount` and `time` are the keys to point at; nil where the file does not have them.
    private func check(_ load: LoadModel, fitsLocust amount: SourceNode.Entry?, _ time: SourceNode.Entry?) {
        let count: Int
        switch load {
        case .closed(let load):
            guard case .operations(let times) = load.amount else {
                guard let time else { return }
                problems.report(
                    Fault(
                        time.keySpan,
                        "users of Locust do not go by the clock: each is given a list of operations",
                        hint: "write 'operations_per_user' instead of 'for'"))
                return
            }
            count = load.users * times
        case .open(let load): count = Int(load.rate * (load.time / .seconds(1)))
        }
        guard count > Self.mostListed, let amount else { return }
        problems.report(
            Fault(
                amount.keySpan,
                "Locust is given a list of \(count) requests, expected at most \(Self.mostListed)",
                hint: "ask for less, or leave out 'engine'"))
    }

    private func closedLoad(_ keys: inout KeyReader) -> LoadModel {
        let users = keys.optional("users", default: 5) { node throws(Fault) in
            try node.integer(in: Self.users)
        }
        let times = keys.optional("operations_per_user") { node throws(Fault) in
            try node.integer(in: 1...1_000_000)
        }
        let think = keys.optional("think", default: .zero, SourceNode.duration)
        let time = keys.present(among: ["for"]).first
        var amount = ClosedLoad.Amount.operations(times ?? 20)
        if let time {
            if times != nil {
                problems.report(
                    Fault(
                        time.keySpan, "'for' and 'operations_per_user' both say when the users stop",
                        hint: "leave out one of the two"))
            }
            amount = keys.optional("for", SourceNode.duration).map { .time($0) } ?? amount
        }
        return .closed(ClosedLoad(users: users, amount: amount, think: think))
    }

    /// Nil where no `rate` is declared.
    private func openLoad(_ keys: inout KeyReader) -> LoadModel? {
        let rateEntry = keys.entry("rate")
        let ramp = keys.optional("ramp", default: .zero, SourceNode.duration)
        guard let rateEntry else { return nil }
        let rate = problems.attempt { () throws(Fault) in try rateEntry.value.rate() }
        let time = keys.entry("for")
        if time == nil {
            problems.report(
                Fault(rateEntry.keySpan, "'rate' needs the key 'for'", hint: "add how long: 'for: 30s'"))
        }
        let length = time.flatMap { time in
            problems.attempt { () throws(Fault) in try time.value.duration() }
        }
        guard let rate, let length else { return nil }
        let requests = rate * (length / .seconds(1))
        guard (1...10_000_000).contains(requests.rounded()) else {
            problems.report(
                Fault(
                    rateEntry.value.span,
                    "the load has \(Int(min(requests, 1e15))) requests, expected from 1 to 10000000",
                    hint: "change 'rate' or 'for'"))
            return nil
        }
        return .open(OpenLoad(rate: rate, time: length, ramp: ramp))
    }
}

extension SourceNode {
    /// Requests a second: `200/s`, `0.5/s`.
    func rate() throws(Fault) -> Double {
        let text = try text()
        let digits = text.hasSuffix("/s") ? text.dropLast(2) : text[...]
        guard text.hasSuffix("/s"), digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let rate = Double(digits)
        else {
            throw Fault(span, "expected requests a second, found \(quoted(text))", hint: "such as '200/s'")
        }
        guard (0.01...1_000_000).contains(rate) else {
            throw Fault(span, "expected a rate from 0.01/s to 1000000/s, found \(quoted(text))")
        }
        return rate
    }
}
