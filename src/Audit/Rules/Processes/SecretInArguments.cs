using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Processes;

public sealed class SecretInArguments : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "argv-secret",
        Title = "A password on a command line",
        Severity = new(Severity.Medium, Severity.Low),
        Sees = "The command line of a listener has an argument such as --password=..., a token, or a URL with a password.",
        Why = "Every user of the machine can read command lines (ps), and they land in logs.",
        Fix = "Give it by a file of mode 0600, by systemd's credentials, or at least by the environment.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (SecretArgument.Names(port.Arguments).FirstOrDefault() is not { } name) return null;
        return new Sighting($"Its command line shows a secret ({name})")
        {
            Confidence = Confidence.Likely,
            // The value itself stays where it is: findings are pasted into tickets.
            Evidence = [new Evidence("process", $"pid {port.Process!.Pid} has the argument {name} with a value")],
            Fixes = [new("Read it from a file of mode 0600 or from the environment instead")],
            Key = name,
        };
    }
}
