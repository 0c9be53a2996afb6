import GateModel

/// A rule as its words stand, before anybody asks what they name; ranges are character offsets in the rule.
struct RuleSyntax {
    let text: String
    let statistic: Located<Statistic>?
    let metric: Located<String>
    let condition: Condition
    /// After `vs`.
    let versus: Located<String>?
    /// After `for`.
    let names: [Located<String>]

    enum Condition {
        case compare(Located<Rule.Comparison>, Limits)
        case range(Quantity, Quantity)
    }

    /// `+5% or +0.02ms`
    struct Limits {
        let first: Limit
        let second: Limit?
    }

    struct Limit {
        let sign: Sign?
        /// With its sign.
        let range: Range<Int>
        let quantity: Quantity
    }

    enum Sign {
        case plus
        case minus
    }

    /// `15ms`, `1KB/op`, `50/s`
    struct Quantity {
        let digits: String
        let unit: QuantityUnit?
        let per: Per?
        let text: String
        let range: Range<Int>
    }

    enum Per: String {
        case operation = "/op"
        case second = "/s"
    }
}

/// Something that was read, and where in its text.
struct Located<Value> {
    let value: Value
    let range: Range<Int>
}
