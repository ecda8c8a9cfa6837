namespace Berth.Audit.Rules.Web;

/// <summary>The frameworks whose servers are meant for one developer's eyes, as <see cref="Engine.Frameworks.Framework"/> names them.</summary>
static class DevelopmentServers
{
    public static bool Has(string framework) => framework is "vite" or "next" or "nuxt" or "astro" or "remix" or "react-router" or "angular" or "webpack"
        or "rspack" or "parcel" or "storybook" or "create-react-app" or "vue-cli" or "gatsby" or "docusaurus" or "vitepress" or "eleventy" or "expo"
        or "metro" or "wrangler" or "http-server" or "live-server" or "browser-sync" or "json-server" or "serve" or "http.server" or "flask" or "django"
        or "uvicorn" or "rails" or "laravel" or "php" or "jekyll" or "hugo" or "mkdocs" or "streamlit" or "zola" or "aspnet";

    public static string OnLoopback(string framework) => framework switch
    {
        "http.server" => "Start it with `--bind 127.0.0.1`",
        "next" => "Start it with `next dev -H 127.0.0.1`",
        "rails" => "Start it with `rails server -b 127.0.0.1`",
        "django" => "Start it with `manage.py runserver 127.0.0.1:8000`",
        "flask" => "Start it without `--host 0.0.0.0`",
        "aspnet" => "Start it with `--urls http://localhost:5000`",
        "mkdocs" => "Start it with `mkdocs serve -a 127.0.0.1:8000`",
        "streamlit" => "Start it with `--server.address 127.0.0.1`",
        _ => "Start it without `--host`, or with `--host 127.0.0.1`",
    };
}
