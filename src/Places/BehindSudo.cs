using System.Runtime.Versioning;
using Berth.Linux.Processes;

namespace Berth.Places;

/// <summary>The person who called sudo.</summary>
[SupportedOSPlatform("linux")]
public static class BehindSudo
{
    /// <summary>Null when nobody called sudo.</summary>
    public static uint? User => SudoCaller.User;
}
