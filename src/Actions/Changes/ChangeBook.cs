using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Linux.Files;

namespace Berth.Actions.Changes;

/// <summary>
/// Makes changes and takes them back. What is needed for that is on disk before the first step, so a crash in the middle can be
/// undone too. One process at a time: it holds the folder's lock (flock(2)), which the kernel takes from a process that dies.
/// </summary>
/// <param name="folder">Where the undo files are kept.</param>
[SupportedOSPlatform("linux")]
public sealed class ChangeBook(string folder)
{
    const int MostTries = 200;
    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(100);

    const int MostBytes = 4 * 1024 * 1024;

    /// <summary>
    /// What can be taken back, oldest first. They are programs to run and files to write: of a folder that is not ours alone
    /// nothing is read.
    /// </summary>
    public IReadOnlyList<Change> All => Directory.Exists(folder) && OwnFolder.CheckWriters(folder) is null
        ? [.. Directory.EnumerateFiles(folder, "*.json").Select(Read).OfType<Change>().OrderBy(static change => change.MadeAt)]
        : [];

    public Change? Find(string name) => All.FirstOrDefault(change => change.Name == name);

    /// <summary>Applies every step; when one fails, those before it are taken back.</summary>
    public ChangeResult Apply(Change change)
    {
        using var alone = Alone(out var refused);
        if (refused is not null) return refused;
        if (Find(change.Name) is not null) return new ChangeResult($"It was changed before; take that back first: berth audit --undo {change.Name}");
        try
        {
            OwnFile.Write(PathOf(change.Name), JsonSerializer.SerializeToUtf8Bytes(change, ChangeJson.Default.Change));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ChangeResult($"The undo could not be written to {folder}, so nothing was changed: {error.Message}", error is UnauthorizedAccessException);
        }
        for (var i = 0; i < change.Steps.Count; i++)
        {
            var result = StepRunner.Apply(change.Steps[i]);
            if (result.IsDone) continue;
            for (var done = i - 1; done >= 0; done--) StepRunner.Undo(change.Steps[done]);
            File.Delete(PathOf(change.Name));
            return result;
        }
        return ChangeResult.Done;
    }

    /// <summary>Takes every step back, the last one first. The undo file stays while something could not be taken back.</summary>
    public ChangeResult Undo(Change change)
    {
        using var alone = Alone(out var refused);
        if (refused is not null) return refused;
        ChangeResult? failed = null;
        for (var i = change.Steps.Count - 1; i >= 0; i--)
            if (StepRunner.Undo(change.Steps[i]) is { IsDone: false } result) failed ??= result;
        if (failed is not null) return failed;
        File.Delete(PathOf(change.Name));
        return ChangeResult.Done;
    }

    // Another one may be at work for as long as its programs take.
    FileStream? Alone(out ChangeResult? refused)
    {
        refused = null;
        for (var tries = 0; ; tries++)
        {
            try
            {
                if (OwnFolder.Prepare(folder) is { } problem) throw new UnauthorizedAccessException(problem);
                return new FileStream(Path.Combine(folder, "lock"), new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
            }
            catch (UnauthorizedAccessException error)
            {
                refused = new ChangeResult($"The undo could not be written to {folder}, so nothing was changed: {error.Message}", LackedRight: true);
                return null;
            }
            catch (IOException error)
            {
                if (tries < MostTries)
                {
                    Task.Delay(pause).GetAwaiter().GetResult();
                    continue;
                }
                refused = new ChangeResult($"Another berth is changing this machine, or {folder} cannot be used: {error.Message}");
                return null;
            }
        }
    }

    string PathOf(string name) => Path.Combine(folder, $"{name}.json");

    static Change? Read(string path)
    {
        try
        {
            return OwnFile.Read(path, MostBytes).Bytes is { } content ? JsonSerializer.Deserialize(content, ChangeJson.Default.Change) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
