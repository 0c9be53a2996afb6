import Testing

@testable import Statistics

@Suite("GroupSequentialDesign")
struct GroupSequentialDesignTests {
    @Test(
        "critical values at alpha 0.05",
        arguments: [
            (20, [2, 11, 29, 54]),
            (40, [0, 7, 21, 43, 72, 109, 153, 206, 266]),
        ])
    func criticalValues(maximumBlocks: Int, expected: [Int]) throws {
        let design = try GroupSequentialDesign(maximumBlocks: maximumBlocks, alpha: 0.05)
        #expect(design.looks.map(\.criticalValue) == expected)
    }

    @Test("nominal levels at 40 blocks and alpha 0.05")
    func nominalAlphas() throws {
        let expected = [
            0.004383, 0.005410, 0.007517, 0.009992, 0.012785, 0.015884, 0.019285, 0.022988, 0.026991,
        ]
        let looks = try GroupSequentialDesign(maximumBlocks: 40, alpha: 0.05).looks
        try #require(looks.map(\.blocks) == [8, 12, 16, 20, 24, 28, 32, 36, 40])
        for (look, level) in zip(looks, expected) {
            #expect(isClose(look.nominalAlpha, level, within: 1e-6), "at \(look.blocks)")
        }
    }

    @Test("every row of the reference table comes out", arguments: [16, 20, 24, 32, 40, 64])
    func table(maximumBlocks: Int) throws {
        let rows = try DataFile.rows("gsr_critical.csv").filter { $0[0] == String(maximumBlocks) }
        for alpha in [0.05, 0.025, 0.0125, 0.01, 0.0025] {
            let expected = try rows.filter { try DataFile.number($0[2]) == alpha }
            let design = try GroupSequentialDesign(maximumBlocks: maximumBlocks, alpha: alpha)
            try #require(design.looks.count == expected.count)
            for (look, row) in zip(design.looks, expected) {
                #expect(String(look.blocks) == row[1])
                #expect(isClose(look.nominalAlpha, try DataFile.number(row[4]), within: 1e-6))
                let boundary = NormalDistribution.upperQuantile(look.nominalAlpha)
                #expect(isClose(boundary, try DataFile.number(row[5]), within: 2e-5))
                #expect(String(look.criticalValue) == row[6], "\(row)")
            }
        }
    }

    @Test("a single look spends all there is to spend")
    func single() throws {
        let design = try GroupSequentialDesign(maximumBlocks: 8, alpha: 0.05)
        // 0.98 · 0.05 = 0.049; P(W ≤ 5) = 10/256 = 0.039, P(W ≤ 6) = 14/256 = 0.055.
        #expect(design.looks.map(\.blocks) == [8])
        #expect(isClose(design.looks[0].nominalAlpha, 0.049, within: 1e-15))
        #expect(design.looks[0].criticalValue == 5)
    }

    @Test("the last look is at the maximum, wherever the steps fall")
    func lastLook() throws {
        let design = try GroupSequentialDesign(maximumBlocks: 14, alpha: 0.05)
        #expect(design.looks.map(\.blocks) == [8, 12, 14])
    }

    @Test("the largest design is sound at a level split by fifty")
    func largest() throws {
        let looks = try GroupSequentialDesign(maximumBlocks: 96, alpha: 0.001).looks
        try #require(looks.count == 23)
        // The first look spends 0.98 · 0.001 · (8/96)^1.5.
        #expect(isClose(looks[0].nominalAlpha, 2.3575136e-5, within: 1e-11))
        #expect(looks.map(\.nominalAlpha) == looks.map(\.nominalAlpha).sorted())
        #expect(looks.map(\.criticalValue) == looks.map(\.criticalValue).sorted())
        #expect(looks[0].criticalValue == -1)
    }

    @Test("values that make no design are refused")
    func refused() {
        #expect(throws: StatisticsError.outOfRange(.alpha, value: 0)) {
            try GroupSequentialDesign(maximumBlocks: 40, alpha: 0)
        }
        #expect(throws: StatisticsError.outOfRange(.alpha, value: 0.5)) {
            try GroupSequentialDesign(maximumBlocks: 40, alpha: 0.5)
        }
        #expect(throws: StatisticsError.self) {
            try GroupSequentialDesign(maximumBlocks: 40, alpha: .nan)
        }
        #expect(throws: StatisticsError.outOfRange(.blocks, value: 7)) {
            try GroupSequentialDesign(maximumBlocks: 7, alpha: 0.05)
        }
        #expect(throws: StatisticsError.outOfRange(.blocks, value: 129)) {
            try GroupSequentialDesign(maximumBlocks: 129, alpha: 0.05)
        }
        #expect(throws: StatisticsError.outOfRange(.step, value: 0)) {
            try GroupSequentialDesign(maximumBlocks: 40, alpha: 0.05, step: 0)
        }
        #expect(throws: StatisticsError.outOfRange(.rho, value: .infinity)) {
            try GroupSequentialDesign(maximumBlocks: 40, alpha: 0.05, rho: .infinity)
        }
    }
}
