using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Localhost.Tests;

/// <summary>What a project may say of its binds, and what is written down of them.</summary>
public class RuleTests
{
    const string TryBind = """
        def attempt(address, port, kind=socket.SOCK_STREAM, v6only=None):
            s = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET, kind)
            if v6only is not None: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
            try: s.bind((address, port))
            except OSError as e: return str(e.errno)
            return 'bound'

        """;

    [Fact]
    public void A_project_may_refuse_every_address()
    {
        using var isle = new Isle(wildcard: WildcardBind.Refuse);
        Assert.Equal("98 98 98 98 98 98", isle.Python(TryBind + """
            udp = socket.SOCK_DGRAM
            print(attempt('0.0.0.0', 3000), attempt('::', 3000, v6only=0), attempt('::', 3000, v6only=1), attempt('::ffff:0.0.0.0', 3000, v6only=0), attempt('0.0.0.0', 3000, udp), attempt('::', 3000, udp))
            """));
        // Localhost, any port, the network's announcements, and addresses of the machine's own are no such binds.
        Assert.Equal("bound bound bound bound bound", isle.Python(TryBind + "print(attempt('127.0.0.1', 3000), attempt('::1', 3000), attempt('0.0.0.0', 0), attempt('0.0.0.0', 5353, socket.SOCK_DGRAM), attempt('127.0.0.9', 3000))"));
        Assert.Contains(isle.Records, static found => found.Bind is { Outcome: BindOutcome.Refused, Protocol: Protocol.Udp, Port.Number: 3000 });
    }

    [Theory]
    [InlineData("0.0.0.0", "None")]
    [InlineData("127.0.0.1", "None")]
    [InlineData("::", "0")]
    [InlineData("::", "1")]
    [InlineData("::1", "1")]
    [InlineData("::ffff:127.0.0.1", "0")]
    public void An_exposed_port_is_left_as_it_was_asked_for(string asked, string v6only)
    {
        using var isle = new Isle(wildcard: WildcardBind.Refuse, exposed: [new Port(8080)], declared: 8080);
        using var server = isle.Serve($"s = listen('{asked}', 8080, v6only={v6only})\nready(s.getsockname()[0])\nwait()");
        Assert.Equal([asked], server.Words);
        Assert.Equal(asked switch { "::" when v6only == "0" => "*:8080", "0.0.0.0" or "127.0.0.1" => $"{asked}:8080", _ => $"[{asked}]:8080" }, isle.Listening(8080));
        // And it is reached inside where it is outside.
        var called = asked is "::1" || v6only == "1" ? "::1" : "127.0.0.1";
        Assert.Equal("connected", isle.Python($"socket.create_connection(('{called}', 8080), 5); print('connected')"));
    }

    [Fact]
    public void What_became_of_binds_is_written_down()
    {
        using var isle = new Isle(hasV6: false, exposed: [new Port(8080)]);
        var pid = int.Parse(isle.Python(TryBind + """
            udp = socket.SOCK_DGRAM
            for i in range(3): attempt('127.0.0.1', 3000)
            attempt('0.0.0.0', 3000); attempt('0.0.0.0', 0); attempt('0.0.0.0', 5353, udp); attempt('::1', 3000); attempt('::', 8080); attempt('127.0.0.9', 3000)
            print(os.getpid())
            """), System.Globalization.CultureInfo.InvariantCulture);
        var records = isle.Records;
        Assert.All(records, found => Assert.Equal(pid, found.Bind.Pid));
        Assert.Single(records.Select(static found => found.Group).Distinct());
        Assert.Equal(
            [
                "Led Tcp 0.0.0.0 3000 1", "Led Tcp 127.0.0.1 3000 3", "LeftAnnouncements Udp 0.0.0.0 5353 1",
                "LeftAnyPort Tcp 0.0.0.0 0 1", "LeftExposed Tcp :: 8080 1", "Refused Tcp ::1 3000 1",
            ],
            records.Select(static found => $"{found.Bind.Outcome} {found.Bind.Protocol} {found.Bind.Asked} {found.Bind.Port} {found.Bind.Count}").Order(StringComparer.Ordinal));
    }
}
