using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Machine;

public sealed class KeyReadable : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "key-readable",
        Title = "A private key that others may read",
        Severity = new(Severity.High, Severity.High),
        Sees = "A key file named on a listener's command line can be read by every user.",
        Why = "Whoever reads it can pretend to be the service.",
        Fix = "`chmod 600`, owned by the service's user.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var key in view.Machine.Keys)
        {
            if (!key.ReadableByAll) continue;
            yield return Info.About(key.Path, "Every user may read a service's private key") with
            {
                Evidence = [new Evidence("file", $"{key.Path} has mode {Convert.ToString((int)key.Mode, 8)}, owned by user {key.UserId}")],
                Fixes = [new("Keep it to its owner", $"chmod 600 {key.Path}", $"chmod {Convert.ToString((int)key.Mode, 8)} {key.Path}", NeedsRoot: view.Host.UserId != key.UserId)
                {
                    Action = new FixAction.SetFileMode(key.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite),
                }],
            };
        }
    }
}
