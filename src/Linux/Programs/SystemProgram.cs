using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Berth.Linux.Programs;

/// <summary>
/// Runs a program of the system: by its absolute path out of a fixed list of folders, with fixed arguments, in the root folder,
/// with a clean environment, and with a limit of time and of output. No shell.
/// </summary>
/// <param name="patience">How long it may take; 10 s when it is not said.</param>
/// <param name="variables">What it needs beside PATH and LC_ALL.</param>
public sealed class SystemProgram(TimeSpan? patience = null, IReadOnlyDictionary<string, string>? variables = null)
{
    const int MostOutput = 128 * 1024 * 1024;
    const int MostComplaint = 400;

    static readonly SystemProgram usual = new();

    readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(10);

    /// <param name="program">The name of a program of the system, or an absolute path.</param>
    /// <param name="input">What it reads, or null for nothing.</param>
    public static ProgramOutput Run(string program, IReadOnlyList<string> arguments, string? input = null) =>
        usual.RunToEnd(program, arguments, input);

    /// <summary>The program is started on the calling thread, and so in its network namespace; only the waiting is for later.</summary>
    public static Task<ProgramOutput> Begin(string program, IReadOnlyList<string> arguments, string? input = null) =>
        usual.BeginRun(program, arguments, input);

    public ProgramOutput RunToEnd(string program, IReadOnlyList<string> arguments, string? input = null) =>
        BeginRun(program, arguments, input).GetAwaiter().GetResult();

    Task<ProgramOutput> BeginRun(string program, IReadOnlyList<string> arguments, string? input)
    {
        var name = Path.GetFileName(program);
        var path = Path.IsPathRooted(program) ? program : ProgramPath.OfSystem(program);
        if (path is null || !File.Exists(path)) return Task.FromResult(Without(ProgramEnd.Missing, $"{name} is not installed"));
        var start = ProgramStart.Apart(path, arguments);
        start.Environment["LC_ALL"] = "C";
        start.Environment["PATH"] = string.Join(':', ProgramPath.SystemFolders);
        foreach (var (variable, value) in variables ?? new Dictionary<string, string>()) start.Environment[variable] = value;
        var child = new Process { StartInfo = start };
        try
        {
            child.Start();
            return FinishAsync(child, name, input);
        }
        catch (Win32Exception e)
        {
            child.Dispose();
            return Task.FromResult(Without(ProgramEnd.NotStarted, $"{path} cannot be run: {new Win32Exception(e.NativeErrorCode).Message}"));
        }
    }

    async Task<ProgramOutput> FinishAsync(Process started, string name, string? input)
    {
        using var child = started;
        using var limit = new CancellationTokenSource(patience);
        var output = ReadAsync(child.StandardOutput.BaseStream, limit.Token);
        var complaint = ReadAsync(child.StandardError.BaseStream, limit.Token);
        var given = GiveAsync(child.StandardInput, input, limit.Token);
        try
        {
            await Task.WhenAll(output, complaint, given).ConfigureAwait(false);
            await child.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            return Without(ProgramEnd.Ended, $"{name} did not end within {patience.TotalSeconds:0} s");
        }
        catch (InvalidDataException)
        {
            child.Kill();
            return Without(ProgramEnd.Ended, $"{name} printed more than {MostOutput / 1024 / 1024} MB");
        }
        var said = Encoding.UTF8.GetString(complaint.Result).Trim();
        if (said.Length == 0) said = Encoding.UTF8.GetString(output.Result.AsSpan(0, Math.Min(output.Result.Length, MostComplaint))).Trim();
        said = said.ReplaceLineEndings(" ");
        if (said.Length > MostComplaint) said = said[..MostComplaint];
        if (child.ExitCode == 0) return new ProgramOutput(ProgramEnd.Done, output.Result, null, said);
        if (said.Length == 0) said = $"exit code {child.ExitCode}";
        return new ProgramOutput(ProgramEnd.Failed, [], $"{name} failed: {said}", said);
    }

    static ProgramOutput Without(ProgramEnd end, string problem) => new(end, [], problem, problem);

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

    static async Task<byte[]> ReadAsync(Stream from, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await from.ReadAsync(buffer, cancel).ConfigureAwait(false);
            if (read == 0) return all.ToArray();
            if (all.Length + read > MostOutput) throw new InvalidDataException();
            all.Write(buffer, 0, read);
        }
    }
}
