using System.Globalization;
using Berth.Model.Repository;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>`accept:` of berth.yaml: findings that the project lives with, each with who and why.</summary>
static class AcceptedReader
{
    public static IReadOnlyList<Suppression> Read(MapNode file, List<YamlProblem> problems) =>
        [.. file.Items("accept").OfType<MapNode>().Select(map => One(map, problems)).OfType<Suppression>()];

    static Suppression? One(MapNode map, List<YamlProblem> problems)
    {
        var (finding, rule, subject) = (map.Text("finding"), map.Text("rule"), map.Text("subject"));
        var (who, reason, until) = (map.Text("who"), map.Text("reason"), map["until"] as TextNode);
        DateOnly? last = null;
        if (until is not null)
        {
            if (DateOnly.TryParseExact(until.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) last = day;
            else problems.Add(YamlProblem.At(until.Place, $"`until: {Excerpt.Of(until.Text)}` is not a day. Write it as 2027-01-31"));
        }
        if (finding is null && rule is null) problems.Add(YamlProblem.At(map.Place, "an accepted finding needs `finding:` (its 16 digits) or `rule:`"));
        if (who is null || reason is null || (finding ?? rule) is null || (until is not null && last is null)) return null;
        return new Suppression(finding ?? "", rule, subject, who, last, reason);
    }
}
