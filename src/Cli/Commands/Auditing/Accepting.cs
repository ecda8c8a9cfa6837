using System.Globalization;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Repository;
using Berth.Workbench.Auditing;

namespace Berth.Cli.Commands.Auditing;

/// <summary>`berth audit --accept`: writes down who accepted a finding, and why.</summary>
static class Accepting
{
    const int FingerprintLength = 16;

    public static int Run(string fingerprint, string? reason, string? until, string? who, CommandContext context)
    {
        if (fingerprint.Length != FingerprintLength || !fingerprint.All(char.IsAsciiHexDigitLower))
            throw new UsageException($"berth audit: '{Escape.ForTerminal(fingerprint)}' is not a finding. Take the 16 digits that `berth audit` shows with it.");
        if (string.IsNullOrWhiteSpace(reason)) throw new UsageException("berth audit: --accept needs --reason \"...\": whoever reads it later wants to know why.");
        var file = AcceptedFile.ForThisUser() ?? throw new UsageException("berth audit: there is no HOME to keep accepted findings in. Set HOME or XDG_CONFIG_HOME.");
        var accepted = new Suppression(fingerprint, null, null, who ?? Environment.UserName, Day(until), reason);
        if (file.Add(accepted) is { } refusal) throw UsageException.Of("berth audit", refusal);
        context.Say($"Accepted. It is kept in {Escape.ForTerminal(file.Path)}; `berth audit --all` shows it still.");
        return ExitCode.Done;
    }

    static DateOnly? Day(string? text)
    {
        if (text is null) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UsageException($"berth audit: --until '{Escape.ForTerminal(text)}' is not a day. Write it as 2027-01-31.");
    }
}
