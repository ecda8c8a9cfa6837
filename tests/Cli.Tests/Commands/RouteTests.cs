using Berth.Cli.Startup;

namespace Berth.Cli.Tests.Commands;

public class RouteTests
{
    public static TheoryData<string[], string> Lines => new()
    {
        { [], "ls" },
        { ["--json"], "ls --json" },
        { ["-a"], "ls -a" },
        { ["ls", "3000"], "ls 3000" },
        { ["3000"], "explain 3000" },
        { ["3000", "--json"], "explain 3000 --json" },
        { ["http://localhost:3000/"], "explain http://localhost:3000/" },
        { ["[::1]:3000"], "explain [::1]:3000" },
        { ["Error: listen EADDRINUSE: address already in use :::3000"], "explain Error: listen EADDRINUSE: address already in use :::3000" },
        { ["owner=node"], "ls owner=node" },
        { ["3000-3999", "--csv"], "ls 3000-3999 --csv" },
        { ["reach>=lan"], "ls reach>=lan" },
        { ["70000"], "explain 70000" },
        { ["help", "free"], "free --help" },
        { ["--version"], "--version" },
    };

    [Theory, MemberData(nameof(Lines))]
    public void The_first_word_decides(string[] args, string routed) => Assert.Equal(routed, string.Join(' ', Route.Of(args)));
}
