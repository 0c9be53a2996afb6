import Contracts
import GateModel
import Testing

/// What abidiff 2.2.0 prints.
private let printed = """
    Leaf changes summary: 3 artifacts changed
    Changed leaf types summary: 1 leaf type changed
    Removed/Changed/Added functions summary: 1 Removed, 0 Changed, 1 Added function
    Removed/Changed/Added variables summary: 0 Removed, 0 Changed, 0 Added variable

    1 Removed function:

      [D] 'function int gone()'    {gone}

    1 Added function:

      [A] 'function int fresh()'    {fresh}

    'struct member at x1.c:1:1' changed:
      type size changed from 64 to 128 (in bits)
      there are data member changes:
        type 'int' of 'member::age' changed:
          type name changed from 'int' to 'long int'
          type size changed from 32 to 64 (in bits)
        and offset changed from 32 to 64 (in bits) (by +32 bits)

    """

private func report(_ text: String, status: Int32) throws -> SignatureReport {
    try .abidiff(text, status: status, library: "libm.so")
}

@Suite struct AbidiffReportTests {
    @Test func functionsAndTypesAreNamed() throws {
        #expect(
            try report(printed, status: 12).differences.map { "\($0.severity) \($0.fingerprint)" } == [
                "breaking abi/libm.so/function-removed/int gone()",
                "breaking abi/libm.so/type-changed/struct member/64-128",
                "info abi/libm.so/function-added/int fresh()",
            ])
    }

    @Test func aMovedTypeKeepsItsFingerprint() throws {
        let moved = printed.replacing("x1.c:1:1", with: "y.h:70:3")
        #expect(try report(moved, status: 12) == report(printed, status: 12))
    }

    @Test func nothingPrintedAndStatusZeroIsNoDifference() throws {
        #expect(try report("", status: 0).differences.isEmpty)
    }

    @Test(
        "a status that is not what was printed is not understood",
        arguments: [("", 4), ("", 12), (printed, 0)] as [(String, Int32)])
    func contradiction(text: String, status: Int32) {
        #expect(throws: NotUnderstood.self) { try report(text, status: status) }
    }
}
