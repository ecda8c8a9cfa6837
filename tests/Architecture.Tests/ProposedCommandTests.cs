using System.Text.RegularExpressions;

namespace Berth.Architecture.Tests;

/// <summary>Commands that are proposed work as they are typed.</summary>
public partial class ProposedCommandTests
{
    // Where the words are made.
    static readonly string[] rooms = ["src/Probes/Rights/AsRoot.cs", "src/Model/Machine/HostFacts.cs", "src/Model/Diagnosis/KernelFacts.cs"];

    // In a text of one line; an example of a help text stands on a line of its own.
    [GeneratedRegex("\"[^\"]*sudo berth[^\"]*\"")]
    static partial Regex Fixed { get; }

    [Fact]
    public void How_berth_is_called_as_root_is_known_in_one_place()
    {
        Assert.Matches(Fixed, "new Shortfall(what, \"sudo berth ls\")");
        foreach (var path in Checkout.Projects.SelectMany(Checkout.Sources))
        {
            var name = Path.GetRelativePath(Checkout.Root, path);
            if (rooms.Contains(name)) continue;
            var line = File.ReadLines(path).FirstOrDefault(line => Fixed.IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
            Assert.True(line is null, $"{name} says \"sudo berth\", which sudo may not find: use HostFacts.SudoBerth or AsRoot\n{line}");
        }
    }
}
