import GateModel

/// One thing that another value of a header means to a client.
struct HeaderChange: Hashable {
    let kind: Difference.Kind
    let severity: Difference.Severity
    /// What sets it apart from other changes of the same header, and never data: `no-store-lost`.
    var change = ""
}
