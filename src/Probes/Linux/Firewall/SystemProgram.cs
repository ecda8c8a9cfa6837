using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;

namespace Berth.Probes.Linux.Firewall;

/// <summary>What a program of the system printed, or why it did not.</summary>
/// <param name="IsMissing">It is not installed.</param>
sealed record ProgramOutput(byte[] Bytes, string? Problem, bool IsMissing)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
}

/// <summary>Runs a program of the system that only reads: fixed arguments, a clean environment, a limit of time and of output.</summary>
[SupportedOSPlatform("linux")]
static class SystemProgram
{
    static readonly string[] folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];
    static readonly TimeSpan patience = TimeSpan.FromSeconds(10);
    const int MostOutput = 128 * 1024 * 1024;
    const int MostComplaint = 400;

    public static string? Find(string name)
    {
        foreach (var folder in folders)
            if (File.Exists($"{folder}/{name}")) return $"{folder}/{name}";
        return null;
    }

    /// <param name="input">What it reads, or null for nothing.</param>
    public static ProgramOutput Run(string name, IReadOnlyList<string> arguments, string? input = null) => Begin(name, arguments, input).GetAwaiter().GetResult();

    /// <summary>The program is started on the calling thread, and so in its network namespace; only the waiting is for later.</summary>
    public static Task<ProgramOutput> Begin(string name, IReadOnlyList<string> arguments, string? input = null)
    {
        if (Find(name) is not { } path) return Task.FromResult(new ProgramOutput([], $"{name} is not installed", true));
        var start = new ProcessStartInfo(path) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["LC_ALL"] = "C";
        start.Environment["PATH"] = string.Join(':', folders);
        var child = new Process { StartInfo = start };
        try
        {
            child.Start();
            return FinishAsync(child, name, input);
        }
        catch (Win32Exception e)
        {
            child.Dispose();
            return Task.FromResult(new ProgramOutput([], $"{path} cannot be run: {new Win32Exception(e.NativeErrorCode).Message}", false));
        }
    }

    static async Task<ProgramOutput> FinishAsync(Process started, string name, string? input)
    {
        using var child = started;
        using var limit = new CancellationTokenSource(patience);
        var output = ReadAsync(child.StandardOutput.BaseStream, MostOutput, limit.Token);
        var complaint = ReadAsync(child.StandardError.BaseStream, MostOutput, limit.Token);
        var given = GiveAsync(child.StandardInput, input, limit.Token);
        try
        {
            await Task.WhenAll(output, complaint, given).ConfigureAwait(false);
            await child.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            return new ProgramOutput([], $"{name} did not end within {patience.TotalSeconds:0} s", false);
        }
        catch (InvalidDataException)
        {
            child.Kill();
            return new ProgramOutput([], $"{name} printed more than {MostOutput / 1024 / 1024} MB", false);
        }
        if (child.ExitCode == 0) return new ProgramOutput(output.Result, null, false);
        var said = Encoding.UTF8.GetString(complaint.Result).Trim();
        return new ProgramOutput([], $"{name} failed: {(said.Length > MostComplaint ? said[..MostComplaint] : said.Length > 0 ? said : $"exit code {child.ExitCode}")}", false);
    }

    static async Task GiveAsync(StreamWriter to, string? input, CancellationToken cancel)
    {
        try
        {
            if (input is not null) await to.WriteAsync(input.AsMemory(), cancel).ConfigureAwait(false);
            to.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything: its exit code tells.
        }
    }

    static async Task<byte[]> ReadAsync(Stream from, int most, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await from.ReadAsync(buffer, cancel).ConfigureAwait(false);
            if (read == 0) return all.ToArray();
            if (all.Length + read > most) throw new InvalidDataException();
            all.Write(buffer, 0, read);
        }
    }
}
