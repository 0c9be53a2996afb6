/// Replaces secrets in a stream that arrives in pieces.
///
/// Every byte that belongs to an occurrence of any secret is covered, overlapping occurrences too; each unbroken
/// covered run becomes one `***`. A piece's end that may be the beginning of a secret is held back until the next
/// piece tells.
struct SecretMask: Sendable {
    private let secrets: [[UInt8]]
    private let startsSecret: [Bool]
    private var held: [UInt8] = []
    /// How far into `held` an occurrence found earlier reaches.
    private var coveredUntil = 0
    private var isCovering = false

    init(_ secrets: [String]) {
        self.secrets = secrets.filter { !$0.isEmpty }.map { Array($0.utf8) }
        var starts = [Bool](repeating: false, count: 256)
        for secret in self.secrets { starts[Int(secret[0])] = true }
        startsSecret = starts
    }

    /// The bytes that are certain by now, masked.
    mutating func mask(_ piece: some Collection<UInt8>) -> [UInt8] {
        if secrets.isEmpty { return Array(piece) }
        held.append(contentsOf: piece)
        return release(isLast: false)
    }

    /// The bytes still held back, masked.
    mutating func finish() -> [UInt8] {
        release(isLast: true)
    }

    private mutating func release(isLast: Bool) -> [UInt8] {
        var masked: [UInt8] = []
        var position = 0
        scan: while position < held.count {
            if startsSecret[Int(held[position])] {
                for secret in secrets {
                    let rest = held[position...].prefix(secret.count)
                    guard secret.starts(with: rest) else { continue }
                    if rest.count == secret.count {
                        coveredUntil = max(coveredUntil, position + secret.count)
                    } else if !isLast {
                        break scan
                    }
                }
            }
            if position >= coveredUntil {
                masked.append(held[position])
            } else if !isCovering {
                masked.append(contentsOf: "***".utf8)
            }
            isCovering = position < coveredUntil
            position += 1
        }
        held.removeFirst(position)
        coveredUntil = max(0, coveredUntil - position)
        return masked
    }
}
