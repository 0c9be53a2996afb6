/// The known name that somebody who wrote `word` most likely meant, or nil if none is near.
///
/// Near is at most a third of the word's letters wrong, one at least; a swap of neighbours is one mistake.
package func nearestName(to word: String, among known: [String]) -> String? {
    guard word.count <= 40 else { return nil }
    let written = Array(word.lowercased())
    var nearest: (name: String, distance: Int)?
    for name in known {
        let distance = editDistance(written, Array(name.lowercased()))
        if distance <= max(1, written.count / 3), distance < nearest?.distance ?? .max {
            nearest = (name, distance)
        }
    }
    return nearest?.name
}

/// Optimal string alignment distance: insertions, deletions, substitutions, and swaps of two neighbours.
private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in 1..<(first.count + 1) {
        var current = [row]
        for column in 1..<(second.count + 1) {
            let substitution = last[column - 1] + (first[row - 1] == second[column - 1] ? 0 : 1)
            var distance = min(last[column] + 1, current[column - 1] + 1, substitution)
            if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1]
            {
                distance = min(distance, beforeLast[column - 2] + 1)
            }
            current.append(distance)
        }
        (beforeLast, last) = (last, current)
    }
    return last[second.count]
}
