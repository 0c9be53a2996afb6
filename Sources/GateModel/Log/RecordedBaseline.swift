/// What a gate measured of a revision that may run: what later measurements can be compared with.
///
/// It is made from a log entry and its evidence, so everybody who has the log can make it again. It is never changed:
/// a later gate of the same revision makes another one.
package struct RecordedBaseline: Hashable, Sendable {
    package let revision: Revision
    package let environment: String
    package let pipeline: Decision.PipelineSource
    package let dataSet: DataSetIdentity
    /// Nil where the system did not say: comparable with nothing.
    package let hostClass: HostClass?
    package let source: Source
    /// Stage by stage, in the order in which they were measured.
    package let measured: [MeasuredMetric]

    package init(
        revision: Revision, environment: String, pipeline: Decision.PipelineSource, dataSet: DataSetIdentity,
        hostClass: HostClass?, source: Source, measured: [MeasuredMetric]
    ) {
        self.revision = revision
        self.environment = environment
        self.pipeline = pipeline
        self.dataSet = dataSet
        self.hostClass = hostClass
        self.source = source
        self.measured = measured
    }

    /// The entry that it comes from.
    package struct Source: Hashable, Sendable {
        package let index: Int
        /// The entry's leaf hash, lower-case hexadecimal.
        package let leaf: String
        /// Which side of the gate's evidence it is.
        package let side: Side
        package let standing: Standing
        /// Seconds since 1970, UTC.
        package let time: Int64

        package init(index: Int, leaf: String, side: Side, standing: Standing, time: Int64) {
            self.index = index
            self.leaf = leaf
            self.side = side
            self.standing = standing
            self.time = time
        }
    }

    /// Why what was measured of it may be a baseline.
    package enum Standing: String, Hashable, Sendable {
        /// It ran when the gate began.
        case ran
        /// The gate approved it.
        case approved
    }

    /// The worst of what is said of its metrics.
    package var grade: Assessment.Grade {
        measured.compactMap(\.assessment?.grade).max { $0.rank < $1.rank } ?? .unknown
    }
}
