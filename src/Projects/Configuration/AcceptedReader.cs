using System.Globalization;
using Berth.Engine.Findings;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>`accept:` of berth.yaml: findings that the project lives with, each with who and why.</summary>
static class AcceptedReader
{
    public static IReadOnlyList<Suppression> Read(YamlMap file) => [.. file.Maps("accept").Select(One).OfType<Suppression>()];

    static Suppression? One(YamlMap map)
    {
        var (finding, rule, subject) = (map.Text("finding"), map.Text("rule"), map.Text("subject"));
        var (who, reason, until) = (map.Required("who"), map.Required("reason"), map.Text("until"));
        DateOnly? last = null;
        if (until is not null)
        {
            if (DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) last = day;
            else map.Problem("until", $"`{until}` is not a day. Write it as 2027-01-31");
        }
        if (finding is null && rule is null) map.Problem("finding", "an accepted finding needs `finding:` (its 16 digits) or `rule:`");
        map.Done();
        if (who is null || reason is null || (finding ?? rule) is null || (until is not null && last is null)) return null;
        return new Suppression(finding ?? "", rule, subject, who, last, reason);
    }
}
