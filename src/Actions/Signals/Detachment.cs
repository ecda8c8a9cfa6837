using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Berth.Linux.Processes;

namespace Berth.Actions.Signals;

/// <summary>Keeps this process running when the terminal that it was started from goes away.</summary>
[SupportedOSPlatform("linux")]
public static class Detachment
{
    /// <summary>Dispose it to hear the terminal again.</summary>
    public static IDisposable Start()
    {
        OwnSession.Start();
        return PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
    }
}
