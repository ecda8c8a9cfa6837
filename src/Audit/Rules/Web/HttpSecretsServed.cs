using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Web;

public sealed class HttpSecretsServed : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "http-secrets-served",
        Title = "A web server that serves secrets",
        Severity = new(Severity.High, Severity.Low),
        Sees = "/.git/HEAD or /.env is served, or a folder is listed.",
        Why = "Whoever reaches the port can download what lies there: source code, a repository's history, passwords in .env.",
        Fix = "Serve a folder that holds only what is meant to be read, on 127.0.0.1.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        foreach (var answer in port.Answers)
        {
            if (answer.Http is not { ExposedPaths: [_, ..] paths }) continue;
            var listed = paths is ["/"];
            return new Sighting(listed ? $"It lists a folder to {port.Audience()}" : $"It serves {string.Join(" and ", paths.Where(static path => path != "/"))} to {port.Audience()}")
            {
                Severity = listed ? (port.IsWide ? Severity.Medium : Severity.Info) : port.IsWide ? null : Severity.Medium,
                Confidence = Confidence.Proven,
                Evidence = [new Evidence("probe", $"answered 200 with content: {string.Join(", ", paths)}"), .. Folder(port)],
                Fixes = [new("Serve a subfolder that holds only what is public", $"python3 -m http.server {port.Port} --bind 127.0.0.1 --directory public")],
            };
        }
        return null;
    }

    static Evidence[] Folder(ListenedPort port) =>
        port.Process?.Directory.Value is { } folder ? [new Evidence("process", $"it runs in {folder}")] : [];
}
