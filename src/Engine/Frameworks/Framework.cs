using Berth.Model.Processes;

namespace Berth.Engine.Frameworks;

/// <summary>
/// The framework or server that a process is, judged from its command line: whole arguments and path components, never a part
/// of a folder's name. Null is the common answer; a name given is likely, not certain.
/// </summary>
public static class Framework
{
    public static string? Of(ProcessFacts process)
    {
        if (process.IsKernelThread || Launch.Of(process) is not { } launch) return null;
        return OfPackage(launch) ?? OfModule(launch) ?? OfScript(launch) ?? OfProgram(launch);
    }

    // npm packages (or their binaries' links) below node_modules.
    static string? OfPackage(Launch launch) => launch.Package switch
    {
        "vite" => "vite",
        "next" => "next",
        "nuxt" or "nuxi" or "@nuxt/cli" => "nuxt",
        "astro" => "astro",
        "@remix-run/dev" or "@remix-run/serve" or "remix" or "remix-serve" => "remix",
        "@react-router/dev" or "@react-router/serve" or "react-router" or "react-router-serve" => "react-router",
        "@angular/cli" or "ng" => "angular",
        "webpack-dev-server" => "webpack",
        "webpack" or "webpack-cli" => launch.IsTitled || launch.Verb is "serve" or "server" or "s" ? "webpack" : null,
        "@rspack/cli" or "rspack" => "rspack",
        "parcel" => "parcel",
        "storybook" or "start-storybook" or "@storybook/cli" => "storybook",
        "react-scripts" => "create-react-app",
        "@vue/cli-service" or "vue-cli-service" => "vue-cli",
        "gatsby" or "gatsby-cli" => "gatsby",
        "@docusaurus/core" or "docusaurus" => "docusaurus",
        "vitepress" => "vitepress",
        "@11ty/eleventy" or "eleventy" => "eleventy",
        "expo" or "@expo/cli" => "expo",
        "react-native" or "metro" => "metro",
        "@nestjs/cli" or "nest" => "nest",
        "wrangler" or "workerd" => "wrangler",
        "firebase-tools" or "firebase" => "firebase",
        "json-server" => "json-server",
        "http-server" => "http-server",
        "serve" => "serve",
        "live-server" => "live-server",
        "browser-sync" => "browser-sync",
        "prisma" => "prisma",
        "vitest" => "vitest",
        "@playwright/test" or "playwright" => "playwright",
        "turbo" => "turbo",
        "n8n" => "n8n",
        "verdaccio" => "verdaccio",
        _ => null,
    };

    // python -m name.
    static string? OfModule(Launch launch) => launch.Module switch
    {
        "http.server" => "http.server",
        "flask" => "flask",
        "django" => launch.Verb is "runserver" ? "django" : null,
        "uvicorn" => "uvicorn",
        "hypercorn" => "hypercorn",
        "gunicorn" => "gunicorn",
        "fastapi" => "fastapi",
        "streamlit" => "streamlit",
        "jupyter" or "notebook" or "jupyterlab" or "jupyter_server" => "jupyter",
        "ipykernel_launcher" => "jupyter",
        "mkdocs" => "mkdocs",
        "debugpy" or "debugpy.adapter" => "debugpy",
        _ => null,
    };

    // A file that an interpreter runs: "python manage.py runserver", "ruby bin/rails server".
    static string? OfScript(Launch launch)
    {
        if (launch.Script is null) return null;
        return (launch.Program, launch.ScriptName) switch
        {
            ("python", "manage.py") => launch.Verb is "runserver" or "runserver_plus" ? "django" : null,
            ("python", "django-admin") => launch.Verb is "runserver" ? "django" : null,
            ("python", "jupyter" or "jupyter-lab" or "jupyter-notebook" or "jupyter-server") => "jupyter",
            ("python", var name) => OfPythonScript(name),
            ("ruby", "rails") => launch.Verb is "server" or "s" ? "rails" : null,
            ("ruby", "puma") => "puma",
            ("ruby", "unicorn") => "unicorn",
            ("ruby", "thin") => "thin",
            ("ruby", "rackup") => "rack",
            ("ruby", "jekyll") => "jekyll",
            ("php", "artisan") => "laravel",
            ("java", _) => OfJava(launch),
            ("dotnet", var name) when name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) => IsWebHost(launch) ? "aspnet" : null,
            ("bun" or "deno", "npm:vite") => "vite",
            _ => null,
        };
    }

    static string? OfPythonScript(string name) => name switch
    {
        "flask" => "flask",
        "uvicorn" => "uvicorn",
        "hypercorn" => "hypercorn",
        "daphne" => "daphne",
        "gunicorn" => "gunicorn",
        "fastapi" => "fastapi",
        "streamlit" => "streamlit",
        "mkdocs" => "mkdocs",
        "airflow" => "airflow",
        "mitmproxy" or "mitmweb" or "mitmdump" => "mitmproxy",
        _ => null,
    };

    // Programs that are the server themselves, and the titles that servers write over their command line.
    static string? OfProgram(Launch launch) => launch.Program switch
    {
        "next-server" => "next",
        "postgres" or "postmaster" => "postgres",
        "mysqld" => "mysql",
        "mariadbd" => "mariadb",
        "redis-server" => "redis",
        "valkey-server" => "valkey",
        "mongod" or "mongos" => "mongo",
        "memcached" => "memcached",
        "nginx" => "nginx",
        "caddy" => "caddy",
        "httpd" or "apache" => "apache",
        "haproxy" => "haproxy",
        "traefik" => "traefik",
        "envoy" => "envoy",
        "etcd" => "etcd",
        "consul" => "consul",
        "vault" => "vault",
        "minio" => "minio",
        "nats-server" => "nats",
        "clickhouse" or "clickhouse-server" => "clickhouse",
        "prometheus" => "prometheus",
        "grafana" or "grafana-server" => "grafana",
        "ollama" => "ollama",
        "hugo" => "hugo",
        "jekyll" => "jekyll",
        "uvicorn" => "uvicorn",
        "gunicorn" => "gunicorn",
        "hypercorn" => "hypercorn",
        "puma" => "puma",
        "unicorn" => "unicorn",
        "flask" => "flask",
        "workerd" => "wrangler",
        "esbuild" => launch.HasOption("--serve") ? "esbuild" : null,
        "beam.smp" or "beam" => null,
        "php" => launch.HasOption("-S") ? "php -S" : null,
        "php-fpm" => "php-fpm",
        "java" => OfJava(launch),
        "node" or "nodejs" => launch.HasOption("--inspect") ? "node inspector" : null,
        "sshd" => "sshd",
        "docker-proxy" => "docker-proxy",
        _ => null,
    };

    static string? OfJava(Launch launch)
    {
        for (var i = 1; i < launch.Arguments.Count; i++)
        {
            var argument = launch.Arguments[i];
            if (argument.StartsWith("org.springframework.boot.loader.", StringComparison.Ordinal)
                || argument.StartsWith("-Dspring.", StringComparison.Ordinal)
                || argument.StartsWith("--spring.", StringComparison.Ordinal)
                || argument is "spring-boot:run") return "spring";
            if (argument.StartsWith("-Dquarkus.", StringComparison.Ordinal)
                || argument is "quarkus-run.jar" || argument.EndsWith("/quarkus-run.jar", StringComparison.Ordinal)) return "quarkus";
            switch (argument)
            {
                case "org.apache.catalina.startup.Bootstrap": return "tomcat";
                case "org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch":
                case "org.elasticsearch.bootstrap.Elasticsearch": return "elasticsearch";
                case "org.opensearch.bootstrap.OpenSearch": return "opensearch";
                case "kafka.Kafka": return "kafka";
                case "org.apache.zookeeper.server.quorum.QuorumPeerMain": return "zookeeper";
                case "org.apache.cassandra.service.CassandraDaemon": return "cassandra";
                case "org.keycloak.quarkus._private.IDELauncher": return "keycloak";
            }
        }
        return null;
    }

    // The host's own configuration keys on the command line; a plain "dotnet App.dll" may be any program.
    static bool IsWebHost(Launch launch) =>
        launch.HasOption("--urls") || launch.HasOption("--http_ports") || launch.HasOption("--contentRoot");
}
