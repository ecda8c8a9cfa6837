using System.IO.Compression;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Packaging;

public sealed class ToolPackageTests(ToolPackage package) : IClassFixture<ToolPackage>, IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void The_installed_tool_tells_the_version_of_the_checkout()
    {
        var tool = net.Run(package.Program, "--version");
        Assert.Equal(0, tool.ExitCode);
        Assert.Equal(BerthProgram.Run(net, "--version").Output.Split(' ')[..2], tool.Output.Split(' ')[..2]);
    }

    [Fact]
    public void The_installed_tool_lists_like_the_program_of_the_checkout()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var row = Assert.Single(Listing.Read(net.Run(package.Program, "ls", "--json")).Rows);
        Assert.Equal([server.Pid], row.Pids);
    }

    [Fact]
    public void The_installed_tool_works_for_an_ordinary_user()
    {
        using var server = net.StartPythonAs(65534, "s = listen('127.0.0.1', 3000); ready(); wait()");
        var row = Assert.Single(Listing.Read(net.Run([.. NetworkNamespace.AsUser(65534), package.Program, "ls", "--json"])).Rows);
        Assert.Equal([server.Pid], row.Pids);
    }

    [Fact]
    public void The_installed_tool_has_its_daemon_beside()
    {
        var environment = new Dictionary<string, string?> { ["XDG_STATE_HOME"] = net.Home.At("state") };
        var run = net.RunWith([package.Program, "run", "--", "printenv", "PORT"], null, null, environment);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^berth: .* has PORT=2[0-9]{4}\n$", run.Error);
        Assert.NotNull(LeftDaemon.Pid(net.Runtime));
    }

    [Fact]
    public void The_package_holds_the_tool_and_nothing_of_the_tests()
    {
        using var zip = ZipFile.OpenRead(package.PackageFile);
        var files = zip.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains(files, file => file.EndsWith("/berth.dll", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("/DotnetToolSettings.xml", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.Contains("Test", StringComparison.OrdinalIgnoreCase) || file.Contains("Counterparts", StringComparison.Ordinal));
    }

    public void Dispose() => net.Dispose();
}
