using Berth.Audit.Contract;

namespace Berth.Audit.Rules.Web;

/// <summary>How each framework is told which host names it serves.</summary>
static class HostChecks
{
    public static string Advice(ListenedPort port) => port.Framework switch
    {
        "vite" or "astro" or "nuxt" => "Leave `server.allowedHosts` at its default, or name your hosts; update Vite",
        "webpack" or "angular" or "create-react-app" or "vue-cli" => "Set `devServer.allowedHosts` to your hosts, not \"all\"",
        "rails" => "Leave `config.hosts` as it is in development; name your hosts",
        "django" => "Set `ALLOWED_HOSTS = ['localhost', '127.0.0.1']`",
        "aspnet" => "Set \"AllowedHosts\": \"localhost;127.0.0.1\" in appsettings.json",
        "flask" => "Set `TRUSTED_HOSTS = ['localhost', '127.0.0.1']` (Flask 3.1)",
        _ => port.Process?.Name switch
        {
            "nginx" => "Add a default server that answers 421, and name your hosts in `server_name`",
            "caddy" => "Name the site in the Caddyfile (`localhost`), not `:PORT`",
            _ => "Compare the Host header with localhost and 127.0.0.1, and answer 421 to others",
        },
    };
}
