using System.Runtime.Versioning;

namespace Berth.Actions.Changes;

/// <summary>Takes single steps, forth and back. A step is taken back only where its own result is still there.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
static class StepRunner
{
    public static ChangeResult Apply(ChangeStep step) => Guarded(() => step switch
    {
        SettingStep setting => Set(setting.Path, setting.After),
        FileStep file => Put(file.Path, file.After),
        ModeStep mode => SetMode(mode.Path, mode.Before, mode.After),
        ProgramStep program => ProgramRun.Run(program.Program, program.Apply, program.Input),
        _ => new ChangeResult($"{step.GetType().Name} is not known"),
    });

    /// <summary>What is as it was before already, is done.</summary>
    public static ChangeResult Undo(ChangeStep step) => Guarded(() => step switch
    {
        SettingStep setting => Back(setting),
        FileStep file => Text(file.Path) == file.Before ? ChangeResult.Done : Text(file.Path) == file.After ? Put(file.Path, file.Before) : Changed(file.Path),
        ModeStep mode => !File.Exists(mode.Path) || File.GetUnixFileMode(mode.Path) == mode.Before ? ChangeResult.Done : SetMode(mode.Path, mode.After, mode.Before),
        ProgramStep program => ProgramRun.Run(program.Program, program.Undo, null) is { IsDone: false } result && !IsGone(result) ? result : ChangeResult.Done,
        _ => new ChangeResult($"{step.GetType().Name} is not known"),
    });

    static ChangeResult Back(SettingStep setting)
    {
        // A setting of an interface goes with it.
        if (!File.Exists(setting.Path)) return ChangeResult.Done;
        var now = File.ReadAllText(setting.Path);
        if (Same(now, setting.Before)) return ChangeResult.Done;
        return Same(now, setting.After) ? Set(setting.Path, setting.Before) : Changed(setting.Path);
    }

    // What nft and ufw say of a rule that is not there any more.
    static bool IsGone(ChangeResult result) =>
        result.Problem!.Contains("No such file or directory", StringComparison.Ordinal) || result.Problem.Contains("non-existent rule", StringComparison.Ordinal);

    // The kernel may print a setting with other white space than was written.
    static bool Same(string one, string other) => string.Join(' ', one.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) == string.Join(' ', other.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static ChangeResult Set(string path, string value)
    {
        File.WriteAllText(path, $"{value}\n");
        return ChangeResult.Done;
    }

    static string? Text(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    static ChangeResult Put(string path, string? content)
    {
        if (content is null)
        {
            File.Delete(path);
            return ChangeResult.Done;
        }
        // Beside the file and then in its place: a crash leaves the old one or the new one.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId}.new";
        File.WriteAllText(draft, content);
        File.Move(draft, path, overwrite: true);
        return ChangeResult.Done;
    }

    static ChangeResult SetMode(string path, UnixFileMode expected, UnixFileMode mode)
    {
        // Of a link the target would change: the finding was about a plain path.
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not null) return new ChangeResult($"{path} is a link now; nothing was changed.");
        if (File.GetUnixFileMode(path) != expected) return Changed(path);
        File.SetUnixFileMode(path, mode);
        return ChangeResult.Done;
    }

    static ChangeResult Changed(string path) => new($"{path} was changed by somebody else since; it was left as it is.");

    static ChangeResult Guarded(Func<ChangeResult> act)
    {
        try
        {
            return act();
        }
        catch (UnauthorizedAccessException refused)
        {
            return new ChangeResult(refused.Message, LackedRight: true);
        }
        catch (IOException failed)
        {
            return new ChangeResult(failed.Message);
        }
    }
}
