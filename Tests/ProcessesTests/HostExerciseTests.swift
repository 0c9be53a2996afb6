import Processes
import Testing

@Test func theSameWorkTakesAboutTheSameTimeTwice() throws {
    let exercise = try HostExercise()
    #expect(exercise.times.count == HostExercise.blocks)
    let all = exercise.times.flatMap { $0.first + $0.second }.sorted()
    #expect(all.count == HostExercise.blocks * 10 * 2)
    // 1.5 ms of arithmetic and twenty round trips; a busy host may take its time, but not less than the arithmetic
    #expect(all[all.count / 2] > 0.0005)
    #expect(all[all.count / 2] < 0.2)
}
