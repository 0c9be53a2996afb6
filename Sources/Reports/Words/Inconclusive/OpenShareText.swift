import GateModel

extension Inconclusive.OpenShare {
    var text: String {
        switch self {
        case .few(let beyond, let all, let least):
            "\(beyond) of \(all) beyond the limit; even without any, \(least) are needed: take more samples"
        case .close(let beyond, let all, let passing, let violating, let mayGrow):
            "\(beyond) of \(all) beyond the limit, where "
                + (passing.map { "at most \($0) would pass" } ?? "none passes") + " and "
                + (violating.map { "from \($0) on it would be a violation" } ?? "none is a violation")
                + (mayGrow ? "" : "; move the limit away from it, or take more samples")
        case .closeOfBlocks(let beyond, let all, let blocks, let allowed):
            "\(beyond) of \(all) beyond the limit after \(blocks) blocks"
                + (allowed.map {
                    ", and the limit allows \(percentText($0)); move the limit, or measure more"
                } ?? "; even without any, more are needed")
        case .ofProcesses(let least, let most):
            "\(percentText(least)) … \(percentText(most)) of a process's requests are beyond the limit"
        case .noSlowRequest(let requests, let limit):
            "no slow request among \(requests) of the candidate, and these are too few to show "
                + "+\(percentText(limit))"
        case .slowRequests(let candidate, let baseline, let all, let upper, let limit):
            "\(candidate) and \(baseline) slow of \(all) a side show"
                + (upper.map { " at most +\(percentText(max(0, $0)))" } ?? "")
                + ", the limit is +\(percentText(limit))"
        }
    }
}
