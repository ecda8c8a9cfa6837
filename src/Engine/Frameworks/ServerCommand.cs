using Berth.Model.Addressing;

namespace Berth.Engine.Frameworks;

/// <summary>
/// How a server's command line tells it its port and host, and where it listens untold. `lint` reads commands by it, and
/// <see cref="PortFlags"/> writes them.
/// </summary>
/// <param name="Port">Its default; 0: none.</param>
public sealed partial record ServerCommand(int Port)
{
    /// <summary>The program, without its path and ending: "vite".</summary>
    public string Program { get; init; } = "";

    /// <summary>Its first word that is no option: "preview"; null when there is none.</summary>
    public string? Verb { get; init; }

    /// <summary>The first one is written.</summary>
    public IReadOnlyList<string> PortOptions { get; init; } = ["--port", "-p"];

    /// <summary>The first one is written; none: it takes no host.</summary>
    public IReadOnlyList<string> HostOptions { get; init; } = ["--host"];

    /// <summary>Options that take address and port in one: "0.0.0.0:8000". The first one is written where there is no port option.</summary>
    public IReadOnlyList<string> BindOptions { get; init; } = [];

    /// <summary>What the value of a bind option begins with: "tcp://".</summary>
    public string BindPrefix { get; init; } = "";

    /// <summary>The word after which the port or address:port stands.</summary>
    public string? PortFollows { get; init; }

    /// <summary>What stands there takes an address too.</summary>
    public bool TakesAddressThere { get; init; }

    /// <summary>Whether it takes the variable PORT.</summary>
    public bool HeedsPort { get; init; }

    /// <summary>Whether it takes HOST beside PORT: then nothing need be written.</summary>
    public bool HeedsHost { get; init; }

    /// <summary>Where it binds untold; null: loopback.</summary>
    public InetAddress? Address { get; init; }
    public bool IsForBrowsers { get; init; } = true;

    /// <summary>What else is written, so that it does not silently take another port.</summary>
    public IReadOnlyList<string> Strictly { get; init; } = [];

    /// <summary>Its options are taken as --port=3000 only.</summary>
    public bool JoinsValues { get; init; }

    /// <summary>What tells it instead of options: names with values, in which {port} and {host} stand for them.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    /// <summary>It is told nothing: debuggers, databases.</summary>
    public bool IsLeftAlone { get; init; }

    /// <summary>With one of these it listens elsewhere than on a port: a unix socket, a descriptor.</summary>
    public IReadOnlyList<string> ElsewhereOptions { get; init; } = [];
}
