using Berth.Model.Files;
using Berth.Projects.Files;

namespace Berth.Projects.Yaml;

/// <summary>The text of a file that says what a project is.</summary>
static class ProjectText
{
    /// <summary>Null when there is none; null with a problem when it is there and is not read.</summary>
    /// <param name="trust">Whose file is obeyed; null: everybody's.</param>
    public static string? Read(string path, int longest, FileTrust? trust, List<YamlProblem> problems)
    {
        var content = ForeignFile.Read(path, longest, trust);
        if (content.Fault is not (FileFault.None or FileFault.Missing)) problems.Add(new YamlProblem(path, 1, 1, ForeignFile.Said(path, content)));
        return content.Text;
    }
}
