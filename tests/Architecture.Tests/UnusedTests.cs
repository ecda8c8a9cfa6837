namespace Berth.Architecture.Tests;

/// <summary>What nobody calls is no part of the programs: not kept for later, and not for tests alone.</summary>
public class UnusedTests
{
    static readonly string[] byOthers =
    [
        "Berth.Engine.Targets.TargetResult::FromTarget", // what the analyzers want beside a conversion (CA2225)
        "Berth.Engine.Targets.TargetResult::FromTargetError",
        // Whole tables, and a text in place of a file: tests walk through what the programs ask one by one.
        "Berth.Engine.Addresses.AddressClasses::get_All",
        "Berth.Engine.Ports.ServiceNames::Describe",
        "Berth.Projects.Configuration.BerthFile::Parse",
        "Berth.Projects.Configuration.Shapes.MapShape::get_Keys",
        "Berth.Probes.Linux.Firewall.FirewallReader::Read", // a test's thread is in a namespace of its own; programs read beside the caller
    ];

    // What others can use without the rest has more than our programs call.
    static readonly string[] libraries = ["Berth.Links.dll"];

    [Fact]
    public void Every_method_and_property_is_used_by_the_programs()
    {
        var code = new CompiledCode();
        var build = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        foreach (var (project, program) in (ReadOnlySpan<(string, string)>)[("Cli", "berth.dll"), ("Daemon", "berthd.dll")])
        {
            var folder = Path.Combine(Checkout.Root, "artifacts", "bin", project, build);
            code.Read(Path.Combine(folder, program));
            foreach (var library in Directory.EnumerateFiles(folder, "Berth.*.dll")) code.Read(library);
        }
        Assert.Contains(code.Methods, method => method.Name == "Berth.Cli.Startup.Entry::Run" && code.IsCalled(method));
        var unused = code.Methods
            .Where(method => !libraries.Contains(method.Assembly) && !code.IsCalled(method) && !byOthers.Contains(method.Name))
            .Select(method => $"{method.Assembly} {method.Name}").Distinct().Order();
        Assert.Empty(byOthers.Except(code.Methods.Select(method => method.Name)));
        Assert.True(!unused.Any(), $"nothing in the programs calls these:\n{string.Join('\n', unused)}");
    }
}
