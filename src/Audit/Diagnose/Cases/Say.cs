using System.Globalization;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Machine;

namespace Berth.Audit.Diagnose.Cases;

/// <summary>How a diagnosis words what was seen.</summary>
static class Say
{
    public static string Who(Row row) => Words.Holder(row).Text;

    public static string Upper(string text) => Headline.Upper(text);

    public static string Listens(Row row) => $"{Upper(Who(row))} listens on {Words.Place(row.Socket)}.";

    public static string ListensOn(IEnumerable<Row> rows) => string.Join(" ", rows.Select(Listens).Distinct());

    public static string NobodyListens(Case patient) => $"No socket of this network namespace listens on port {patient.Port}.";

    /// <summary>"A connection to 127.0.0.1:3000 was refused."</summary>
    public static string Attempt(ConnectAttempt attempt) => $"A connection to {attempt.At} {Outcome(attempt)}.";

    public static string Outcome(ConnectAttempt attempt) => attempt.Outcome switch
    {
        // Below this, most of the time is our own start.
        ConnectOutcome.Connected => attempt.Took < TimeSpan.FromMilliseconds(50) ? "was accepted at once" : $"was accepted in {Took(attempt.Took)}",
        ConnectOutcome.Refused => "was refused",
        ConnectOutcome.TimedOut => $"had no answer in {Took(attempt.Took)}",
        ConnectOutcome.Reset => "was cut",
        ConnectOutcome.NoSuchAddress => "is not possible: the address is not there",
        _ => $"failed ({attempt.Detail ?? "no route"})",
    };

    public static string Took(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };

    /// <summary>"localhost is ::1, then 127.0.0.1 (/etc/hosts, lines 2 and 1)."</summary>
    public static string Name(NameFacts name)
    {
        var source = Source(name);
        if (name.Addresses.Count == 0) return $"The system's resolver says of {name.Name}: {name.Failure}{(name.Sources is { } sources ? $" (it asks: {sources})" : "")}.";
        return $"The system's resolver gives {name.Name} as {string.Join(", then ", name.Addresses)}{source}.";
    }

    public static string Source(NameFacts name)
    {
        var lines = name.HostsLines.Where(line => name.Addresses.Contains(line.Address)).Select(static line => $"{line.Line}").Distinct().ToArray();
        return lines.Length == 0 ? "" : $" (/etc/hosts, line{(lines.Length == 1 ? "" : "s")} {Words.Join(lines)})";
    }

    /// <summary>"curl http://127.0.0.1:3000/": the target's request to another place.</summary>
    public static string Curl(Case patient, InetAddress address) => Curl(patient, address.InUrl, patient.Port);

    public static string Curl(Case patient, string host, Port port, string? scheme = null) =>
        $"curl {NextSteps.Argument($"{scheme ?? (patient.Target.IsTls ? "https" : "http")}://{host}:{port}{patient.Target.Path}")}";

    /// <summary>The target's request, in the scheme that was answered: an argument for curl.</summary>
    public static string Url(Case patient, ConnectAttempt path)
    {
        var isTls = path.HttpOverTls is not null && ReferenceEquals(path.Answer(patient.Target), path.HttpOverTls);
        return NextSteps.Argument($"{(isTls ? "https" : "http")}://{patient.Target.Place}{patient.Target.Path}");
    }

    /// <summary>"to /login, then to /start"</summary>
    public static string Trail(RedirectTrail trail)
    {
        const int most = 6;
        var steps = string.Join(", then ", trail.Steps.Take(most).Select(static step => $"to {step.Url}"));
        return trail.Steps.Count > most ? $"{steps}, and so on" : steps;
    }

    /// <summary>A line of /etc/hosts more.</summary>
    public static Fix HostsLine(HostFacts host, string name, string text) => new(
        text, $"echo '127.0.0.1 {name}' | {Sudo(host)}tee -a /etc/hosts", $"{Sudo(host)}sed -i '/^127.0.0.1 {name}$/d' /etc/hosts", NeedsRoot: true);

    /// <summary>Another value for a kernel setting, and the present one to go back to.</summary>
    public static Fix Setting(HostFacts host, string text, string name, string value, string before, string? risk = null) => new(
        text, $"{Sudo(host)}sysctl -w {NextSteps.Argument($"{name}={value}")}", $"{Sudo(host)}sysctl -w {NextSteps.Argument($"{name}={before}")}", NeedsRoot: true, risk);

    /// <summary>A line that a service sent, on one line and short.</summary>
    public static string Quote(string text)
    {
        var line = string.Join(' ', text.Split((char[])['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 100 ? $"\"{line}\"" : $"\"{line[..100]}...\"";
    }

    public static string Sudo(HostFacts host) => host.UserId == 0 ? "" : "sudo ";
}
