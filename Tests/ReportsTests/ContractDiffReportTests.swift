import GateModel
import Testing

@testable import Reports

struct ContractDiffReportTests {
    private let shared = APIChange(
        id: "response-property-type-changed", level: .error, operation: "",
        path: "components/schemas/User/id", text: "'id' of 'User': the type changed from string to integer",
        operations: ["GET /a", "GET /b", "GET /c", "PUT /a"])
    private let alone = APIChange(
        id: "endpoint-added", level: .info, operation: "GET /d", path: "", text: "the operation is new")

    @Test("a shared change is one block, with the number and the first of its operations")
    func text() {
        #expect(
            ContractDiffReport.text([shared, alone], style: .plain) == """
                BREAKING  1 breaking, 0 warnings, 1 for information
                ERR response-property-type-changed  components/schemas/User/id
                     'id' of 'User': the type changed from string to integer
                     reaches 4 operations: GET /a, GET /b, GET /c and 1 other
                INFO endpoint-added  GET /d
                     the operation is new

                """)
    }

    @Test("JSON lists all operations")
    func json() {
        #expect(
            ContractDiffReport.json([shared]) == """
                [
                  {
                    "id": "response-property-type-changed",
                    "level": "ERR",
                    "operation": "",
                    "operations": [
                      "GET /a",
                      "GET /b",
                      "GET /c",
                      "PUT /a"
                    ],
                    "path": "components/schemas/User/id",
                    "text": "'id' of 'User': the type changed from string to integer"
                  }
                ]

                """)
    }
}
