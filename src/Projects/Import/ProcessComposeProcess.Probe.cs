using System.Globalization;
using System.Text.RegularExpressions;
using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

sealed partial class ProcessComposeProcess
{
    void Probe(ServiceDraft service, MapNode probe)
    {
        if (probe.Map("exec") is { } exec && exec.Text("command") is { } command)
        {
            var words = new ServiceDraft("probe");
            ImportedCommand.Set(words, Filled(service, command));
            service.Ready.Add(("exec", words.RunWords is { } list ? list : words.Run));
            if (exec.Text("working_dir") is { } directory) service.Notes.Add($"`readiness_probe.exec.working_dir: {Excerpt.Of(directory)}`: the command runs in the service's folder");
        }
        else if (probe.Map("http_get") is { } http) Http(service, http);
        else
        {
            service.Notes.Add("`readiness_probe`: it asks neither by exec nor by http_get");
            return;
        }
        Times(service, probe);
    }

    void Http(ServiceDraft service, MapNode http)
    {
        var path = http.Text("path") ?? "/";
        service.Ready.Add(("http", path.StartsWith('/') ? path : $"/{path}"));
        var port = http.Text("num_port") ?? Filled(service, http.Text("port") ?? "80");
        if (int.TryParse(port, out var number) && number is >= 1 and <= 65535) service.Port = number.ToString();
        else
        {
            service.Port = "auto";
            if (Variable().Match(port) is { Success: true } match) service.PortVariable = match.Groups[1].Value is "PORT" ? null : match.Groups[1].Value;
            else if (!Configuration.ProcfileLine.SpeaksOf(port)) service.Notes.Add($"`http_get.port: {Excerpt.Of(port)}`: Berth chooses the port, and tells it in PORT");
        }
        if (http.Text("scheme") is { } scheme && scheme.Equals("https", StringComparison.OrdinalIgnoreCase)) service.Scheme = "https";
        if (int.TryParse(http.Text("status_code"), out var status) && status is >= 100 and <= 599) service.Ready.Add(("status", status));
        if (http.Text("host") is { } host && host is not ("localhost" or "127.0.0.1" or "::1" or "0.0.0.0")) service.Notes.Add($"`http_get.host: {Excerpt.Of(host)}`: the service itself is asked");
        if (http["headers"] is not null) service.Notes.Add("`http_get.headers`");
    }

    [GeneratedRegex(@"^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$", RegexOptions.None, 1000)]
    private static partial Regex Variable();

    // A probe may fail so many times, after so long: that is how long it may take.
    static void Times(ServiceDraft service, MapNode probe)
    {
        var (delay, period, failures) = (Seconds("initial_delay_seconds"), Seconds("period_seconds"), Seconds("failure_threshold"));
        if (period is { } between and > 0) service.Ready.Add(("interval", Text(between)));
        if (failures is { } most and > 0) service.Ready.Add(("timeout", Text((delay ?? 0) + (period ?? 10) * most)));
        else if (delay is > 0) service.Notes.Add("`initial_delay_seconds`: it is asked from the start");
        if (Seconds("success_threshold") is > 1) service.Notes.Add("`success_threshold`: one answer is enough");
        if (probe["timeout_seconds"] is not null) service.Notes.Add("`readiness_probe.timeout_seconds`: `timeout` here is for all looks together");

        double? Seconds(string name) => double.TryParse(probe.Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 100_000 ? number : null;
        static string Text(double seconds) => Configuration.Durations.Text(TimeSpan.FromSeconds(Math.Min(seconds, 999_999)));
    }
}
