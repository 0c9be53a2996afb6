import GateModel
import JSON

extension JSONReport {
    /// Bytes, seconds, and bytes an operation.
    static func json(_ series: MemorySeries) -> JSONValue {
        [
            "operations_per_point": .integer(Int64(series.operationsPerPoint)),
            "operations": .integer(Int64(series.operations)),
            "least": .array(series.least.map { number($0) }),
            "largest": .array(series.largest.map { number($0) }),
            "seconds": .array(series.seconds.map { number($0) }),
            "floors": series.floors.map(json) ?? .null,
        ]
    }

    private static func json(_ floors: MemorySeries.Floors) -> JSONValue {
        [
            "from": .integer(Int64(floors.from)),
            "operations_per_window": .integer(Int64(floors.operationsPerWindow)),
            "values": .array(floors.values.map { number($0) }),
            "slope": number(floors.slope),
            "lower": number(floors.lower),
            "upper": number(floors.upper),
        ]
    }
}
