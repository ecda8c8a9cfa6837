using Berth.Links.Flow;
using Berth.Links.Units;

namespace Berth.Links.Specs;

/// <summary>What a fault can work on.</summary>
[Flags]
public enum Carriers : byte
{
    Tcp = 1,
    Udp = 2,
    Both = Tcp | Udp,
}

/// <summary>One kind of fault: its name, what it does, its parameters, and how it is made.</summary>
public sealed class FaultKind
{
    internal FaultKind(string name, Carriers carriers, string text, Parameter[] parameters, Func<FaultSpec, LinkFault> create) =>
        (Name, Carriers, Text, Parameters, Create) = (name, carriers, text, parameters, create);

    /// <summary>As it stands in text, JSON and YAML: "latency".</summary>
    public string Name { get; }

    public Carriers Carriers { get; }

    /// <summary>What it does, in a sentence.</summary>
    public string Text { get; }

    /// <summary>In the order of the help. The first is the principal one, whose value follows the kind itself: "latency=200ms".</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The directions it works in unless it is said: the answer's way, or both where the connection as a whole is meant.</summary>
    public Directions Usual { get; internal init; } = Directions.Down;

    /// <summary>Whether it decides when a connection comes, and nothing later: it has neither a direction nor a beginning.</summary>
    public bool IsOfOpening { get; internal init; }

    internal Func<FaultSpec, LinkFault> Create { get; }

    public Parameter? Find(string name)
    {
        foreach (var parameter in Parameters)
            if (parameter.Name == name) return parameter;
        return null;
    }

    public override string ToString() => Name;
}
