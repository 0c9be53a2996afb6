/// One thing that the service is asked to do, under a name that rules and reports use.
package struct DeclaredOperation: Hashable, Sendable, Codable {
    package let name: String
    package let request: RequestTemplate
    /// What a success looks like; anything else is a failed operation.
    package let expect: Expectation
    /// A read that belongs to the operation and follows its answer: `{response.id}` is a member of that answer.
    package let then: RequestTemplate?
    /// How often it is drawn beside the others where operations are mixed; 1 unless declared.
    package let weight: Int
    package let position: FilePosition

    package init(
        name: String, request: RequestTemplate, expect: Expectation, then: RequestTemplate?, weight: Int,
        position: FilePosition
    ) {
        self.name = name
        self.request = request
        self.expect = expect
        self.then = then
        self.weight = weight
        self.position = position
    }

    package enum Expectation: Hashable, Sendable, Codable {
        case success
        case status(Int)

        package func accepts(_ status: Int) -> Bool {
            switch self {
            case .success: (200..<300).contains(status)
            case .status(let expected): status == expected
            }
        }
    }
}
