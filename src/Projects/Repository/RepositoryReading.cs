using Berth.Model.Knowledge;
using Berth.Model.Repository;
using Berth.Projects.Files;

namespace Berth.Projects.Repository;

/// <summary>Reads each file with the reader of its kind, and with what the files beside it tell.</summary>
/// <param name="root">What paths are told relative to.</param>
sealed class RepositoryReading(string root, List<Shortfall> shortfalls)
{
    const int LargestFile = 2 * 1024 * 1024;

    readonly Dictionary<string, FolderSettings> settings = [];

    public static bool Knows(string name) => ComposeFile.IsOne(name) || ReaderOf(name) is not null;

    /// <param name="files">Whole paths.</param>
    public IReadOnlyList<PortDeclaration> Of(IReadOnlyList<string> files)
    {
        var read = files.ToHashSet(StringComparer.Ordinal);
        return [.. files.SelectMany(file => ComposeFile.IsOne(Path.GetFileName(file)) ? OfCompose(file, read) : OfOne(file))];
    }

    /// <summary>One line per kind of file.</summary>
    static Func<SourceText, FolderSettings, IEnumerable<PortDeclaration>>? ReaderOf(string name) => name switch
    {
        "package.json" => PackageJson.Read,
        "angular.json" => Alone(AngularJson.Read),
        "launchSettings.json" => Alone(DotnetSettings.Read),
        "Dockerfile" or "Containerfile" => Alone(Dockerfile.Read),
        _ when name.StartsWith("Procfile", StringComparison.Ordinal) => Procfile.Read,
        _ when name == ".env" || name.StartsWith(".env.", StringComparison.Ordinal) => Alone(DotEnv.Read),
        _ when name.StartsWith("appsettings", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal) => Alone(DotnetSettings.Read),
        _ when name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Dockerfile.", StringComparison.Ordinal) => Alone(Dockerfile.Read),
        _ when ScriptConfig.ProgramOf(name) is not null => Alone(ScriptConfig.Read),
        _ => null,
    };

    static Func<SourceText, FolderSettings, IEnumerable<PortDeclaration>> Alone(Func<SourceText, IEnumerable<PortDeclaration>> read) => (source, _) => read(source);

    IEnumerable<PortDeclaration> OfOne(string file) =>
        ReaderOf(Path.GetFileName(file)) is { } read && Text(file) is { } source ? read(source, SettingsOf(file)) : [];

    IEnumerable<PortDeclaration> OfCompose(string file, HashSet<string> read)
    {
        var (folder, name) = (Path.GetDirectoryName(file)!, Path.GetFileName(file));
        if (ComposeFile.IsOverride(name) && BelowOf(folder, name, read)) return [];
        var above = ComposeFile.OverridesOf(name).Select(other => Path.Combine(folder, other)).FirstOrDefault(read.Contains);
        return Text(file) is { } source ? ComposeFile.Read(source, above is null ? null : Text(above), SettingsOf(file).Variables) : [];
    }

    static bool BelowOf(string folder, string name, HashSet<string> read) =>
        read.Any(other => Path.GetDirectoryName(other) == folder && ComposeFile.OverridesOf(Path.GetFileName(other)).Contains(name));

    FolderSettings SettingsOf(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        if (!settings.TryGetValue(folder, out var found)) settings[folder] = found = new FolderSettings(folder);
        return found;
    }

    SourceText? Text(string file)
    {
        var content = ForeignFile.Read(file, LargestFile);
        if (content.Text is { } text) return new SourceText(Path.GetRelativePath(root, file).Replace('\\', '/'), text);
        // A file that went away in between is none.
        if (!content.IsMissing) shortfalls.Add(new Shortfall($"{file} {content.Reason}: the ports that it names are not known", null));
        return null;
    }
}
