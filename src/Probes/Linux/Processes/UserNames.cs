using System.Runtime.Versioning;
using System.Text;
using Berth.Model;

namespace Berth.Probes.Linux.Processes;

/// <summary>
/// User names by number, from /etc/passwd. Users of a directory service are not in that file: they keep their number.
/// One thread at a time.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class UserNames(string path = "/etc/passwd")
{
    // By the bits as an int: the framework has that dictionary compiled already.
    Dictionary<int, string>? names;

    public string? Find(uint userId)
    {
        names ??= Read();
        return names.TryGetValue((int)userId, out var name) ? name : null;
    }

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
        try
        {
            foreach (var line in File.ReadLines(path, Encoding.UTF8))
            {
                var fields = line.Split(':', 4);
                if (fields.Length == 4 && uint.TryParse(fields[2], out var id)) found.TryAdd((int)id, fields[0]);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A container without the file: numbers stay numbers.
        }
        return found;
    }
}
