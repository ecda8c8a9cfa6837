using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>The newest ASP.NET Core of each major version has the fixes to Kestrel that are known to matter.</summary>
sealed class RuntimeCheck : ICheck
{
    sealed record Known(int Major, Version FixedIn, string Advisories);

    // Kestrel, request smuggling and later. A version that is served no more has no line.
    static readonly Known[] advisories =
    [
        new(8, new Version(8, 0, 21), "CVE-2025-55315"),
        new(9, new Version(9, 0, 10), "CVE-2025-55315"),
        new(10, new Version(10, 0, 13), "CVE-2026-70188 and CVE-2026-96225"),
    ];

    public string Name => "runtimes";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var old = Newest(facts).Where(static runtime => Advisory(runtime) is not null).ToList();
        if (old is not [var first, ..] || Advisory(first) is not { } known) return null;
        return new Diagnosis(
            "runtime-vulnerable", $"ASP.NET Core {first.Version} has known vulnerabilities ({known.Advisories}), fixed in {known.FixedIn}.",
            [.. old.Select(static runtime => $"The newest of {runtime.Version.Major} here is {runtime.Path}; {Advisory(runtime)!.FixedIn} has the fixes.")],
            new Fix($"Install {known.FixedIn} or newer", "dotnet sdk check"))
        {
            IsNotice = true,
        };
    }

    static Known? Advisory(InstalledRuntime runtime) => Array.Find(advisories, known => known.Major == runtime.Version.Major && runtime.Version < known.FixedIn);

    public string Seen(MachineFacts facts) => facts.Runtimes.Count == 0
        ? "no ASP.NET Core installed"
        : $"ASP.NET Core {Words.Join(Newest(facts).Select(static runtime => runtime.Version.ToString()))}";

    static IEnumerable<InstalledRuntime> Newest(MachineFacts facts) =>
        facts.Runtimes.GroupBy(static runtime => runtime.Version.Major).Select(static group => group.MaxBy(static runtime => runtime.Version)!).OrderByDescending(static runtime => runtime.Version);
}
