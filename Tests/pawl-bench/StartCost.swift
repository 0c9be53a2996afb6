import Processes

/// What it costs to start and end a command in a sandbox, beside one without, in turns.
enum StartCost {
    static func lines(rounds: Int) async throws -> [String] {
        let offered = try await offeredIsolation()
        let landlock =
            switch offered {
            case .strong(let version), .weak(let version): version
            case .none: 0
            }
        var forms: [Isolation] = [.none]
        if landlock > 0 { forms.append(.weak(landlock: landlock)) }
        if case .strong = offered { forms.append(offered) }
        let machine = machinePaths(path: "/usr/bin:/bin", home: nil)
        var seconds: [[Double]] = forms.map { _ in [] }
        for _ in 0..<rounds {
            for (index, form) in forms.enumerated() {
                let sandbox =
                    form == .none
                    ? nil
                    : Sandbox(
                        form, readable: machine, writable: ["/tmp"], hidden: ["/home", "/srv"], ports: [0])
                let command = Command(
                    .direct(["/bin/true"]), directory: "/", environment: [:], sandbox: sandbox)
                let began = ContinuousClock.now
                _ = try await run(command)
                seconds[index].append((ContinuousClock.now - began) / .seconds(1))
            }
        }
        let medians = seconds.map { $0.sorted()[$0.count / 2] * 1000 }
        return zip(forms, medians).map { form, median in
            "  \(form): median \(hundredths(median)) ms, \(hundredths(median - medians[0])) ms more than none"
        }
    }
}
