using Berth.Model;

namespace Berth.Projects.Repository;

/// <summary>How a server is told its port and host on the command line, and where it listens untold. One table.</summary>
/// <param name="Port">Its default; 0: none.</param>
sealed record StartDefaults(int Port)
{
    public string[] PortOptions { get; init; } = ["--port", "-p"];
    public string[] HostOptions { get; init; } = ["--host"];

    /// <summary>Options that take address and port in one: "0.0.0.0:8000".</summary>
    public string[] BindOptions { get; init; } = [];

    /// <summary>The word after which the port or address:port stands.</summary>
    public string? PortFollows { get; init; }

    /// <summary>Whether it takes the variable PORT.</summary>
    public bool HeedsPort { get; init; }

    /// <summary>Where it binds untold; null: loopback.</summary>
    public InetAddress? Address { get; init; }
    public bool IsForBrowsers { get; init; } = true;

    static readonly InetAddress everywhere = InetAddress.AnyV4;

    /// <summary>Null for a program that is no server we know.</summary>
    public static StartDefaults? Of(string program, IReadOnlyList<CommandWord> words, int start)
    {
        var verb = Verb(words, start);
        return program switch
        {
            "vite" => verb is "build" or "optimize" ? null : new(verb == "preview" ? 4173 : 5173) { PortOptions = ["--port"] },
            "next" => verb is "dev" or "start" ? new(3000) { HostOptions = ["--hostname", "-H"], HeedsPort = true, Address = everywhere } : null,
            "nuxt" or "nuxi" => verb is "dev" or "preview" ? new(3000) { HeedsPort = true } : null,
            "astro" => verb is "dev" or "preview" ? new(4321) : null,
            "remix" or "react-router" => verb is "dev" ? new(verb == "dev" && program == "remix" ? 3000 : 5173) { HeedsPort = program == "remix" } : null,
            "ng" => verb is "serve" or "s" ? new(4200) { PortOptions = ["--port"] } : null,
            "webpack" or "webpack-dev-server" => program == "webpack" && verb is not ("serve" or "server" or "s") ? null : new(8080) { PortOptions = ["--port"] },
            "rspack" or "rsbuild" => verb is "serve" or "dev" or "preview" ? new(program == "rspack" ? 8080 : 3000) { PortOptions = ["--port"] } : null,
            "react-scripts" => verb == "start" ? new(3000) { HeedsPort = true, Address = everywhere } : null,
            "vue-cli-service" => verb == "serve" ? new(8080) { HeedsPort = true, Address = everywhere } : null,
            "gatsby" => verb is "develop" or "serve" ? new(verb == "serve" ? 9000 : 8000) { HostOptions = ["--host", "-H"] } : null,
            "storybook" or "start-storybook" => verb == "build" ? null : new(6006) { HostOptions = ["--host", "-h"] },
            "parcel" => verb is "build" ? null : new(1234),
            "docusaurus" => verb is "start" or "serve" ? new(3000) : null,
            "vitepress" => verb is "dev" or "preview" ? new(5173) { PortOptions = ["--port"] } : null,
            "expo" => verb == "start" ? new(8081) { PortOptions = ["--port", "-p"] } : null,
            "http-server" => new(8080) { HostOptions = ["-a"], Address = everywhere },
            "serve" => new(3000) { PortOptions = ["--listen", "-l", "-p"], Address = everywhere },
            "json-server" => new(3000),
            "live-server" => new(8080) { PortOptions = ["--port"], Address = everywhere },
            "wrangler" => verb == "dev" ? new(8787) { HostOptions = ["--ip"] } : null,
            "flask" => Has(words, "run") ? new(5000) : null,
            "uvicorn" or "hypercorn" or "fastapi" => new(8000) { PortOptions = ["--port"], BindOptions = ["--bind", "-b"] },
            "gunicorn" => new(8000) { PortOptions = [], BindOptions = ["--bind", "-b"], HeedsPort = true },
            "streamlit" => Has(words, "run") ? new(8501) { PortOptions = ["--server.port"], HostOptions = ["--server.address"], Address = everywhere } : null,
            "mkdocs" => verb == "serve" ? new(8000) { PortOptions = [], BindOptions = ["--dev-addr", "-a"] } : null,
            "jupyter" or "jupyter-lab" or "jupyter-notebook" => new(8888) { PortOptions = ["--port", "--ServerApp.port"], HostOptions = ["--ip", "--ServerApp.ip"] },
            "rails" => verb is "server" or "s" ? new(3000) { HostOptions = ["--binding", "-b"], HeedsPort = true } : null,
            "puma" => new(9292) { BindOptions = ["--bind", "-b"], Address = everywhere },
            "rackup" => new(9292) { HostOptions = ["--host", "-o"] },
            "jekyll" => verb is "serve" or "s" ? new(4000) { PortOptions = ["--port", "-P"], HostOptions = ["--host", "-H"] } : null,
            "hugo" => verb is "server" or "serve" ? new(1313) { HostOptions = ["--bind"] } : null,
            "php" => Has(words, "-S") ? new(0) { PortOptions = [], BindOptions = ["-S"] } : Has(words, "artisan") && Has(words, "serve") ? new(8000) { PortOptions = ["--port"] } : null,
            "python" or "python3" or "python2" => Python(words),
            "dotnet" => verb is "run" or "watch" ? new(0) { PortOptions = [], HostOptions = [], BindOptions = ["--urls"] } : null,
            "node" or "tsx" or "ts-node" or "nodemon" => Inspector(words),
            "redis-server" => new(6379) { PortOptions = ["--port"], HostOptions = ["--bind"], Address = everywhere, IsForBrowsers = false },
            "caddy" => verb == "file-server" ? new(80) { PortOptions = [], BindOptions = ["--listen", "-l"], Address = everywhere } : null,
            _ => null,
        };
    }

    static StartDefaults? Python(IReadOnlyList<CommandWord> words)
    {
        if (Has(words, "http.server")) return new(8000) { PortOptions = [], HostOptions = ["--bind", "-b"], PortFollows = "http.server", Address = everywhere };
        if (Has(words, "manage.py") && Has(words, "runserver")) return new(8000) { PortOptions = [], HostOptions = [], PortFollows = "runserver" };
        if (Has(words, "uvicorn")) return new(8000) { PortOptions = ["--port"] };
        return Has(words, "flask") && Has(words, "run") ? new(5000) : null;
    }

    // A debugger's port is a port as well.
    static StartDefaults? Inspector(IReadOnlyList<CommandWord> words) =>
        words.Any(static word => word.Text.StartsWith("--inspect", StringComparison.Ordinal))
            ? new(9229) { PortOptions = [], HostOptions = [], BindOptions = ["--inspect", "--inspect-brk"], IsForBrowsers = false }
            : null;

    static string? Verb(IReadOnlyList<CommandWord> words, int start)
    {
        for (var i = start + 1; i < words.Count; i++)
            if (!words[i].Text.StartsWith('-')) return words[i].Text;
        return null;
    }

    static bool Has(IReadOnlyList<CommandWord> words, string word) => words.Any(one => one.Text == word || one.Text.EndsWith($"/{word}", StringComparison.Ordinal));
}
