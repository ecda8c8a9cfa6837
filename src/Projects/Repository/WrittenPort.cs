using Berth.Model.Addressing;

namespace Berth.Projects.Repository;

/// <summary>The port that a start command itself names: it listens there, whatever PORT says.</summary>
/// <param name="IsForBrowsers">Else a database or the like.</param>
public readonly record struct WrittenPort(Port Number, bool IsForBrowsers)
{
    /// <summary>Null when it names none, or several.</summary>
    /// <param name="isServer">Known to be a server; else only programs that we know count.</param>
    public static WrittenPort? Of(string command, bool isServer)
    {
        var found = new HashSet<WrittenPort>();
        foreach (var one in StartCommand.Read(command))
            if ((isServer || one.IsKnown) && (one.IsImplied ? one.Assigned : one.Port) is { Number: > 0 } port) found.Add(new WrittenPort(port, one.IsForBrowsers || (isServer && !one.IsKnown)));
        return found.Count == 1 ? found.First() : null;
    }

    /// <summary>The port that the files of a folder tell a server which is started there, and that an option may change; null when none or several do.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="environment">Whether its .env counts; where that is heeded elsewhere it does not.</param>
    public static Port? OfFolder(string command, string folder, bool environment)
    {
        var settings = new FolderSettings(folder);
        var found = StartCommand.Read(command).Select(one => StartPort.Of(one, settings))
            .Where(one => one.Source is PortSource.Configuration || (environment && one.Source == PortSource.Environment)).Select(static one => one.Port).OfType<Port>().Distinct().ToList();
        return found is [var only] ? only : null;
    }
}
