import GateModel
import Testing

@testable import Stages

struct ScriptsOfCommandTests {
    @Test(
        "what a command runs of a tree are its programs with a path, and what an interpreter is given",
        arguments: [
            (DeclaredCommand.direct(["./lint"]), ["lint"]),
            (.direct(["tools/../ci//lint", "src/a.py"]), ["ci/lint"]),
            (.direct(["lint"]), []),
            (.direct(["/usr/bin/lint", "src"]), []),
            (.direct(["../lint"]), []),
            (.direct(["python3", "-S", "lint.py", "service.py"]), ["lint.py"]),
            (.direct(["python3.12", "-W", "error", "ci/lint.py"]), ["ci/lint.py"]),
            (.direct(["/usr/bin/env", "-i", "./lint"]), ["lint"]),
            (.direct(["env", "CI=1", "timeout", "60", "./lint"]), ["lint"]),
            (.direct(["sh", "-c", "make && ./lint"]), ["lint"]),
            // A module's name is no path of the tree; what it is given is what is judged.
            (.direct(["python3", "-m", "py_compile", "service.py"]), ["py_compile"]),
            (.direct(["mypy", "service.py"]), []),
            (.shell("./lint --all"), ["lint"]),
            (.shell("make test"), []),
            (.shell("CI=1 './ci/lint' | tee log; python3 -S \"lint.py\""), ["ci/lint", "lint.py"]),
            (.shell("if ! ./lint; then exit 1; fi"), ["lint"]),
            (.shell(". ./setup.sh && exec ./lint"), ["setup.sh", "lint"]),
            (.shell("python3 \"$PAWL_BASELINE/lint.py\""), []),
            (.shell("./*.sh"), []),
            (.shell("cd ci && ./lint && python3 ../check.py"), ["ci/lint", "lint", "check.py"]),
            (.shell("(cd 'ci'; ./lint); ./test"), ["ci/lint", "lint", "ci/test", "test"]),
            (.shell("cd \"$PAWL_BASELINE\" && ./lint"), ["lint"]),
        ])
    func scripts(command: DeclaredCommand, paths: [String]) {
        #expect(command.scripts == paths)
    }
}
