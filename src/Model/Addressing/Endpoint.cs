namespace Berth.Model.Addressing;

/// <summary>Protocol, address and port: one end of a conversation, or what a listener is bound to.</summary>
public readonly record struct Endpoint(Protocol Protocol, InetAddress Address, Port Port)
{
    /// <summary>"127.0.0.1:3000" or "[::1]:3000".</summary>
    public override string ToString() => $"{Address.InUrl}:{Port}";
}
