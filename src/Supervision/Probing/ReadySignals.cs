using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using Berth.Linux.Files;

namespace Berth.Supervision.Probing;

/// <summary>What a service says about itself: lines that it writes, and messages to NOTIFY_SOCKET (sd_notify(3)). One for each start. Thread-safe.</summary>
[SupportedOSPlatform("linux")]
public sealed class ReadySignals : IDisposable
{
    const int LongestMessage = 4096;
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    readonly Lock gate = new();
    readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly string? path;
    readonly List<string> early = [];
    Socket? socket;
    Regex? wanted;

    /// <param name="notifyPath">Where the socket is made; null: none is wanted.</param>
    public ReadySignals(string? notifyPath) => path = notifyPath;

    /// <summary>Makes the socket. Null, or why it cannot be: one clause.</summary>
    /// <param name="isForAll">The service is another user: the folder is one that everybody may enter, and only we write. Else it is ours alone.</param>
    public string? Open(bool isForAll)
    {
        if (path is null) return null;
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            OwnFolder.Make(folder);
            if (isForAll) File.SetUnixFileMode(folder, Owners | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            if ((isForAll ? OwnFolder.CheckWriters(folder) : OwnFolder.Check(folder)) is { } wrong) return $"the socket that it tells its readiness to cannot be made: {wrong}";
            File.Delete(path);
            socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // The folder keeps others out, or does not tell them the name; the service itself may be another user.
            File.SetUnixFileMode(path, (UnixFileMode)0x1b6); // 0666
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SocketException)
        {
            return $"the socket {path} that it tells its readiness to cannot be made: {error.Message}";
        }
    }

    /// <summary>Each line of the service passes here, on the reader's thread.</summary>
    public void Hear(string line)
    {
        lock (gate)
        {
            if (wanted is null)
            {
                // What it says before somebody listens for a line counts too.
                if (early.Count < 1000) early.Add(line);
                return;
            }
            if (Matches(wanted, line)) seen.TrySetResult();
        }
    }

    public Task LineAsync(Regex pattern, CancellationToken cancel)
    {
        lock (gate)
        {
            wanted = pattern;
            if (early.Exists(line => Matches(pattern, line))) seen.TrySetResult();
            early.Clear();
        }
        return seen.Task.WaitAsync(cancel);
    }

    public async Task NotifiedAsync(CancellationToken cancel)
    {
        var buffer = new byte[LongestMessage];
        while (true)
        {
            var count = await socket!.ReceiveAsync(buffer, SocketFlags.None, cancel).ConfigureAwait(false);
            foreach (var line in Encoding.UTF8.GetString(buffer, 0, count).Split('\n'))
                if (line == "READY=1") return;
        }
    }

    static bool Matches(Regex pattern, string line)
    {
        try
        {
            return pattern.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            return false; // a pattern that takes for ever on a hostile line
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        if (path is not null) File.Delete(path);
    }
}
