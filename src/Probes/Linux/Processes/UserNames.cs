using System.Runtime.Versioning;
using System.Text;

namespace Berth.Probes.Linux.Processes;

/// <summary>
/// User names by number, from /etc/passwd. Users of a directory service are not in that file: they keep their number.
/// One thread at a time.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class UserNames(string path = "/etc/passwd")
{
    Dictionary<uint, string>? names;

    public string? Find(uint userId)
    {
        names ??= Read();
        return names.GetValueOrDefault(userId);
    }

    Dictionary<uint, string> Read()
    {
        var found = new Dictionary<uint, string>();
        try
        {
            foreach (var line in File.ReadLines(path, Encoding.UTF8))
            {
                var fields = line.Split(':', 4);
                if (fields.Length == 4 && uint.TryParse(fields[2], out var id)) found.TryAdd(id, fields[0]);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A container without the file: numbers stay numbers.
        }
        return found;
    }
}
