/// The density of a Brownian motion on the paths that have stayed below every boundary so far.
///
/// Held at Gauss–Legendre points, eight a panel. A panel is at most two deviations of the next increment
/// wide, where the rule's own error is below 1e-11.
struct SurvivingPaths {
    private var points: [(position: Double, weight: Double)]

    /// At the first look: a centred normal density, cut off at `boundary`.
    init(below boundary: Double, deviation: Double, panel: Double) {
        points = Self.grid(below: boundary, deviation: deviation, panel: panel).map { position, width in
            (position, width * NormalDistribution.density(position / deviation) / deviation)
        }
    }

    private init(points: [(position: Double, weight: Double)]) {
        self.points = points
    }

    /// The boundary above which exactly `mass` lies after one more increment of the deviation `increment`.
    func boundary(crossedBy mass: Double, after increment: Double) -> Double {
        zeroOfDecreasing(from: -8, to: 39) { boundary in
            var crossing = 0.0
            for point in points {
                crossing +=
                    point.weight * NormalDistribution.upperTail((boundary - point.position) / increment)
            }
            return crossing - mass
        }
    }

    /// The paths after one more increment, without those above `boundary`; `deviation` is the motion's own
    /// there.
    func advanced(
        by increment: Double, below boundary: Double, deviation: Double, panel: Double
    ) -> SurvivingPaths {
        let grid = Self.grid(below: boundary, deviation: deviation, panel: panel)
        return SurvivingPaths(
            points: grid.map { position, width in
                var density = 0.0
                for point in points {
                    let distance = (position - point.position) / increment
                    guard abs(distance) < 9 else { continue }
                    density += point.weight * NormalDistribution.density(distance) / increment
                }
                return (position, width * density)
            })
    }

    /// Positions and weights that integrate from eight deviations below 0 to the boundary.
    private static func grid(
        below boundary: Double, deviation: Double, panel: Double
    ) -> [(position: Double, width: Double)] {
        let low = -8 * deviation
        let panels = max(1, Int(((boundary - low) / panel).rounded(.up)))
        let half = (boundary - low) / Double(panels) / 2
        var grid: [(position: Double, width: Double)] = []
        for panel in 0..<panels {
            let centre = low + half * Double(2 * panel + 1)
            for (node, weight) in gaussLegendre {
                grid.append((centre - half * node, half * weight))
                grid.append((centre + half * node, half * weight))
            }
        }
        return grid
    }

    /// The positive nodes of the eight-point rule and their weights (Abramowitz and Stegun, table 25.4).
    private static let gaussLegendre: [(node: Double, weight: Double)] = [
        (0.183434642495649805, 0.362683783378361983),
        (0.525532409916328986, 0.313706645877887287),
        (0.796666477413626740, 0.222381034453374471),
        (0.960289856497536232, 0.101228536290376259),
    ]
}
