using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.Native;

namespace Berth.Actions.Changes;

/// <summary>Takes single steps, forth and back. A step is taken back only where its own result is still there.</summary>
[SupportedOSPlatform("linux")]
static class StepRunner
{
    const int MostText = 1024 * 1024;
    const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static ChangeResult Apply(ChangeStep step) => Guarded(() => step switch
    {
        SettingStep setting => Set(setting.Path, setting.After),
        FileStep file => Put(file.Path, file.After),
        ModeStep mode => SetMode(mode, mode.Before, mode.After),
        ProgramStep program => ProgramRun.Run(program.Program, program.Apply, program.Input),
        _ => new ChangeResult($"{step.GetType().Name} is not known"),
    });

    /// <summary>What is as it was before already, is done.</summary>
    public static ChangeResult Undo(ChangeStep step) => Guarded(() => step switch
    {
        SettingStep setting => Back(setting),
        FileStep file => Text(file.Path) == file.Before ? ChangeResult.Done : Text(file.Path) == file.After ? Put(file.Path, file.Before) : Changed(file.Path),
        ModeStep mode => IsBack(mode) ? ChangeResult.Done : SetMode(mode, mode.After, mode.Before),
        ProgramStep program => ProgramRun.Run(program.Program, program.Undo, null) is { IsDone: false } result && !IsGone(result) ? result : ChangeResult.Done,
        _ => new ChangeResult($"{step.GetType().Name} is not known"),
    });

    static ChangeResult Back(SettingStep setting)
    {
        // A setting of an interface goes with it.
        if (!File.Exists(setting.Path)) return ChangeResult.Done;
        var now = Text(setting.Path) ?? "";
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

    static string? Text(string path) => OwnFile.Read(path, MostText) switch
    {
        { IsMissing: true } => null,
        { Text: { } text } => text,
        var refused => throw new IOException($"{path} {refused.Reason}"),
    };

    static ChangeResult Put(string path, string? content)
    {
        if (content is null)
        {
            File.Delete(path);
            return ChangeResult.Done;
        }
        // Beside the file and then in its place: a crash leaves the old one or the new one.
        // It must be new: what lies there already may be a link to somewhere else.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId}.new";
        using (var file = new StreamWriter(new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ReadableByAll })))
            file.Write(content);
        File.Move(draft, path, overwrite: true);
        return ChangeResult.Done;
    }

    static ChangeResult SetMode(ModeStep step, UnixFileMode now, UnixFileMode then) =>
        FilePermissions.Change(step.Path, Identity(step, now), then, out var error) is { } problem ? new ChangeResult(problem, error.IsDenied) : ChangeResult.Done;

    static bool IsBack(ModeStep step) => !Path.Exists(step.Path) || FilePermissions.At(step.Path) == Identity(step, step.Before);

    static FileIdentity Identity(ModeStep step, UnixFileMode mode) => new(step.Device, step.Inode, step.Owner, (int)mode);

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
