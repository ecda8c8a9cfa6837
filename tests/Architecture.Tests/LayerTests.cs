using System.Xml.Linq;

namespace Berth.Architecture.Tests;

public class LayerTests
{
    /// <summary>Each allowed edge with its reason.</summary>
    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Model", [] },                                       // the words need nobody
        { "Engine", ["Model"] },                               // concludes from values alone
        { "Protocols", ["Model"] },                            // what wires say, and how one asks; the one dialler
        { "Audit", ["Engine", "Model"] },                      // judges what the engine concluded: findings, lint, diagnoses
        { "Linux", ["Model"] },                                // kernel structures become words
        { "Places", ["Linux", "Model"] },                      // a person's own files and folders, and with whose rights others are read
        { "Probes", ["Linux", "Model", "Protocols"] },             // reads the machine through the kernel's interfaces
        { "Actions", ["Linux", "Model", "Protocols"] },            // changes the machine through the kernel's interfaces
        { "Localhost", ["Linux", "Model"] },                   // the own localhost, whole: hooks, groups, pins, addresses
        { "Projects", ["Engine", "Linux", "Model"] },          // reads the files of a repository into values, each through the bounded reader
        { "Workbench", ["Actions", "Audit", "Engine", "Localhost", "Model", "Places", "Probes", "Projects"] }, // the use cases, without a console
        { "Supervision", ["Actions", "Engine", "Linux", "Model"] }, // runs a project's services, as the engine decides
        { "Links", [] },                                       // a library of its own, which others can use without the rest
        { "Api", ["Linux", "Model", "Places"] },               // what berth and berthd say to each other; who is at the other end, the kernel says
        { "Daemon", ["Actions", "Api", "Engine", "Links", "Linux", "Localhost", "Model", "Places", "Probes", "Projects", "Protocols", "Supervision"] }, // hosts the parts, answers the API
        { "Cli", ["Actions", "Api", "Audit", "Engine", "Links", "Localhost", "Model", "Places", "Probes", "Projects", "Protocols", "Workbench"] }, // reads, concludes, carries out or has it carried out, shows
    };

    [Fact]
    public void Every_project_is_in_the_table() =>
        Assert.Equal(Checkout.Projects, Allowed.Select(row => row.Data.Item1).Order());

    [Theory, MemberData(nameof(Allowed))]
    public void A_project_refers_only_to_the_layers_below_it(string project, string[] allowed) =>
        Assert.Equal(allowed, ProjectFile(project).Descendants("ProjectReference").Select(Target).Order());

    [Theory, MemberData(nameof(Allowed))]
    public void ARCHITECTURE_tells_the_same(string project, string[] allowed)
    {
        var row = File.ReadLines(Path.Combine(Checkout.Root, "ARCHITECTURE.md"))
            .Single(line => line.StartsWith($"| `{project}` |", StringComparison.Ordinal));
        var told = row.Split('|')[3].Trim();
        Assert.Equal(allowed, told == "nothing" ? [] : told.Split(", ").Order());
    }

    [Theory, MemberData(nameof(Allowed))]
    public void No_reference_is_dead(string project, string[] allowed) =>
        Assert.Equal(allowed, CompiledTypes.References(Checkout.Assembly(project)).Order());

    [Theory]
    [InlineData("Model")]
    [InlineData("Engine")]
    [InlineData("Protocols")]
    [InlineData("Audit")]
    [InlineData("Linux")]
    [InlineData("Probes")]
    [InlineData("Actions")]
    [InlineData("Links")]
    public void The_layers_below_the_command_line_need_no_package_but_hashes(string project) =>
        Assert.DoesNotContain(ProjectFile(project).Descendants("PackageReference"), static package => package.Attribute("Include")!.Value != "System.IO.Hashing");

    static XDocument ProjectFile(string project) => XDocument.Load(Path.Combine(Checkout.Root, "src", project, $"{project}.csproj"));

    static string Target(XElement reference) => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value);
}
