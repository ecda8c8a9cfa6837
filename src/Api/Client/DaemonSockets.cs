using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Places;

namespace Berth.Api.Client;

/// <summary>Where a daemon may be reached.</summary>
[SupportedOSPlatform("linux")]
static class DaemonSockets
{
    /// <summary>
    /// The usual place; then the one that the daemon of this state has written down: a shell without XDG_RUNTIME_DIR (cron, su)
    /// finds the daemon of the desktop all the same.
    /// </summary>
    public static IEnumerable<string> Of(DaemonPlace place)
    {
        yield return place.Socket;
        if (Written(place) is { } other && other != place.Socket) yield return other;
    }

    static string? Written(DaemonPlace place) =>
        OwnFile.Read(place.SocketNote, 4096).Text is { Length: > 0 } path && Path.IsPathRooted(path) ? path : null;
}
