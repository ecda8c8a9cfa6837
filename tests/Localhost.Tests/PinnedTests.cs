using Berth.Counterparts;
using Berth.Linux.Bpf;
using Berth.Linux.Namespaces;
using Berth.Localhost.Hooks;
using Berth.Model.Addressing;
using NetworkNamespace = Berth.Counterparts.NetworkNamespace;

namespace Berth.Localhost.Tests;

/// <summary>A localhost with names in a BPF file system, opened again by another owner.</summary>
public sealed class PinnedTests : IDisposable
{
    static readonly InetAddress own = InetAddress.V4(0x7f400a01u), own6 = InetAddress.TryParse("fd00:be47::77", out var six) ? six : default;
    static int count;

    readonly ControlGroup group = new($"berth-test-{Environment.ProcessId}-pinned{Interlocked.Increment(ref count)}");
    readonly NetworkNamespace network = new();
    readonly TemporaryFolder mount = new();

    public PinnedTests()
    {
        Assert.True(BpfFileSystem.Mount(mount.Path, "mode=0700", out _));
        Directory.CreateDirectory(Pins);
        network.Must("ip", "addr", "add", $"{own6}/128", "dev", "lo");
    }

    string Pins => mount.At("project");
    string Folder => Path.GetDirectoryName(group.Inside[^1])!;

    public void Dispose()
    {
        network.Dispose();
        BpfFileSystem.Unmount(mount.Path, out _);
        mount.Dispose();
        group.Dispose();
    }

    [Fact]
    public void It_outlives_who_made_it_and_is_taken_over_as_it_is()
    {
        Attach(own6).Dispose();
        var objects = BpfObjects.Of(Folder);
        var names = Directory.GetFiles(Pins).Order();
        Assert.Equal("127.64.10.1:3000", Bound());

        Attach(own6).Dispose();
        Assert.Equal(objects.Names, BpfObjects.Of(Folder).Names);
        Assert.Equal(names, Directory.GetFiles(Pins).Order());
        OwnLocalhost.Remove(Pins);
        Eventually.True(() => objects.AreGone, "programs and maps are gone");
        Assert.Equal("127.0.0.1:3000", Bound());
    }

    [Fact]
    public void Other_code_takes_the_place_of_the_attached_one_and_remembers_what_sockets_asked_for()
    {
        Attach(null).Dispose();
        var before = BpfObjects.Of(Folder);
        using var server = network.Start([.. group.Inside, Python.Path, "-c", Python.Prelude + """
            s = listen('0.0.0.0', 3000); ready()
            sys.stdin.readline(); open(sys.argv[1], 'w').write(s.getsockname()[0] + '\n'); wait()
            """, mount.Path + ".said"]);
        Attach(own6).Dispose();
        var after = BpfObjects.Of(Folder);
        Assert.Equal(before.Names.Where(static name => name.StartsWith("14:", StringComparison.Ordinal)), after.Names.Where(static name => name.StartsWith("14:", StringComparison.Ordinal)));
        Assert.Equal(before.Count + 1, after.Count); // the one about packets, which is for IPv6
        server.Say("");
        Eventually.True(() => File.Exists(mount.Path + ".said") && File.ReadAllText(mount.Path + ".said") == "0.0.0.0\n", "the server is told what it asked for");
        File.Delete(mount.Path + ".said");

        Attach(null).Dispose();
        Assert.Equal(before.Count, BpfObjects.Of(Folder).Count);
        OwnLocalhost.Remove(Pins);
        Eventually.True(() => before.AreGone && after.AreGone, "programs and maps are gone");
    }

    [Fact]
    public void What_is_missing_or_of_another_group_is_made_again()
    {
        Attach(own6).Dispose();
        foreach (var pin in Directory.GetFiles(Pins, "berth_bind*").Concat(Directory.GetFiles(Pins, "berth_asked*"))) File.Delete(pin);
        Assert.Equal("127.0.0.1:3000", Bound());
        Attach(own6).Dispose();
        Assert.Equal("127.64.10.1:3000", Bound());

        using var other = new ControlGroup($"berth-test-{Environment.ProcessId}-pinned{Interlocked.Increment(ref count)}");
        var first = BpfObjects.Of(Folder);
        Attach(own6, Path.GetDirectoryName(other.Inside[^1])!).Dispose();
        Assert.Equal(0, BpfObjects.Of(Folder).Count);
        Assert.True(OwnLocalhost.IsAttached(Pins));
        OwnLocalhost.Remove(Pins);
        Eventually.True(() => first.AreGone, "the first group's are gone");
    }

    OwnLocalhost Attach(InetAddress? v6, string? folder = null)
    {
        LocalhostResult? result = null;
        Assert.True(NamespaceEntry.Run(network.Path, () => result = OwnLocalhost.Attach(folder ?? Folder, new OwnAddresses(own, v6), Pins, new BtfCache(null)), out _));
        Assert.True(result!.Localhost is not null, result.Refusal);
        return result.Localhost;
    }

    /// <summary>Where a bind of 127.0.0.1:3000 in the group really is.</summary>
    string Bound() => network.Must([.. group.Inside, Python.Path, "-c", Python.Prelude + """
        import subprocess
        s = listen('127.0.0.1', 3000)
        print(subprocess.run(['ss', '-Htln'], capture_output=True, text=True).stdout.split()[3])
        """]).Trim();
}
