using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Machine;

public sealed class LocalAuthorityUnconstrained : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "local-ca-unconstrained",
        Title = "A local certificate authority for any name",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "A root that mkcert, Caddy, puma-dev or OrbStack made has no name constraints, or its key can be read by others.",
        Why = "Whoever gets the key can pretend to be any web site to this machine's browsers.",
        Fix = "Keep the key at mode 0600; use a root limited to localhost and .test; remove roots that are not needed (`mkcert -uninstall`).",
        References = ["https://github.com/FiloSottile/mkcert/issues/302", "https://github.com/orbstack/orbstack/issues/2484"],
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var root in view.Machine.LocalRoots)
        {
            if (root.KeyMode is { } mode && root.KeyPath is { } key && (mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
                yield return Info.About($"{root.Maker} root", $"Others may read the key of {root.Maker}'s root", (mode & UnixFileMode.OtherRead) != 0 ? Severity.High : Severity.Medium) with
                {
                    Key = key,
                    Evidence = [new Evidence("file", $"{key} has mode {Convert.ToString((int)mode, 8)}")],
                    Fixes = [new("Keep it to its owner", $"chmod 600 {key}", $"chmod {Convert.ToString((int)mode, 8)} {key}")
                    {
                        Action = new FixAction.SetFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite),
                    }],
                };
            if (!root.IsConstrained)
                yield return Info.About($"{root.Maker} root", $"{root.Maker}'s root may sign for every name", Severity.Low) with
                {
                    Key = root.Path,
                    Evidence = [new Evidence("file", $"{root.Path} ({root.Subject}) has no name constraints")],
                    Fixes = [new("Remove it when it is not needed", root.Maker == "mkcert" ? "mkcert -uninstall" : null)],
                };
        }
    }
}
