namespace Berth.Model.Addressing;

/// <summary>An inclusive range of ports.</summary>
public sealed record PortRange(Port First, Port Last)
{
    public static PortRange Of(int first, int last) => new(new Port(checked((ushort)first)), new Port(checked((ushort)last)));
    public static PortRange Single(Port port) => new(port, port);

    public int Count => Last.Number - First.Number + 1;
    public bool IsSingle => First == Last;

    public bool Contains(Port port) => port >= First && port <= Last;

    public override string ToString() => IsSingle ? First.ToString() : $"{First}-{Last}";
}
