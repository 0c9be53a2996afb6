import GateModel

extension Demand {
    /// What is asked for: the rule as written, or a sentence.
    var text: String {
        switch self {
        case .rule(let rule): "\(rule.text)"
        case .promise(let promise): promise.contract.demandText
        case .stage(let demand): demand.text
        }
    }

    /// Up to where it holds, as people read it: `<= +5 % or +20 µs`, `exit 0`.
    var limitText: String {
        switch self {
        case .rule(let rule): return rule.limitText
        case .promise(let promise):
            let place = promise.broken.map(\.place) ?? ""
            return "no breaking difference" + (place.isEmpty ? "" : " at \(place)")
        case .stage(let demand): return demand.limitText
        }
    }
}

extension Contract {
    fileprivate var demandText: String {
        switch self {
        case .answers: "answers keep what the baseline promises"
        case .rollback: "the baseline runs on what the candidate leaves behind"
        case .openapi, .python, .swift, .protobuf, .abi, .sql, .command:
            "\(rawValue) keeps what the baseline promises"
        }
    }
}

extension StageDemand {
    fileprivate var text: String {
        switch self {
        case .resolution(let rule): "the noise of the baseline leaves '\(rule)' to be shown"
        case .steadiness: "no trend and no memory over process pairs"
        case .baselineLevel: "the baseline is as fast beside the candidate as beside itself"
        case .noDrift(let rule?, _): "no drift from the anchor beyond that of '\(rule)'"
        case .noDrift(nil, _): "no drift from the anchor"
        case .ageing(let operation, _): "'\(operation)' takes no longer as its process gets older"
        case .knownAges: "every operation is asked often enough to judge its age"
        case .checkExit: "the check exits with 0 on the candidate"
        case .checkCase(let name): "'\(name)' passes on the candidate"
        case .deployExit: "the deploy command exits with 0"
        case .deployedRevision: "the environment says that the candidate runs"
        case .keepsChanges: "the candidate has every change directory as what runs has it"
        case .descends(let running): "the candidate descends from \(running.short), which runs"
        case .comesUp(.build): "the candidate builds, as the baseline does"
        case .comesUp(.start): "the candidate starts, as the baseline does"
        case .keepsLog: "the log verifies after judged code ran"
        case .somethingDeclared, .somethingDecided: "the stage judges something"
        }
    }

    fileprivate var limitText: String {
        switch self {
        case .resolution, .steadiness: text
        case .baselineLevel(let tolerated): "<= \(changeText(tolerated))"
        case .noDrift(.some, let tolerated): "<= \(changeText(tolerated)) over all releases"
        case .noDrift(nil, _): "a rule such as 'median(response_time) <= +5%'"
        case .ageing(_, let tolerated):
            "<= \(significant(tolerated)) × as long as at first, or as the baseline"
        case .knownAges(let least): "at least \(least) requests in young processes and in old ones"
        case .checkExit, .deployExit: "exit 0"
        case .checkCase: "passes, as on the baseline"
        case .deployedRevision(let candidate): "prints \(candidate?.hex ?? "the candidate")"
        case .keepsChanges: "no change directory is lost or edited"
        case .descends: "'ancestry: noted' only where what runs declares it too"
        case .comesUp: "at the second attempt at the latest"
        case .keepsLog: "every entry holds, as before"
        case .somethingDeclared: "at least one rule"
        case .somethingDecided: "'on_inconclusive: warn' only beside a rule that is decided"
        }
    }
}
