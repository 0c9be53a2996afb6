import Testing

@testable import Reports

@Suite struct TimeTextTests {
    @Test(
        "seconds since 1970 as a date and time in UTC",
        arguments: [
            (Int64(0), "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"), (1_709_208_000, "2024-02-29T12:00:00Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"), (1_784_021_405, "2026-07-14T09:30:05Z"),
            (2_147_483_647, "2038-01-19T03:14:07Z"), (2_147_483_648, "2038-01-19T03:14:08Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"), (-2_208_988_800, "1900-01-01T00:00:00Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"), (-62_167_219_201, "-0001-12-31T23:59:59Z"),
        ])
    func dates(seconds: Int64, text: String) {
        #expect(utcText(seconds) == text)
    }

    @Test(
        "a time that was taken, to a tenth of a second below a hundred",
        arguments: [
            (0, "0.0 s"), (4.06, "4.1 s"), (99.94, "99.9 s"), (99.96, "100 s"), (182.4, "182 s"),
            (.nan, "unknown time"), (-1, "unknown time"), (.infinity, "unknown time"),
        ])
    func seconds(seconds: Double, text: String) {
        #expect(secondsText(seconds) == text)
    }
}
