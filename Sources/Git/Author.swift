/// Who a commit says made it; both author and committer of what is written here.
package struct Author: Hashable, Sendable {
    package let name: String
    package let email: String

    package init(name: String, email: String) {
        self.name = name
        self.email = email
    }
}
