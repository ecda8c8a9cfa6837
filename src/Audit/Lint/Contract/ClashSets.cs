using Berth.Model.Addressing;
using Berth.Model.Repository;

namespace Berth.Audit.Lint.Contract;

/// <summary>Gathers what wants the same port at the same time. One sweep over the ports: a repository may declare thousands.</summary>
static class ClashSets
{
    /// <summary>Each set in the order of the declarations; every member clashes with another one of it.</summary>
    public static IEnumerable<IReadOnlyList<PortDeclaration>> Of(IEnumerable<PortDeclaration> declarations)
    {
        var said = new HashSet<object>();
        var ordered = declarations.Where(one => said.Add(What(one)))
            .Select(static (one, place) => (One: one, Place: place))
            .OrderBy(static item => item.One.Protocol).ThenBy(static item => item.One.Ports!.First.Number).ToList();
        for (var begin = 0; begin < ordered.Count;)
        {
            var (end, last) = (begin + 1, ordered[begin].One.Ports!.Last);
            for (; end < ordered.Count && ordered[end].One.Protocol == ordered[begin].One.Protocol && ordered[end].One.Ports!.First <= last; end++)
                if (ordered[end].One.Ports!.Last > last) last = ordered[end].One.Ports!.Last;
            var set = end - begin < 2 ? [] : Clashing([.. ordered[begin..end].OrderBy(static item => item.Place).Select(static item => item.One)]);
            if (set.Count > 1) yield return set;
            begin = end;
        }
    }

    // One unit may say the same thing many times.
    static object What(PortDeclaration one) => one.Kind == DeclarationKind.Publishes
        ? (one.Unit, one.Ports, one.Protocol, one.Address, one.Choice, one.Path, one.Line, one.Column)
        : (one.Unit, one.Ports, one.Protocol, one.Address, one.Choice, one.IsSetting, one.IsImplied);

    static List<PortDeclaration> Clashing(List<PortDeclaration> near)
    {
        // An address of its own meets the same one, and whatever takes all.
        var byAddress = near.ToLookup(static one => Own(one.Address));
        return [.. near.Where(one => (Own(one.Address) is { } own ? byAddress[own].Concat(byAddress[null]) : near).Any(other => Clash(one, other)))];
    }

    static InetAddress? Own(InetAddress? address) => address is { IsWildcard: false } ? address : null;

    static bool Clash(PortDeclaration one, PortDeclaration other) =>
        !ReferenceEquals(one, other) && one.Ports!.First <= other.Ports!.Last && other.Ports.First <= one.Ports.Last && RunTogether(one, other);

    static bool RunTogether(PortDeclaration one, PortDeclaration other)
    {
        if (one.Choice is { } taken && other.Choice is { } another && taken.Among == another.Among && taken.File != another.File) return false;
        if (one.Unit == other.Unit) return one.Kind == DeclarationKind.Publishes && other.Kind == DeclarationKind.Publishes;
        if (one.BuiltFrom == other.Unit || other.BuiltFrom == one.Unit) return false;
        if ((one.IsSetting || other.IsSetting) && Folder(one) == Folder(other)) return false;
        return one.Profiles.Count == 0 && other.Profiles.Count == 0 || one.Profiles.Any(other.Profiles.Contains);
    }

    static string Folder(PortDeclaration one) => one.Path[..Math.Max(0, one.Path.LastIndexOf('/'))];
}
