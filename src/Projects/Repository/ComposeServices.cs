using Berth.Projects.Yaml;

namespace Berth.Projects.Repository;

/// <param name="Context">The folder that it is built from, or null.</param>
sealed record ComposeService(string Name, IReadOnlyList<Node> Ports, string? Context, IReadOnlyList<string> Profiles);

/// <summary>
/// Lays one compose file over another (compose specification, "merge"): ports are added up, `!override` replaces what is below and
/// `!reset` takes it away; a service that `extends` one of the same file has that one below it.
/// </summary>
static class ComposeServices
{
    const int Deepest = 8;
    const string Override = "!override", Reset = "!reset";

    public static IEnumerable<ComposeService> Of(MapNode? below, MapNode? above)
    {
        if (above?.Tag == Override) below = null;
        var names = (below?.Members ?? []).Concat(above?.Members ?? []).Select(static member => member.Name).Distinct();
        foreach (var name in names)
            if (Merged(name, Layer(below, name, 0), Layer(above, name, 0)) is { } service) yield return service;
    }

    sealed record Layered(ComposeService Service, bool ReplacesPorts, string? Tag);

    static ComposeService? Merged(string name, Layered? below, Layered? above)
    {
        if (above is null) return below?.Service;
        if (above.Tag == Reset) return null;
        if (below is null || above.Tag == Override) return above.Service;
        return new ComposeService(name,
            above.ReplacesPorts ? above.Service.Ports : [.. below.Service.Ports, .. above.Service.Ports],
            above.Service.Context ?? below.Service.Context,
            [.. below.Service.Profiles.Union(above.Service.Profiles)]);
    }

    static Layered? Layer(MapNode? services, string name, int depth)
    {
        if (depth > Deepest || services?[name] is not { } node) return null;
        if (node is not MapNode service) return node.Tag is null ? null : new Layered(new ComposeService(name, [], null, []), true, node.Tag);
        var ports = service["ports"];
        var own = new Layered(
            new ComposeService(name, ports?.Tag == Reset ? [] : service.Items("ports"), service.Text("build") ?? service.Map("build")?.Text("context"), service.Texts("profiles")),
            ports?.Tag is Override or Reset, service.Tag);
        var extended = service.Text("extends") ?? (service.Map("extends") is { } from && from["file"] is null ? from.Text("service") : null);
        return extended is not null && extended != name && Layer(services, extended, depth + 1) is { } under
            ? own with { Service = Merged(name, under, own)! with { Profiles = own.Service.Profiles } } : own;
    }
}
