using Berth.Engine.Services;
using Berth.Model.Addressing;
using Berth.Projects.Files;

namespace Berth.Projects.Repository;

/// <summary>What the files of a folder tell whatever is started in it: its .env, and the configurations of frameworks. Read when first asked.</summary>
/// <param name="folder">Absolute.</param>
sealed class FolderSettings(string folder)
{
    const int LargestFile = 2 * 1024 * 1024;

    // Programs that read the configuration of another one.
    static readonly Dictionary<string, string> readers = new()
    {
        ["vp"] = "vite", ["react-router"] = "vite", ["remix"] = "vite", ["nuxi"] = "nuxt", ["webpack-dev-server"] = "webpack", ["vue-cli-service"] = "vue",
    };

    IReadOnlyDictionary<string, string>? variables;
    Dictionary<string, Port>? configured;

    /// <summary>What .env sets.</summary>
    public IReadOnlyDictionary<string, string> Variables => variables ??= ReadVariables();

    /// <summary>The port that a variable of .env is; null when it is none.</summary>
    public Port? Variable(string name) => Port.TryParse(Variables.GetValueOrDefault(name, ""), out var port) && port.Number > 0 ? port : null;

    /// <summary>The port that a program finds in its configuration; null when it finds none.</summary>
    /// <param name="program">"vite", or "vite preview", which has a port of its own there.</param>
    public Port? Configured(string program)
    {
        var words = program.Split(' ', 2);
        var key = string.Join(' ', [readers.GetValueOrDefault(words[0], words[0]), .. words[1..]]);
        return (configured ??= ReadConfigurations()).TryGetValue(key, out var port) ? port : null;
    }

    Dictionary<string, string> ReadVariables()
    {
        var found = new Dictionary<string, string>();
        if (Text(".env") is { } text)
            foreach (var entry in DotEnvText.Read(".env", text, [])) found[entry.Name] = entry.Value;
        return found;
    }

    Dictionary<string, Port> ReadConfigurations()
    {
        var found = new Dictionary<string, Port>();
        foreach (var name in Names())
        {
            if (ScriptConfig.ProgramOf(name) is { } program && Text(name) is { } text)
                foreach (var block in ScriptConfig.Blocks(text))
                    if (block.Port is { } port) found.TryAdd(block.IsPreview ? $"{program} preview" : program, port);
            if (name == "angular.json" && Text(name) is { } workspace && AngularJson.Read(new SourceText(name, workspace)).FirstOrDefault(static one => one.Ports is not null) is { } served)
                found.TryAdd("ng", served.Ports!.First);
        }
        return found;
    }

    IEnumerable<string> Names()
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles("*.*").Where(static file => file.LinkTarget is null).Select(static file => file.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    string? Text(string name) => ForeignFile.Read(Path.Combine(folder, name), LargestFile).Text;
}
