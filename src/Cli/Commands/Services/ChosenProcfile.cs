using Berth.Projects.Configuration;

namespace Berth.Cli.Commands.Services;

/// <summary>A Procfile that a person chose: by `-f`, or by the variable PROCFILE that foreman and honcho know, where no berth.yaml is.</summary>
/// <param name="Root">Its folder.</param>
/// <param name="Problem">Why it cannot be taken: a sentence.</param>
sealed record ChosenProcfile(string Root, string Name, string? Problem)
{
    /// <summary>Null when none was chosen.</summary>
    /// <param name="folder">Where the person is; null when that is gone.</param>
    /// <param name="option">What `-f` names.</param>
    public static ChosenProcfile? Of(string? folder, string? option)
    {
        var named = option ?? (folder is not null && !File.Exists(Path.Combine(folder, BerthFile.Name)) ? Environment.GetEnvironmentVariable("PROCFILE") : null);
        if (folder is null || string.IsNullOrEmpty(named)) return null;
        var path = Path.GetFullPath(named, folder);
        var (root, name) = (Path.GetDirectoryName(path) ?? "/", Path.GetFileName(path));
        var from = option is null ? " (PROCFILE)" : "";
        if (!File.Exists(path)) return new(root, name, $"{path}{from} is not there");
        return name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal)
            ? new(root, name, $"{path}{from} is no Procfile. berth.yaml is read from its folder: berth up; another tool's file is made one by `berth import`")
            : new(root, name, null);
    }
}
