using Berth.Engine.Frameworks;
using Berth.Engine.Services;
using Berth.Model.Addressing;
using Berth.Projects.Repository;

namespace Berth.Cli.Commands.Running;

/// <summary>The port that a command names itself, that the files of its folder tell it, or that the server it starts is known to take.</summary>
static class ExpectedPort
{
    /// <summary>Null when none is so.</summary>
    public static Port? Of(IReadOnlyList<string> command, string folder)
    {
        if ((Named(command, folder) ?? WrittenPort.OfFolder(Text(command, folder), folder, environment: true)) is { } named) return named;
        return Innermost(command, folder) is { Count: > 0 } words && ServerCommand.Of(words) is { IsForBrowsers: true, Port: > 0 } server ? new Port((ushort)server.Port) : null;
    }

    /// <summary>The port that stands in the command or in the script that it starts; null for none.</summary>
    public static Port? Named(IReadOnlyList<string> command, string folder) =>
        WrittenPort.Of(Text(command, folder), isServer: false)?.Number;

    /// <summary>Why PORT may not reach the server: a clause; null when nothing on the way is known to drop it.</summary>
    public static string? Dropped(IReadOnlyList<string> command, string folder) => DroppedVariables.Reason(Innermost(command, folder));

    static string Text(IReadOnlyList<string> command, string folder) => string.Join(' ', Innermost(command, folder).Select(ShellText.Quoted));

    static IReadOnlyList<string> Innermost(IReadOnlyList<string> command, string folder) =>
        PortFlags.Innermost(command, script => PackageScripts.Find(folder, script));
}
