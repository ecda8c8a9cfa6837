using Berth.Linux.Native;
using Berth.Model.Knowledge;

namespace Berth.Probes.Asking.Wire;

/// <summary>Whether this machine has what TLS takes.</summary>
public static class TlsSupport
{
    public static bool IsThere => !OperatingSystem.IsLinux() || OpenSsl.IsThere;

    /// <summary>Null when TLS can be spoken; else what is missing of every answer that would need it.</summary>
    public static Shortfall? Shortfall =>
        IsThere ? null : new Shortfall("nothing was asked over TLS: libssl is not installed", "apt-get install libssl3");
}
