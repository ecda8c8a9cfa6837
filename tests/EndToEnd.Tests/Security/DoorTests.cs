using System.Globalization;
using Berth.EndToEnd.Tests.Services;

namespace Berth.EndToEnd.Tests.Security;

/// <summary>What a running daemon has open to others: its socket, and nothing that docs/daemon.md does not name.</summary>
public sealed class DoorTests : IDisposable
{
    readonly Yard yard = new();

    [Fact]
    public void The_daemon_has_one_door()
    {
        // A runtime that was killed leaves such files behind, and process numbers come again.
        var before = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1);
        var project = yard.Project("services: {web: {run: sleep 100}}\n");
        yard.Must(project, "up", "-d");
        var pid = yard.Daemon()!.Value;
        var listening = Listening(pid);
        Assert.Equal([Path.Combine(yard.Place.Network.Runtime, "berth", "berthd.sock")], listening);
        foreach (var file in Directory.EnumerateFileSystemEntries("/tmp", "*", new EnumerationOptions { IgnoreInaccessible = true }))
            if (File.GetLastWriteTimeUtc(file) >= before) Assert.DoesNotContain(string.Create(CultureInfo.InvariantCulture, $"-{pid}-"), file, StringComparison.Ordinal);
    }

    // Of every unix socket that listens, those whose inode the process holds.
    static IEnumerable<string> Listening(int pid)
    {
        var held = Directory.GetFiles($"/proc/{pid}/fd").Select(static fd => File.ResolveLinkTarget(fd, false)?.Name ?? "").ToHashSet();
        foreach (var line in File.ReadLines($"/proc/{pid}/net/unix").Skip(1))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 7 && words[3] == "00010000" && held.Contains($"socket:[{words[6]}]")) yield return words[7];
        }
    }

    public void Dispose() => yard.Dispose();
}
