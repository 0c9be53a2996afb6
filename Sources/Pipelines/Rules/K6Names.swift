/// Names that k6 gives to what it measures, for people who bring its thresholds along.
///
/// Its statistics `avg`, `med` and `p(95)` are understood by ``RuleParser``; a metric that the file declares under such a
/// name comes first.
enum K6Names {
    /// The same thing under another name: what an exchange took without connecting, and the share of operations that
    /// did not answer as expected.
    static let sameHere = ["http_req_duration": "response_time", "http_req_failed": "errors"]

    /// Names without a counterpart here, with what comes nearest: a hint only.
    static let nearHere = [
        "http_reqs": "'throughput >= 50/s'", "iterations": "'throughput >= 50/s'",
        "http_req_waiting": "median(response_time)", "http_req_receiving": "median(response_time)",
        "http_req_sending": "median(response_time)", "http_req_blocked": "median(response_time)",
        "http_req_connecting": "median(response_time)", "iteration_duration": "median(response_time)",
        "group_duration": "median(response_time)", "data_received": "max(body_bytes)",
        "checks": "'errors == 0' and what to 'expect' of each operation",
    ]
}
