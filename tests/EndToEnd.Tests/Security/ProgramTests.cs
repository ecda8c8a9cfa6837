using Berth.Counterparts;
using Berth.EndToEnd.Tests.Audit;

namespace Berth.EndToEnd.Tests.Security;

/// <summary>Programs of the folder that a person stands in are not taken for those of the system.</summary>
public sealed class ProgramTests : IDisposable
{
    static readonly string[] names = ["systemctl", "docker", "podman", "nft", "iptables-nft-save", "ip6tables-nft-save", "iptables-legacy-save", "iptables-legacy", "ufw", "ip", "dotnet", "berthd", "git", "id"];

    readonly House house = new();
    readonly TemporaryFolder folder = new();
    readonly ControlGroup unit = new($"berth-test-{Environment.ProcessId}-security.service");

    [Theory]
    [InlineData("free 8001 --yes")]
    [InlineData("audit")]
    [InlineData("audit --prove --no-probe")]
    [InlineData("doctor")]
    [InlineData("doctor 8001")]
    [InlineData("explain 8001")]
    [InlineData("daemon status")]
    public void Nothing_of_the_current_folder_runs(string words)
    {
        foreach (var name in names)
        {
            File.WriteAllText(folder.At(name), $"#!/bin/sh\necho \"$0 $*\" >> {folder.At("ran")}\n");
            File.SetUnixFileMode(folder.At(name), (UnixFileMode)0b111_101_101);
        }
        using var server = house.Net.Start([.. unit.Inside, Python.Path, "-c", Python.Prelude + "s = listen('127.0.0.1', 8001); ready(); wait()"]);
        house.RunAs([], words.Split(' '), folder: folder.Path);
        Assert.False(File.Exists(folder.At("ran")), File.Exists(folder.At("ran")) ? File.ReadAllText(folder.At("ran")) : "");
    }

    public void Dispose()
    {
        house.Dispose();
        folder.Dispose();
        unit.Dispose();
    }
}
