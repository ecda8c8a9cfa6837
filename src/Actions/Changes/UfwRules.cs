using System.Runtime.Versioning;

namespace Berth.Actions.Changes;

/// <summary>What stands in ufw's list already.</summary>
[SupportedOSPlatform("linux")]
static class UfwRules
{
    /// <summary>
    /// Steps that take away the rules for exactly this port: ufw skips a new rule, without an error, where one for the same port
    /// is there that says something else. Taken back, they stand at the end of the list.
    /// </summary>
    /// <param name="rule">As ufw writes it: "6379/tcp".</param>
    public static IEnumerable<ProgramStep> SameAs(string ufw, string rule)
    {
        foreach (var line in ProgramRun.Lines(ufw, ["show", "added"]))
            if (line.Split(' ') is ["ufw", var verdict, var port] && port == rule && verdict is "allow" or "limit" or "reject" or "deny")
                yield return new ProgramStep(ufw, ["delete", verdict, rule], null, [verdict, rule]);
    }
}
