using Berth.Model.Addressing;

namespace Berth.Engine.Frameworks;

public sealed partial record ServerCommand
{
    static readonly InetAddress everywhere = InetAddress.AnyV4;

    static readonly (string, string)[] spring = [("SERVER_PORT", "{port}"), ("SERVER_ADDRESS", "{host}")];
    static readonly (string, string)[] quarkus = [("QUARKUS_HTTP_PORT", "{port}"), ("QUARKUS_HTTP_HOST", "{host}")];

    /// <summary>Null for a command that is no server we know.</summary>
    /// <param name="words">The program and its arguments; never empty.</param>
    public static ServerCommand? Of(IReadOnlyList<string> words)
    {
        var (program, at) = Head(words);
        var verb = VerbOf(words, at);
        return Known(words, program, verb) is { } known ? known with { Program = program, Verb = verb } : null;
    }

    static ServerCommand? Known(IReadOnlyList<string> words, string program, string? verb)
    {
        return program switch
        {
            // Node
            "vite" => verb is "build" or "optimize" or "install" ? null : Vite(verb == "preview" ? 4173 : 5173),
            "vp" => verb is "dev" or "preview" or "serve" ? Vite(verb == "preview" ? 4173 : 5173) : null,
            "next" => verb is "dev" or "start" ? new(3000) { HostOptions = ["--hostname", "-H"], HeedsPort = true, Address = everywhere } : null,
            "nuxt" or "nuxi" => verb is "dev" or "preview" ? new(3000) { HeedsPort = true, HeedsHost = verb == "preview", HostOptions = ["--host", "-h"] } : null,
            "astro" => verb is "dev" or "preview" ? new(4321) : null,
            "remix" or "react-router" => verb is "dev" or "vite:dev" ? new(verb == "dev" && program == "remix" ? 3000 : 5173) { HeedsPort = program == "remix", HeedsHost = program == "remix" && verb == "dev" } : null,
            "ng" => verb is "serve" or "s" or "dev" ? new(4200) { PortOptions = ["--port"] } : null,
            "webpack" or "webpack-dev-server" => program == "webpack" && verb is not ("serve" or "server" or "s") ? null : new(8080) { PortOptions = ["--port"] },
            "rspack" or "rsbuild" => verb is "serve" or "dev" or "preview" or "s" ? new(program == "rspack" ? 8080 : 3000) { PortOptions = ["--port"] } : null,
            "react-scripts" => verb == "start" ? new(3000) { HeedsPort = true, HeedsHost = true, Address = everywhere } : null,
            "vue-cli-service" => verb == "serve" ? new(8080) { HeedsPort = true, HeedsHost = true, Address = everywhere } : null,
            "gatsby" => verb is "develop" or "serve" ? new(verb == "serve" ? 9000 : 8000) { HostOptions = ["--host", "-H"] } : null,
            "storybook" or "start-storybook" => verb == "build" ? null : new(6006) { HostOptions = ["--host", "-h"] },
            "parcel" => verb is "build" or "watch" ? null : new(1234),
            "docusaurus" => verb is "start" or "serve" ? new(3000) : null,
            "vitepress" => verb is "dev" or "preview" ? new(5173) { PortOptions = ["--port"], HostOptions = verb == "dev" ? ["--host"] : [] } : null,
            "eleventy" => Has(words, "--serve") ? new(8080) { PortOptions = ["--port"], HostOptions = [], JoinsValues = true } : null,
            "quasar" => verb == "dev" ? new(9000) { HostOptions = ["--hostname", "-H"] } : null,
            "ember" => verb is "serve" or "s" or "server" ? new(4200) : null,
            "expo" => verb == "start" ? new(8081) { HostOptions = [] } : null,
            "react-native" => verb == "start" ? new(8081) { PortOptions = ["--port"] } : null,
            "http-server" => new(8080) { PortOptions = ["-p", "--port"], HostOptions = ["-a"], Address = everywhere },
            "serve" => new(3000) { PortOptions = [], HostOptions = [], BindOptions = ["--listen", "-l", "-p"], BindPrefix = "tcp://", Address = everywhere },
            "json-server" => new(3000),
            // It binds every address whatever --host says, which is only what it tells people (browser-sync.io/docs/options).
            "browser-sync" => verb == "start" || Has(words, "start") ? new(3000) { PortOptions = ["--port"], Address = everywhere } : null,
            "live-server" => new(8080) { PortOptions = ["--port"], JoinsValues = true, Address = everywhere },
            "wrangler" => verb == "dev" || (verb == "pages" && Has(words, "dev")) ? new(8787) { PortOptions = ["--port"], HostOptions = ["--ip"] } : null,
            "netlify" or "ntl" => verb == "dev" ? new(8888) { HostOptions = [] } : null,
            "vercel" => verb == "dev" ? new(3000) { PortOptions = [], HostOptions = [], BindOptions = ["--listen", "-l"] } : null,
            "deno" => verb == "serve" ? new(8000) { PortOptions = ["--port"] } : null,
            "node" or "tsx" or "ts-node" or "nodemon" => Inspector(words),
            // Python
            "flask" => Has(words, "run") ? new(5000) : null,
            "uvicorn" or "fastapi" => program == "fastapi" && verb is not ("dev" or "run") ? null : new(8000) { PortOptions = ["--port"], ElsewhereOptions = ["--fd", "--uds"] },
            "hypercorn" => new(8000) { PortOptions = [], HostOptions = [], BindOptions = ["--bind", "-b"] },
            "gunicorn" => new(8000) { PortOptions = [], HostOptions = [], BindOptions = ["--bind", "-b"], HeedsPort = true },
            "daphne" => new(8000) { PortOptions = ["--port", "-p"], HostOptions = ["--bind", "-b"], ElsewhereOptions = ["--fd", "-u", "--unix-socket", "-e", "--endpoint"] },
            "waitress-serve" => new(8080) { PortOptions = ["--port"], ElsewhereOptions = ["--listen", "--unix-socket"], JoinsValues = true, Address = everywhere },
            "streamlit" => Has(words, "run") ? new(8501) { PortOptions = ["--server.port"], HostOptions = ["--server.address"], Address = everywhere } : null,
            "mkdocs" => verb == "serve" ? new(8000) { PortOptions = [], HostOptions = [], BindOptions = ["--dev-addr", "-a"] } : null,
            "sphinx-autobuild" => new(8000) { PortOptions = ["--port"] },
            "jupyter" or "jupyter-lab" or "jupyter-notebook" => new(8888) { PortOptions = ["--port", "--ServerApp.port"], HostOptions = ["--ip", "--ServerApp.ip"], JoinsValues = true },
            "manage.py" or "django-admin" => verb is "runserver" or "runserver_plus" ? new(8000) { PortOptions = [], HostOptions = [], PortFollows = verb, TakesAddressThere = true } : null,
            "http.server" => HttpServer,
            // Ruby
            "rails" => verb is "server" or "s" ? new(3000) { HostOptions = ["--binding", "-b"], HeedsPort = true } : null,
            "puma" => new(9292) { PortOptions = [], HostOptions = [], BindOptions = ["--bind", "-b", "--port", "-p"], BindPrefix = "tcp://", Address = everywhere },
            "rackup" => new(9292) { HostOptions = ["--host", "-o"] },
            "jekyll" => verb is "serve" or "s" or "server" ? new(4000) { PortOptions = ["--port", "-P"], HostOptions = ["--host", "-H"] } : null,
            // PHP
            "php" when Has(words, "-S") => new(0) { PortOptions = [], HostOptions = [], BindOptions = ["-S"] },
            "php" when Has(words, "artisan") && Has(words, "serve") => new(8000) { PortOptions = ["--port"] },
            "artisan" => verb == "serve" ? new(8000) { PortOptions = ["--port"] } : null,
            "symfony" => verb is "serve" or "server:start" ? new(8000) { PortOptions = ["--port"], HostOptions = ["--listen-ip"], JoinsValues = true } : null,
            // .NET: applicationUrl of launchSettings.json wins over ASPNETCORE_URLS, an endpoint of Kestrel over both.
            "dotnet" => verb is "run" or "watch" ? Dotnet : null,
            // Java
            "mvn" or "mvnw" when Has(words, "spring-boot:run") => Told("--server.port", spring),
            "gradle" or "gradlew" when words.Any(static word => word == "bootRun" || word.EndsWith(":bootRun", StringComparison.Ordinal)) => Told("--server.port", spring),
            "mvn" or "mvnw" when Has(words, "quarkus:dev") => Told("-Dquarkus.http.port", quarkus),
            "gradle" or "gradlew" when Has(words, "quarkusDev") => Told("-Dquarkus.http.port", quarkus),
            "java" when Has(words, "-jar") => Told("--server.port", [.. spring, .. quarkus]),
            // Others
            "hugo" => verb is "server" or "serve" ? new(1313) { HostOptions = ["--bind"] } : null,
            "zola" => verb == "serve" ? new(1111) { HostOptions = ["--interface", "-i"] } : null,
            "trunk" => verb == "serve" ? new(8080) { HostOptions = ["--address", "-a"] } : null,
            "caddy" => verb == "file-server" ? new(80) { PortOptions = [], HostOptions = [], BindOptions = ["--listen", "-l"], Address = everywhere } : null,
            "redis-server" => new(6379) { PortOptions = ["--port"], HostOptions = ["--bind"], Address = everywhere, IsForBrowsers = false, IsLeftAlone = true },
            _ => null,
        };
    }

    static ServerCommand Vite(int port) => new(port) { PortOptions = ["--port"], Strictly = ["--strictPort"] };

    static ServerCommand HttpServer => new(8000) { PortOptions = [], HostOptions = ["--bind", "-b"], PortFollows = "http.server", Address = everywhere };

    static ServerCommand Dotnet => new(0)
    {
        PortOptions = [], HostOptions = [], BindOptions = ["--urls"],
        Variables = [("ASPNETCORE_URLS", "http://{host}:{port}"), ("Kestrel__Endpoints__Berth__Url", "http://{host}:{port}")],
    };

    static ServerCommand Told(string portOption, (string, string)[] variables) =>
        new(8080) { PortOptions = [portOption, $"-D{portOption.TrimStart('-')}"], HostOptions = [], Variables = variables };

    // A debugger's port is a port as well.
    static ServerCommand? Inspector(IReadOnlyList<string> words) =>
        words.Any(static word => word.StartsWith("--inspect", StringComparison.Ordinal))
            ? new(9229) { PortOptions = [], HostOptions = [], BindOptions = ["--inspect", "--inspect-brk"], IsForBrowsers = false, IsLeftAlone = true }
            : null;

    // The program's name and where it stands; for an interpreter that runs a known server, the server's.
    static (string Program, int At) Head(IReadOnlyList<string> words)
    {
        var program = FileName(words[0]);
        var isPython = program.StartsWith("python", StringComparison.Ordinal);
        if (isPython) program = "python";
        if (!isPython && program is not ("node" or "ruby" or "php")) return (program, 0);
        for (var i = 1; i < words.Count; i++)
        {
            if (isPython && words[i] == "-m" && i + 1 < words.Count) return (words[i + 1] == "django" ? "django-admin" : words[i + 1], i + 1);
            if (words[i].StartsWith('-')) continue;
            var script = Script(FileName(words[i]));
            var isServer = program switch { "node" => words[i].Contains("node_modules/", StringComparison.Ordinal), "php" => script == "artisan", _ => true };
            return isServer ? (script, i) : (program, 0);
        }
        return (program, 0);
    }

    static string Script(string name)
    {
        foreach (var ending in new[] { ".js", ".mjs", ".cjs" })
            if (name.EndsWith(ending, StringComparison.Ordinal)) return name[..^ending.Length];
        return name;
    }

    static string FileName(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    static string? VerbOf(IReadOnlyList<string> words, int at)
    {
        for (var i = at + 1; i < words.Count; i++)
            if (!words[i].StartsWith('-')) return words[i];
        return null;
    }

    static bool Has(IReadOnlyList<string> words, string word) => words.Any(one => one == word || one.EndsWith($"/{word}", StringComparison.Ordinal));
}
