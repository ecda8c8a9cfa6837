using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Projects.Configuration;
using Berth.Projects.Import;
using Berth.Projects.Yaml;

namespace Berth.Cli.Commands.Setup;

/// <summary>Shows or writes a berth.yaml, and says what is not in it.</summary>
sealed class BerthFileWriting(string command, CommandContext context)
{
    /// <summary>Where it is written; null when the folder is gone.</summary>
    public string? Folder => context.Directory;

    public int NoFolder()
    {
        context.Say($"berth {command}: this folder is gone. Change into another one.");
        return ExitCode.NothingThere;
    }

    public int Problems(IReadOnlyList<YamlProblem> problems)
    {
        foreach (var problem in problems) context.Say($"berth {command}: {Escape.ForTerminal(problem.ToString())}");
        return ExitCode.Refused;
    }

    public int Write(BerthDraft draft, bool print, bool force, string sources)
    {
        var problems = new List<YamlProblem>();
        var text = FolderImport.Write(Folder!, draft, problems);
        foreach (var note in draft.AllNotes) context.Say($"berth {command}: {Escape.ForTerminal(note)}");
        if (problems.Count > 0)
        {
            context.Say($"berth {command}: what was found contradicts itself, so berth.yaml is not written. `--print` shows it.");
            foreach (var problem in problems) context.Say($"berth {command}: {Escape.ForTerminal(problem.ToString())}");
        }
        if (print) context.Out.Write(text);
        if (problems.Count > 0) return ExitCode.Refused;
        if (print) return ExitCode.Done;

        var path = Path.Combine(Folder!, BerthFile.Name);
        try
        {
            Save(path, text, force);
        }
        catch (IOException) when (!force && File.Exists(path))
        {
            context.Say($"berth {command}: there is a berth.yaml already. `berth {command} --print` shows what would be written, --force writes over it.");
            return ExitCode.Refused;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            context.Say($"berth {command}: berth.yaml cannot be written: {Escape.ForTerminal(error.Message)}");
            return error is UnauthorizedAccessException ? ExitCode.NoRight : ExitCode.Failed;
        }
        var count = draft.Services.Count;
        context.Say($"berth: wrote berth.yaml with {count} {(count == 1 ? "service" : "services")} ({string.Join(", ", draft.Services.Select(static service => service.Name))}) from {sources}. Look through it, then: berth up");
        return ExitCode.Done;
    }

    // Never over a file that is there; with force, the old one stays until the new one is whole.
    static void Save(string path, string text, bool force)
    {
        if (!force)
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
            return;
        }
        var fresh = $"{path}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(fresh, text);
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
