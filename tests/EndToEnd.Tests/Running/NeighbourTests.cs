using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>Projects beside each other: what one of them can find and take of the other.</summary>
public sealed class NeighbourTests : IDisposable
{
    // Every way to ask which addresses the machine has: netlink, getifaddrs (by node), and the kernel's files.
    const string AllAddresses = """
        import subprocess, json, re
        seen = set(re.findall(r'inet6? ([0-9a-f.:]+)', subprocess.run(['ip', '-o', 'addr'], capture_output=True, text=True).stdout))
        seen |= set(re.findall(r'(?<![0-9./])127[.][0-9]+[.][0-9]+[.][0-9]+', open('/proc/net/fib_trie').read()))
        js = 'console.log(Object.values(os.networkInterfaces()).flat().map(one => one.address).join(" "))'
        seen |= set(subprocess.run(['node', '-e', js], capture_output=True, text=True).stdout.split())

        """;

    readonly Place place = new();
    readonly string one, two;

    public NeighbourTests() => (one, two) = (place.NewFolder(), place.NewFolder());

    public void Dispose() => place.Dispose();

    [Fact]
    public void Neither_sees_the_other_s_address_nor_can_bind_it()
    {
        using var first = Running(one);
        using var second = Running(two);
        var (ofFirst, ofSecond) = (first.Words[0], second.Words[0]);
        foreach (var (folder, own, other) in new[] { (one, ofFirst, ofSecond), (two, ofSecond, ofFirst) })
        {
            var found = Ask(folder, AllAddresses + "print(*[a for a in seen if a.startswith('127.')])").Split(' ');
            Assert.DoesNotContain(other, found);
            Assert.DoesNotContain(own, found);
            Assert.Equal("99", Ask(folder, $"""
                try: listen('{other}', 3000)
                except OSError as e: print(e.errno)
                """));
        }
        // Nor does a program of the machine.
        var outside = place.Network.Must(Python.Path, "-c", Python.Prelude + AllAddresses + "print(*seen)").Trim().Split(' ');
        Assert.DoesNotContain(ofFirst, outside);
        Assert.DoesNotContain(ofSecond, outside);
    }

    [Fact]
    public void A_server_of_every_address_that_can_be_bound_is_its_own_project_s_alone()
    {
        using var other = Running(two);
        var bound = Ask(one, AllAddresses + """
            kept = []
            for a in sorted(seen):
                try: kept.append(listen(a, 3000))
                except OSError as e: pass
            print(subprocess.run(['ss', '-Htln', 'sport = :3000'], capture_output=True, text=True).stdout)
            """);
        Assert.DoesNotContain(other.Words[0], bound, StringComparison.Ordinal);
        Assert.Equal("ok", Ask(two, "s = [listen('127.0.0.1', 3000), listen('::1', 3000)]; print('ok')"));
    }

    Server Running(string folder) => place.Start(folder, "ready(os.environ['BERTH_ADDRESS']); wait()");

    string Ask(string folder, string code)
    {
        var result = place.Run(folder, ["--isolate", "--", Python.Path, "-c", Python.Prelude + code]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }
}
