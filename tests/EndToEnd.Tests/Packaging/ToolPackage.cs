using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Packaging;

/// <summary>The package as `dotnet pack` makes it and `dotnet tool install` installs it, from that package alone.</summary>
public sealed class ToolPackage : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(4);

    readonly TemporaryFolder folder = new();

    public ToolPackage()
    {
        // No build server that outlives the test.
        Dotnet("pack", BerthProgram.InCheckout("src", "Cli", "Cli.csproj"), "-c", "Release", "-o", folder.Path, "--nologo", "-v", "quiet",
            "-p:UseSharedCompilation=false", "-nodeReuse:false");
        File.WriteAllText(folder.At("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="here" value="{folder.Path}" /></packageSources>
            </configuration>
            """);
        Dotnet("tool", "install", "Berth", "--tool-path", folder.At("tools"), "--configfile", folder.At("nuget.config"));
    }

    public string Program => folder.At("tools", "berth");

    public string PackageFile => Directory.GetFiles(folder.Path, "*.nupkg").Single();

    void Dotnet(params IReadOnlyList<string> arguments)
    {
        var isInstall = arguments[0] == "tool";
        var environment = new Dictionary<string, string?>
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        if (isInstall) (environment["DOTNET_CLI_HOME"], environment["NUGET_PACKAGES"]) = (folder.At("home"), folder.At("packages"));
        var result = Command.Run(["dotnet", .. arguments], environment, limit: patience);
        if (result.ExitCode != 0) throw new InvalidOperationException($"dotnet {arguments[0]} failed with {result.ExitCode}: {result.Output}{result.Error}");
    }

    public void Dispose() => folder.Dispose();
}
