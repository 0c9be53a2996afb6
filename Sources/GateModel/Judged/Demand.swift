import JSON

/// What a judgement asks for, as data; `Reports` makes the words of it, and of the limit.
package enum Demand: Hashable, Sendable, TaggedCodable {
    /// A rule of the pipeline.
    case rule(RuleDemand)
    /// That the candidate keeps what the baseline promises.
    case promise(PromiseDemand)
    /// What every stage of a kind asks for by itself.
    case stage(StageDemand)

    private enum StageCodingKeys: String, CodingKey {
        case _0 = "demand"
    }

    /// Nil for what is no rule of the pipeline.
    package var rule: RuleDemand? {
        if case .rule(let rule) = self { rule } else { nil }
    }

    /// The one broken promise that it is about; nil where it sums up a contract, and for any other demand.
    package var broken: PromiseDemand.Break? {
        if case .promise(let promise) = self { promise.broken } else { nil }
    }
}

/// A rule as it was judged: enough to show its judgement without the pipeline file.
package struct RuleDemand: Hashable, Sendable, Codable {
    /// The rule as the file writes it.
    package let text: OutsideText
    /// Nil: every sample holds.
    package let statistic: Statistic?
    package let metric: String
    /// The metric's, in which both sides' values are.
    package let unit: MetricUnit
    package let condition: Rule.Condition
    /// The operation that it compares with, instead of with the baseline; nil for most rules.
    package let versus: String?
    /// Of an `exponent`: the size at which the cost is predicted.
    package let at: Rule.DataAmount?

    package init(
        text: OutsideText, statistic: Statistic?, metric: String, unit: MetricUnit, condition: Rule.Condition,
        versus: String? = nil, at: Rule.DataAmount? = nil
    ) {
        self.text = text
        self.statistic = statistic
        self.metric = metric
        self.unit = unit
        self.condition = condition
        self.versus = versus
        self.at = at
    }

    package init(_ rule: Rule) {
        self.init(
            text: OutsideText(rule.text), statistic: rule.statistic, metric: rule.metric.name,
            unit: rule.metric.unit, condition: rule.condition, versus: rule.versus, at: rule.at)
    }

    private enum CodingKeys: String, CodingKey {
        case text, statistic, metric, unit, condition, versus, at
    }
}

/// One contract, or one break of it.
package struct PromiseDemand: Hashable, Sendable, Codable {
    package let contract: Contract
    /// The document or package that was compared, as the pipeline names it; empty for answers.
    package let subject: String
    /// Nil for the judgement that sums up the contract.
    package let broken: Break?

    package init(_ contract: Contract, subject: String = "", broken: Break? = nil) {
        self.contract = contract
        self.subject = subject
        self.broken = broken
    }

    private enum CodingKeys: String, CodingKey {
        case contract, subject, broken
    }

    /// A difference by its name, without the data that show it.
    package struct Break: Hashable, Sendable, Codable {
        package let kind: Difference.Kind
        /// As ``Difference/place``; may be empty.
        package let place: String

        package init(kind: Difference.Kind, place: String) {
            self.kind = kind
            self.place = place
        }

        private enum CodingKeys: String, CodingKey {
            case kind, place
        }
    }
}

/// What every stage of a kind asks for by itself.
package enum StageDemand: Hashable, Sendable, TaggedCodable {
    /// `baseline`: its noise leaves a rule of `regress` to be shown.
    case resolution(rule: OutsideText)
    /// `baseline`: process pairs are independent of each other.
    case steadiness
    /// `regress`: the baseline is as fast beside the candidate as beside itself, up to this share.
    case baselineLevel(tolerated: Double)
    /// `regress`: releases do not drift away from the anchor, up to this share over all of them; nil where the stage has no rule
    /// that could be held against it.
    case noDrift(rule: OutsideText?, tolerated: Double)
    /// `memory`: the operation takes no longer in an old process, up to so many times.
    case ageing(operation: String, tolerated: Double)
    /// `memory`: every operation is asked at least so often in young processes and in old ones.
    case knownAges(atLeast: Int)
    /// `check`: the command exits with 0 on the candidate.
    case checkExit
    /// `check`: one case of its report passes on the candidate.
    case checkCase(name: OutsideText)
    /// `deploy`: the command exits with 0.
    case deployExit
    /// `deploy`: the environment says that the candidate runs; nil where nobody asked it.
    case deployedRevision(candidate: ObjectID?)
    /// The gate: the candidate's tree has all change directories that what runs has.
    case keepsChanges
    /// The gate: the candidate has what runs in its history.
    case descends(from: ObjectID)
    /// The gate: the candidate builds, or starts, where the baseline does.
    case comesUp(step: GateRun.Step)
    /// The gate: the log verifies after judged code ran.
    case keepsLog
    /// The stage has something to judge.
    case somethingDeclared
    /// A rule of the stage that could block is decided.
    case somethingDecided

    private enum CodingKeys: String, CodingKey {
        case resolution, steadiness
        case baselineLevel = "baseline-level"
        case noDrift = "no-drift"
        case ageing
        case knownAges = "known-ages"
        case checkExit = "check-exit"
        case checkCase = "check-case"
        case deployExit = "deploy-exit"
        case deployedRevision = "deployed-revision"
        case keepsChanges = "keeps-changes"
        case descends
        case comesUp = "comes-up"
        case keepsLog = "keeps-log"
        case somethingDeclared = "something-declared"
        case somethingDecided = "something-decided"
    }
}
