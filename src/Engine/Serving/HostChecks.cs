namespace Berth.Engine.Serving;

/// <summary>
/// Servers that answer only requests for a host that they know, which keeps pages of other sites out (DNS rebinding): what to set, so
/// that a project's own address is one of them.
/// </summary>
public static class HostChecks
{
    /// <summary>A clause that follows the URL.</summary>
    /// <param name="framework">As in the listing: "django"; null: not known.</param>
    /// <param name="address">The address that it refuses.</param>
    public static string Caveat(string? framework, string address, int status) => $"it answers HTTP {status} there, since it serves `localhost` only: {Setting(framework, address)}";

    /// <summary>What to change so that a name or address is served, as an order: "add 'shop.test' to ALLOWED_HOSTS in its settings".</summary>
    public static string Setting(string? framework, string host) => framework switch
    {
        // Its default with DEBUG is localhost, 127.0.0.1 and [::1] (django/http/request.py, get_host).
        "django" => $"add '{host}' to ALLOWED_HOSTS in its settings",
        "vite" or "astro" or "nuxt" or "react-router" or "remix" => $"add '{host}' to server.allowedHosts in its configuration",
        "webpack" or "vue-cli" or "rspack" => $"add '{host}' to devServer.allowedHosts in its configuration",
        "create-react-app" => "set DANGEROUSLY_DISABLE_HOST_CHECK=true in its environment",
        "angular" => $"add '{host}' to allowedHosts of its serve options in angular.json",
        "rails" or "puma" => $"add `config.hosts << \"{host}\"` to config/environments/development.rb",
        _ => $"let it serve the host {host} too",
    };
}
