import JSON

/// How an environment goes back from one commit to another: which scripts, from which git objects, in which order.
package struct RollbackPlan: Hashable, Sendable, Codable {
    package let from: Revision
    package let to: Revision
    package let steps: [RollbackStep]
    /// Changes that stay because undoing them loses data and nobody allowed it: `20260714-payment-index`.
    package let leftForPeople: [String]
    package let budget: Duration

    package init(
        from: Revision, to: Revision, steps: [RollbackStep], leftForPeople: [String], budget: Duration
    ) {
        self.from = from
        self.to = to
        self.steps = steps
        self.leftForPeople = leftForPeople
        self.budget = budget
    }

    /// How many changes it undoes before the old code comes back: all of them, or 0 where any is left for later.
    package var revertsFirst: Int {
        let changes = steps.filter { if case .revert = $0.action { true } else { false } }
        let early = steps.prefix { $0.action != .redeploy }
        return changes.allSatisfy(early.contains) ? changes.count : 0
    }
}

/// One script of a rollback. Its bytes come from git; `blob` and `sha256` say which.
package struct RollbackStep: Hashable, Sendable, Codable {
    /// From 1.
    package let number: Int
    package let action: Action
    package let script: Script
    /// Asked first; exit 1 means that the change never took effect here and the step is skipped.
    package let applied: Script?
    package let timeout: Duration

    package init(number: Int, action: Action, script: Script, applied: Script?, timeout: Duration) {
        self.number = number
        self.action = action
        self.script = script
        self.applied = applied
        self.timeout = timeout
    }

    package enum Action: Hashable, Sendable, TaggedCodable, CustomStringConvertible {
        case redeploy
        case verify
        case revert(change: String)
        case verifyChange(change: String)

        private enum CodingKeys: String, CodingKey {
            case redeploy, verify, revert
            case verifyChange = "verify-change"
        }

        package var change: String? {
            switch self {
            case .redeploy, .verify: nil
            case .revert(let change), .verifyChange(let change): change
            }
        }

        /// `revert 20260714-payment-index`
        package var description: String {
            switch self {
            case .redeploy: "redeploy"
            case .verify: "verify"
            case .revert(let change): "revert \(change)"
            case .verifyChange(let change): "verify \(change)"
            }
        }
    }

    package struct Script: Hashable, Sendable, Codable {
        /// In the repository.
        package let path: String
        /// The commit whose tree it is taken from.
        package let commit: ObjectID
        package let blob: ObjectID
        /// Of the blob's bytes, hexadecimal.
        package let sha256: String

        package init(path: String, commit: ObjectID, blob: ObjectID, sha256: String) {
            self.path = path
            self.commit = commit
            self.blob = blob
            self.sha256 = sha256
        }
    }
}

/// What came of a rollback.
package struct RollbackReport: Hashable, Sendable, Codable {
    package let plan: RollbackPlan
    package let results: [StepResult]
    package let outcome: Outcome
    @InSeconds package private(set) var seconds: Double
    /// Digests of the environment's state before the deploy and at the end, where there is such a script.
    package let fingerprints: Fingerprints?

    package init(
        plan: RollbackPlan, results: [StepResult], outcome: Outcome, seconds: Double,
        fingerprints: Fingerprints?
    ) {
        self.plan = plan
        self.results = results
        self.outcome = outcome
        self.seconds = seconds
        self.fingerprints = fingerprints
    }

    package struct StepResult: Hashable, Sendable, Codable {
        package let number: Int
        package let end: StepEnd
        @InSeconds package private(set) var seconds: Double
        /// Head and tail of what it printed, masked. It is never recorded: it may hold what has no place in a log that is kept
        /// for ever.
        package private(set) var output = ""

        package init(number: Int, end: StepEnd, seconds: Double, output: String) {
            self.number = number
            self.end = end
            self.seconds = seconds
            self.output = output
        }

        package var succeeded: Bool { end.succeeded }

        private enum CodingKeys: CodingKey {
            case number, end, seconds
        }
    }

    package struct Fingerprints: Hashable, Sendable, Codable {
        package let before: String?
        package let after: String?

        package init(before: String?, after: String?) {
            self.before = before
            self.after = after
        }
    }

    package enum Outcome: Hashable, Sendable, TaggedCodable {
        case verified
        /// Verified; these changes are left for people.
        case cleanUpLeft([String])
        /// All steps ran; the last verification did not succeed.
        case notVerified
        case failed(step: Int)
        /// Interrupted; some steps were not run.
        case unfinished(step: Int)

        private enum CodingKeys: String, CodingKey {
            case verified, failed, unfinished
            case cleanUpLeft = "clean-up-left"
            case notVerified = "not-verified"
        }

        private enum CleanUpLeftCodingKeys: String, CodingKey { case _0 = "changes" }

        package var isVerified: Bool {
            switch self {
            case .verified, .cleanUpLeft: true
            case .notVerified, .failed, .unfinished: false
            }
        }

        /// `verified`, `clean-up left`, `not verified`, `failed at step 2`, `unfinished at step 2`
        package var word: String {
            switch self {
            case .verified: "verified"
            case .cleanUpLeft: "clean-up left"
            case .notVerified: "not verified"
            case .failed(let step): "failed at step \(step)"
            case .unfinished(let step): "unfinished at step \(step)"
            }
        }
    }
}
