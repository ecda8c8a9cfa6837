using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.ProcFs;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Processes;

/// <summary>
/// User names by number, from /etc/passwd. Users of a directory service are not in that file: they keep their number.
/// One thread at a time.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class UserNames(string path = "/etc/passwd")
{
    const int MostBytes = 16 * 1024 * 1024;

    // By the bits as an int: the framework has that dictionary compiled already.
    Dictionary<int, string>? names;

    public string? Find(uint userId)
    {
        if (IsHidden(userId)) return null;
        names ??= Read();
        return names.TryGetValue((int)userId, out var name) ? name : null;
    }

    /// <summary>
    /// The overflow number (/proc/sys/kernel/overflowuid) stands for every user that our user namespace does not know: it is nobody's.
    /// </summary>
    public static bool IsHidden(uint userId) => userId == Overflow && HiddenUser is not null;

    /// <summary>That number; null where every user is seen.</summary>
    public static uint? HiddenUser { get; } = ThisProcess.IsInFirstUserNamespace ? null : Overflow;

    const uint Overflow = 65534;

    /// <summary>The names of all the users that the sockets belong to.</summary>
    public List<UserName> Of(List<SocketRecord> sockets)
    {
        var found = new List<UserName>();
        foreach (var socket in sockets)
            if (!found.Exists(user => user.Id == socket.UserId) && Find(socket.UserId) is { } name) found.Add(new UserName(socket.UserId, name));
        return found;
    }

    Dictionary<int, string> Read()
    {
        var found = new Dictionary<int, string>();
        // A container without the file: numbers stay numbers.
        foreach (var line in (SmallFile.Read(path, MostBytes).Text ?? "").Split('\n'))
        {
            var fields = line.Split(':', 4);
            if (fields.Length == 4 && uint.TryParse(fields[2], out var id)) found.TryAdd((int)id, fields[0]);
        }
        return found;
    }
}
