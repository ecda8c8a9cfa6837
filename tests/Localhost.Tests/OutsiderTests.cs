using Berth.Counterparts;

namespace Berth.Localhost.Tests;

public class OutsiderTests
{
    [Fact]
    public void A_neighbour_that_routes_to_the_own_IPv6_address_reaches_nothing()
    {
        using var isle = new Isle();
        using var neighbour = new NetworkNamespace();
        Command.Must("ip", "-n", neighbour.Name, "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", isle.Outside.Name);
        Command.Must("ip", "-n", neighbour.Name, "addr", "add", "fd01::2/64", "dev", "wire", "nodad");
        Command.Must("ip", "-n", isle.Outside.Name, "addr", "add", "fd01::1/64", "dev", "wire", "nodad");
        Command.Must("ip", "-n", neighbour.Name, "link", "set", "wire", "up");
        Command.Must("ip", "-n", isle.Outside.Name, "link", "set", "wire", "up");
        Command.Must("ip", "-n", neighbour.Name, "route", "add", "fd00:be47::/64", "via", "fd01::1");

        using var inside = isle.Serve("s = listen('::1', 3000)\nready()\nwait()");
        using var beside = isle.Outside.StartPython("s = listen('fd00:be47::1', 3001)\nready()\nwait()");
        const string call = """
            s = socket.socket(socket.AF_INET6); s.settimeout(float(sys.argv[2]))
            try: s.connect(('fd00:be47::1', int(sys.argv[1]))); print('reached')
            except OSError as e: print(type(e).__name__)
            """;
        string Call(int port, string patience) => neighbour.Must(Python.Path, "-c", Python.Prelude + call, $"{port}", patience).Trim();
        Assert.Equal("reached", Call(3001, "10")); // the way is open: the kernel itself takes such packets
        Assert.Equal("TimeoutError", Call(3000, "0.5"));
        Assert.Equal("reached", isle.Python("socket.create_connection(('::1', 3000), 5)\nprint('reached')"));
    }
}
