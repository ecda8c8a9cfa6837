using System.Text.RegularExpressions;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Packaging;

/// <summary>The links as a package, installed and used by a program that knows nothing of this checkout: the one of its README.</summary>
public sealed partial class LinksPackageTests : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(4);

    readonly TemporaryFolder folder = new();

    [GeneratedRegex("```csharp\n(?<program>.*?)```.*?```\n(?<output>.*?)```", RegexOptions.Singleline)]
    static partial Regex Example { get; }

    [Fact]
    public void A_stranger_builds_and_runs_the_example_of_the_readme()
    {
        var example = Example.Match(File.ReadAllText(BerthProgram.InCheckout("src", "Links", "README.md")));
        Dotnet("pack", BerthProgram.InCheckout("src", "Links", "Links.csproj"), "-c", "Release", "-o", folder.At("feed"), "--nologo",
            "-v", "quiet", "-p:UseSharedCompilation=false", "-nodeReuse:false");
        var version = Path.GetFileNameWithoutExtension(Directory.GetFiles(folder.At("feed"), "*.nupkg").Single())["Berth.Links.".Length..];
        File.WriteAllText(folder.At("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="here" value="{folder.At("feed")}" /></packageSources>
              <fallbackPackageFolders><add key="installed" value="{InstalledPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(folder.At("stranger.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseSharedCompilation>false</UseSharedCompilation>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Berth.Links" Version="{version}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(folder.At("Program.cs"), example.Groups["program"].Value);
        Dotnet("build", folder.At("stranger.csproj"), "-o", folder.At("out"), "--nologo", "-v", "quiet", "-nodeReuse:false");
        var run = Command.Run(["dotnet", folder.At("out", "stranger.dll")], limit: patience);
        Assert.Equal((0, example.Groups["output"].Value), (run.ExitCode, run.Output));
    }

    // What the package needs in turn was restored with the checkout.
    static string InstalledPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    void Dotnet(params IReadOnlyList<string> arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        if (arguments[0] == "build") environment["NUGET_PACKAGES"] = folder.At("packages");
        var result = Command.Run(["dotnet", .. arguments], environment, limit: patience);
        Assert.True(result.ExitCode == 0, $"dotnet {arguments[0]} failed with {result.ExitCode}: {result.Output}{result.Error}");
    }

    public void Dispose() => folder.Dispose();
}
