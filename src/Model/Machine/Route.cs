using Berth.Model.Addressing;

namespace Berth.Model.Machine;

/// <summary>Where packets for a network leave.</summary>
/// <param name="PrefixLength">0 for the default route.</param>
/// <param name="Metric">Of two routes for the same network the lower one counts.</param>
public sealed record Route(InetAddress Network, int PrefixLength, uint InterfaceIndex, uint Metric)
{
    /// <summary>include/uapi/linux/rtnetlink.h: RT_TABLE_MAIN. Others are asked when a rule says so (ip-rule(8)).</summary>
    public const uint MainTable = 254;

    public uint Table { get; init; } = MainTable;
    public bool IsOfMainTable => Table == MainTable;
}
