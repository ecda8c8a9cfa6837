namespace Berth.Model.Leases;

/// <summary>What a lease is for. Two checkouts of one project differ by their folders.</summary>
/// <param name="Root">The checkout's folder; absolute.</param>
/// <param name="Service">"api"; a second run of the same at the same time is "api#2".</param>
/// <param name="PortName">"http", "admin"...</param>
public sealed record LeaseKey(string Root, string Service, string PortName)
{
    public const string UsualPortName = "http";

    /// <summary>"api", or "api admin" when the port is not the usual one.</summary>
    public string Label => PortName == UsualPortName ? Service : $"{Service} {PortName}";
}
