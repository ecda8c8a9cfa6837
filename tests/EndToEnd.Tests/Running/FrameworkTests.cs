using System.Text.RegularExpressions;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>
/// Frameworks as people start them: the URL that is said is opened, and has the page of its own folder. Long, and with packages of npm:
/// `./test --frameworks` runs them, and nothing else does.
/// </summary>
public sealed partial class FrameworkTests : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    readonly Place place = new();

    public static TheoryData<string> Names => [.. DevServer.All.Select(static server => server.Name)];

    [Theory(Explicit = true), MemberData(nameof(Names))]
    public void With_a_port_of_its_own_the_URL_that_is_said_answers_with_its_page(string name)
    {
        using var started = Start(DevServer.Of(name), "the only page", []);
        Assert.Contains("the only page", Page(started.Url), StringComparison.Ordinal);
    }

    [Theory(Explicit = true), MemberData(nameof(Names))]
    public void Two_folders_at_once_each_have_a_localhost_with_their_own_page(string name)
    {
        var server = DevServer.Of(name);
        string[] pages = ["the first page", "the second page"];
        var both = new Started[2];
        Parallel.For(0, 2, i => both[i] = Start(server, pages[i], ["--isolate"]));
        try
        {
            Assert.NotEqual(both[0].Url, both[1].Url);
            for (var i = 0; i < 2; i++) Assert.Contains(pages[i], Page(both[i].Url), StringComparison.Ordinal);
        }
        finally
        {
            foreach (var one in both) one.Dispose();
        }
    }

    Started Start(DevServer server, string page, IReadOnlyList<string> options)
    {
        var folder = NewFolder();
        server.Write(folder, page);
        var said = Path.Combine(folder, "said");
        var running = place.StartCommand(folder, [.. options, "--", .. server.Command], said);
        return new Started(running, Eventually.Get(() => Url(File.ReadAllText(said), running), $"{server.Name} is said to be somewhere: {folder}", patience));
    }

    // An answer that comes late is said once more, then with its scheme.
    static string? Url(string said, Server running) => UrlPattern().Match(said) is { Success: true } match ? match.Groups[1].Value
        : running.HasEnded ? throw new InvalidOperationException($"it has ended:\n{said}") : null;

    string NewFolder()
    {
        lock (place) return place.NewFolder();
    }

    string Page(string url) => Eventually.Get(() => place.Network.Run("curl", "-sL", "--max-time", "60", url) is { ExitCode: 0, Output.Length: > 0 } page ? page.Output : null, $"{url} answers", patience);

    public void Dispose() => place.Dispose();

    [GeneratedRegex(@"^berth: .* is at (https?://[^\s;,]+)", RegexOptions.Multiline)]
    private static partial Regex UrlPattern();

    sealed record Started(Server Server, string Url) : IDisposable
    {
        public void Dispose()
        {
            // It hands the signal on to all of the command's process group.
            if (!Server.HasEnded) Command.Must("kill", "-TERM", $"{Server.Pid}");
            Server.WaitForEnd();
            Server.Dispose();
        }
    }
}
