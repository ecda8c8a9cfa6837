using Berth.Model;

namespace Berth.Projects.Repository;

/// <summary>The port that a start command itself names: it listens there, whatever PORT says.</summary>
/// <param name="IsForBrowsers">Else a database or the like.</param>
readonly record struct WrittenPort(Port Number, bool IsForBrowsers)
{
    /// <summary>Null when it names none, or several.</summary>
    /// <param name="isServer">Known to be a server; else only programs that we know count.</param>
    public static WrittenPort? Of(string command, bool isServer)
    {
        var found = new HashSet<WrittenPort>();
        foreach (var one in StartCommand.Read(command))
            if ((isServer || one.IsKnown) && (one.IsImplied ? one.Assigned : one.Port) is { Number: > 0 } port) found.Add(new WrittenPort(port, one.IsForBrowsers));
        return found.Count == 1 ? found.First() : null;
    }
}
