using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Checkout;

/// <summary>
/// The same with the real SDK and the real sources: what is hidden from it, it cannot find. Minutes, so for `./test --long` alone.
/// </summary>
public sealed class RealFallbackTests
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(15);

    /// <summary>What is hidden, and what `./berth` then says first.</summary>
    public static TheoryData<string, string> Hidden { get; } = new()
    {
        { "linker", "berth: no C compiler, linker and objcopy " },
        { "compiler of native programs", "berth: a native program cannot be made here " },
    };

    [Theory(Explicit = true)]
    [MemberData(nameof(Hidden))]
    public void It_builds_what_runs_on_the_runtime_and_that_works(string hidden, string says)
    {
        using var place = new TemporaryFolder();
        CopyCheckout(place.At("checkout"));
        var environment = hidden == "linker" ? WithoutLinker(place) : WithoutCompiler(place);
        var run = Command.Run([place.At("checkout", "berth"), "--version"], environment, limit: patience);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("berth ", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith(says, StringComparison.Ordinal));
        Assert.True(File.Exists(place.At("checkout", "artifacts", "berth", "berth.dll")), "a native program was built");

        using var net = new NetworkNamespace();
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var listed = Listing.Read(net.Run(place.At("checkout", "berth"), "ls", "--json"));
        Assert.Equal([server.Pid], Assert.Single(listed.Rows).Pids);
    }

    static void CopyCheckout(string into)
    {
        Directory.CreateDirectory(into);
        string[] needed =
        [
            "berth", "src", ".editorconfig", "global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt",
            "README.md", "NOTICE", "LICENSE",
        ];
        foreach (var name in needed) Command.Must("cp", "-a", BerthProgram.InCheckout(name), into);
    }

    // Every program there is but those that link.
    static Dictionary<string, string?> WithoutLinker(TemporaryFolder place)
    {
        var programs = Directory.CreateDirectory(place.At("bin")).FullName;
        string[] hidden = ["cc", "gcc", "clang", "ld", "objcopy"];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var program in path.Where(Directory.Exists).SelectMany(Directory.GetFiles))
        {
            var name = Path.GetFileName(program);
            var link = Path.Combine(programs, name);
            if (!hidden.Contains(name.Split('-')[0]) && !File.Exists(link)) File.CreateSymbolicLink(link, program);
        }
        return new() { ["PATH"] = programs, ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" };
    }

    // The packages of this machine without that one, and no source to fetch it from.
    static Dictionary<string, string?> WithoutCompiler(TemporaryFolder place)
    {
        var packages = Directory.CreateDirectory(place.At("packages")).FullName;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var kept = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(home, ".nuget", "packages");
        foreach (var folder in Directory.GetDirectories(kept))
        {
            var name = Path.GetFileName(folder);
            if (name.Contains("ilcompiler", StringComparison.OrdinalIgnoreCase)) continue;
            File.CreateSymbolicLink(Path.Combine(packages, name), folder);
        }
        Directory.CreateDirectory(place.At("empty"));
        File.WriteAllText(place.At("checkout", "nuget.config"), $"""
            <configuration><packageSources><clear /><add key="empty" value="{place.At("empty")}" /></packageSources></configuration>
            """);
        return new() { ["NUGET_PACKAGES"] = packages, ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" };
    }
}
