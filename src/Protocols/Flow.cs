namespace Berth.Protocols;

/// <summary>Which way bytes went.</summary>
public enum Flow : byte
{
    FromClient,
    FromServer,
}
