package import GateModel
package import Measuring

/// The candidate with a smaller data set of its own.
package struct ScaledSubject: Sendable {
    /// With what was counted after the candidate's migrations.
    package let size: DataSize
    package let subject: Subject
}
