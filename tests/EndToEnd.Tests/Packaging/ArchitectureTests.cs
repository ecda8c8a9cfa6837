using System.Runtime.InteropServices;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Packaging;

/// <summary>`scripts/package --arch`: programs for other processors, where a cross compiler is.</summary>
public sealed class ArchitectureTests : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(30);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("no package is made for mips, only for amd64 and arm64", "--arch", "mips")]
    [InlineData("--arch needs a value: amd64 or arm64", "--arch")]
    [InlineData("usage: scripts/package [--tool | --arch amd64|arm64] [FOLDER]", "--bogus")]
    public void What_cannot_be_made_is_refused_in_one_line(string says, params string[] words) => AssertRefuses(says, Package(words));

    [Fact]
    public void Without_a_cross_compiler_it_says_which_package_has_it()
    {
        var says = RuntimeInformation.OSArchitecture == Architecture.X64
            ? "programs for arm64 need a cross compiler, and aarch64-linux-gnu-gcc is missing: "
                + "apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross"
            : "programs for amd64 are not made on arm64: make the package on such a machine";
        var other = RuntimeInformation.OSArchitecture == Architecture.X64 ? "arm64" : "amd64";
        Directory.CreateDirectory(folder.At("bin"));
        foreach (var tool in (string[])["bash", "dirname", "readlink", "uname", "mktemp", "rm"])
            File.CreateSymbolicLink(folder.At("bin", tool), $"/usr/bin/{tool}");
        AssertRefuses(says, Package(["--arch", other], new Dictionary<string, string?> { ["PATH"] = folder.At("bin") }));
    }

    /// <summary>Minutes of compilation, so for `./test --long` alone.</summary>
    [Fact(Explicit = true)]
    public void The_packages_for_arm64_hold_programs_for_arm64()
    {
        var made = Package(["--arch", "arm64", folder.At("out")]);
        Assert.True(made.ExitCode == 0, made.Error);
        var (archive, package) = (folder.At("out", "berth-0.1.0-linux-arm64.tar.gz"), folder.At("out", "berth_0.1.0_arm64.deb"));
        Assert.Equal([archive, package], made.Output.Split('\n')[..2]);
        Command.Must("tar", "-xf", archive, "-C", folder.Path);
        foreach (var program in (string[])["berth", "berthd"])
        {
            var header = Command.Must("readelf", "-h", folder.At("berth-0.1.0-linux-arm64", "bin", program));
            Assert.Contains("AArch64", header, StringComparison.Ordinal);
        }
        Assert.Contains("Architecture: arm64", Command.Must("dpkg-deb", "--info", package), StringComparison.Ordinal);
    }

    static CommandResult Package(IReadOnlyList<string> words, IReadOnlyDictionary<string, string?>? environment = null) =>
        Command.Run(["/usr/bin/bash", BerthProgram.InCheckout("scripts", "package"), .. words], environment, limit: patience);

    static void AssertRefuses(string says, CommandResult run) =>
        Assert.Equal((1, "", $"scripts/package: {says}\n"), (run.ExitCode, run.Output, run.Error));
}
