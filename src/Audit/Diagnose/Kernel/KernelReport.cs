namespace Berth.Audit.Diagnose.Kernel;

/// <summary>What the kernel and these rights allow, and why not.</summary>
public sealed record KernelReport(Health Verdict, IReadOnlyList<KernelAbility> Abilities, IReadOnlyList<KernelCheck> Checks);

/// <summary>Something that Berth can do where the kernel lets it.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Sentence">What it is, without a full stop.</param>
/// <param name="Has">This kernel and these rights allow it.</param>
public sealed record KernelAbility(string Id, string Sentence, bool Has);

/// <param name="Id">Stable.</param>
/// <param name="Sentence">What was seen, without a full stop.</param>
/// <param name="Fix">What to do; null when all is well, or nothing can be done.</param>
public sealed record KernelCheck(string Id, CheckResult Result, string Sentence, string? Fix = null);

public enum CheckResult : byte
{
    Ok,
    No,

    /// <summary>It was not tried, for want of rights.</summary>
    Unknown,
}
