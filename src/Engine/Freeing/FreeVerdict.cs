namespace Berth.Engine.Freeing;

/// <summary>What became of the request, and the exit code that says so. The one place where the codes are written.</summary>
public enum FreeVerdict
{
    /// <summary>Every chosen port was held and is free now.</summary>
    Freed = 0,

    /// <summary>Nothing held it: there was nothing to do.</summary>
    NothingThere = 3,

    /// <summary>It was left alone on purpose; the refusal says why.</summary>
    Refused = 4,

    /// <summary>It was tried, and the port is held still or again.</summary>
    StillHeld = 5,

    /// <summary>It takes more rights.</summary>
    NoRight = 6,
}

public static class FreeVerdicts
{
    public static int ExitCode(this FreeVerdict verdict) => (int)verdict;

    /// <summary>The name used in JSON.</summary>
    public static string Name(this FreeVerdict verdict) => verdict switch
    {
        FreeVerdict.Freed => "freed",
        FreeVerdict.NothingThere => "nothing-there",
        FreeVerdict.Refused => "refused",
        FreeVerdict.StillHeld => "still-held",
        _ => "no-right",
    };

    /// <summary>One verdict for several: what went wrong counts before what went well. Of none: nothing was there.</summary>
    public static FreeVerdict Of(IEnumerable<FreeVerdict> verdicts)
    {
        var worst = FreeVerdict.NothingThere;
        foreach (var verdict in verdicts)
            if (Weight(verdict) > Weight(worst)) worst = verdict;
        return worst;
    }

    /// <summary>The verdict of a plan that was refused as a whole or in part; null when nothing was refused.</summary>
    public static FreeVerdict? Of(IReadOnlyList<FreeRefusal> refusals) =>
        refusals.Count == 0 ? null : Of(refusals.Select(refusal => Of(refusal.Kind)));

    public static FreeVerdict Of(RefusalKind kind) => kind == RefusalKind.NoRight ? FreeVerdict.NoRight : FreeVerdict.Refused;

    static int Weight(FreeVerdict verdict) => verdict switch
    {
        FreeVerdict.NothingThere => 0,
        FreeVerdict.Freed => 1,
        FreeVerdict.Refused => 2,
        FreeVerdict.NoRight => 3,
        _ => 4,
    };
}
