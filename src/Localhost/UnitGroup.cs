using System.Globalization;
using System.Runtime.Versioning;
using Berth.Linux.ProcFs;

namespace Berth.Localhost;

/// <summary>
/// The control group of one unit, below its project's: what it is, the process that watches over it (pid and start), and the
/// namespace that these numbers are of. The number tells units of one name apart.
/// </summary>
[SupportedOSPlatform("linux")]
sealed record UnitGroup(UnitKind Kind, string UnitName, int Number, int Pid, ulong StartTicks, ulong PidNamespace)
{
    const int LongestName = 64;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{(Kind == UnitKind.Run ? "run" : "service")}-{UnitName}-{Number}-{Pid}-{StartTicks}-{PidNamespace}");

    /// <summary>Null when /proc does not show this process.</summary>
    public static UnitGroup? OfThisProcess(UnitKind kind, string unitName, int number) => ThisProcess.StartTicks(Environment.ProcessId) is { } start
        ? new UnitGroup(kind, Plain(unitName), number, Environment.ProcessId, start, ThisProcess.PidNamespace)
        : null;

    /// <summary>Null when a folder is not the group of a unit.</summary>
    public static UnitGroup? Read(string folder)
    {
        var parts = Path.GetFileName(folder).Split('-');
        if (parts.Length < 6 || Kinds(parts[0]) is not { } kind) return null;
        return Number32(parts[^4]) is { } number && Number32(parts[^3]) is { } pid && Number64(parts[^2]) is { } start && Number64(parts[^1]) is { } pids
            ? new UnitGroup(kind, string.Join('-', parts[1..^4]), number, pid, start, pids)
            : null;
    }

    /// <summary>Nobody watches over it any more. One of another pid namespace cannot be judged: its numbers mean others here.</summary>
    public bool IsLeft => PidNamespace == ThisProcess.PidNamespace && ThisProcess.StartTicks(Pid) != StartTicks;

    // The name of a folder: a person may call a command anything.
    static string Plain(string name)
    {
        var plain = name.Length > LongestName ? name[..LongestName] : name;
        return string.Concat(plain.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '_'));
    }

    static UnitKind? Kinds(string word) => word switch
    {
        "run" => UnitKind.Run,
        "service" => UnitKind.Service,
        _ => null,
    };

    static int? Number32(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static ulong? Number64(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
