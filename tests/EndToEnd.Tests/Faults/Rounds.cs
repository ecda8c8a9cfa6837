namespace Berth.EndToEnd.Tests.Faults;

/// <summary>
/// How much is tried of what could be tried without end: a sample that a seed decides. BERTH_TEST_LONG=1 (`./test --long`) tries all;
/// BERTH_TEST_SEED takes another sample.
/// </summary>
static class Rounds
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("BERTH_TEST_LONG") == "1";

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("BERTH_TEST_SEED"), out var seed) ? seed : 1;

    /// <summary>All of them in a long run, else so many.</summary>
    public static IReadOnlyList<T> Sample<T>(IReadOnlyList<T> all, int most)
    {
        if (IsLong || all.Count <= most) return all;
        var mixed = all.ToArray();
        new Random(Seed).Shuffle(mixed);
        return mixed[..most];
    }
}
