namespace Berth.Architecture.Tests;

/// <summary>
/// The folders of a project lead in one direction, by the types as they were compiled: a `using` line cannot hide a
/// way back, nor can a
/// folder that sees the one above it without one.
/// </summary>
public class CircleTests
{
    public static TheoryData<string> Projects => [.. Checkout.Projects];

    [Theory, MemberData(nameof(Projects))]
    public void No_folder_is_used_by_what_it_uses(string project)
    {
        var uses = CompiledTypes.Read(Checkout.Assembly(project)).Uses;
        Assert.NotEmpty(uses);
        var edges = uses.Select(static use => (From: Folder(use.From), To: Folder(use.To), Use: use))
            .Where(static edge => edge.From != edge.To)
            .ToLookup(static edge => edge.From);
        foreach (var edge in edges.SelectMany(static group => group))
        {
            if (!Reaches(edge.To, edge.From, edges, [])) continue;
            var back = string.Join('\n', Back(edge.To, edge.From, edges));
            Assert.Fail($"{edge.Use.From} uses {edge.Use.To}, and {edge.To} leads back to {edge.From}:\n{back}");
        }
    }

    static string Folder(string type) => type[..type.LastIndexOf('.')];

    static bool Reaches(string from, string goal, ILookup<string, (string From, string To, TypeUse Use)> edges, HashSet<string> seen) =>
        from == goal || (seen.Add(from) && edges[from].Any(edge => Reaches(edge.To, goal, edges, seen)));

    static IEnumerable<string> Back(string from, string goal, ILookup<string, (string From, string To, TypeUse Use)> edges) =>
        edges[from].Where(edge => Reaches(edge.To, goal, edges, []))
            .Select(static edge => $"  {edge.Use.From} uses {edge.Use.To}").Take(12);
}
