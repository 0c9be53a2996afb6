/// Stretches inputs by repeating a piece of them, and looks whether four times the bytes cost far more than four times as long.
struct GrowthSearch {
    private let target: FuzzTarget
    private let inputs: [[UInt8]]
    private var random = SystemRandomNumberGenerator()
    private(set) var tried = 0

    /// In bytes; each four times the one before, so that what grows fast is found before it takes minutes.
    private static let lengths = [2_500, 10_000, 40_000, 160_000]
    /// What costs less matters to nobody, however it grows.
    private static let leastTime = Duration.milliseconds(100)
    /// Of four times the bytes: what is linear takes 4, what is quadratic 16.
    private static let mostGrowth = 9.0

    struct Found {
        let bytes: [UInt8]
        /// `40000 bytes take 0.1 s, 160000 bytes 1.7 s`
        let text: String
    }

    init(_ target: FuzzTarget, inputs: [[UInt8]]) {
        self.target = target
        self.inputs = inputs.filter { !$0.isEmpty }
    }

    /// Nil where nothing was found in that time.
    mutating func run(for limit: Duration) -> Found? {
        let clock = ContinuousClock()
        let end = clock.now + limit
        while clock.now < end {
            guard let input = inputs.randomElement(using: &random) else { return nil }
            tried += 1
            if let found = grown(stretch(of: input)) { return found }
        }
        return nil
    }

    /// A piece of an input that is repeated in its place.
    private struct Stretch {
        let start: [UInt8]
        let piece: [UInt8]
        let end: [UInt8]
        /// Where in the piece a number stands that counts its repetitions; nil: they are all the same.
        let number: Int?

        func bytes(_ length: Int) -> [UInt8] {
            var bytes = start
            var count = 0
            while bytes.count + end.count < length {
                if let number {
                    bytes += piece[..<number] + Array("\(count)".utf8) + piece[number...]
                } else {
                    bytes += piece
                }
                count += 1
            }
            return bytes + end
        }
    }

    private mutating func stretch(of input: [UInt8]) -> Stretch {
        let range = Bool.random(using: &random) ? lines(of: input) : bytes(of: input)
        let piece = Array(input[range])
        let number = Bool.random(using: &random) ? Int.random(in: 0...piece.count, using: &random) : nil
        return Stretch(
            start: Array(input[..<range.lowerBound]), piece: piece, end: Array(input[range.upperBound...]),
            number: number)
    }

    private mutating func bytes(of input: [UInt8]) -> Range<Int> {
        let start = Int.random(in: 0..<input.count, using: &random)
        let most = min(input.count - start, Bool.random(using: &random) ? 4 : 64)
        return start..<(start + Int.random(in: 1...most, using: &random))
    }

    /// Some lines, or what stands between two commas.
    private mutating func lines(of input: [UInt8]) -> Range<Int> {
        let separator = UInt8(ascii: Bool.random(using: &random) ? "\n" : ",")
        let starts = [0] + input.indices.filter { input[$0] == separator }.map { $0 + 1 } + [input.count]
        let first = Int.random(in: 0..<(starts.count - 1), using: &random)
        let last = min(starts.count - 1, first + Int.random(in: 1...3, using: &random))
        return starts[first] < starts[last] ? starts[first]..<starts[last] : 0..<input.count
    }

    private func grown(_ stretch: Stretch) -> Found? {
        for (short, long) in zip(Self.lengths, Self.lengths.dropFirst()) {
            let bytes = (short: stretch.bytes(short), long: stretch.bytes(long))
            guard time(bytes.long) > Self.leastTime else { continue }
            // The shortest of three, since others compute on this machine too.
            let (shorter, longer) = (leastTime(bytes.short), leastTime(bytes.long))
            guard longer > Self.leastTime, longer / shorter > Self.mostGrowth else { continue }
            return Found(
                bytes: bytes.long,
                text: "\(bytes.short.count) bytes take \(shorter), \(bytes.long.count) bytes \(longer)")
        }
        return nil
    }

    private func leastTime(_ bytes: [UInt8]) -> Duration {
        (0..<3).map { _ in time(bytes) }.min() ?? .zero
    }

    private func time(_ bytes: [UInt8]) -> Duration { ContinuousClock().measure { target.read(bytes) } }
}
