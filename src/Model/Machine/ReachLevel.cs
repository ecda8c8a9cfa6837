namespace Berth.Model.Machine;

/// <summary>Who can connect, from nobody outside to everybody. Ordered: a higher level includes the lower ones.</summary>
public enum ReachLevel : byte
{
    /// <summary>Programs on this machine (in the same network namespace).</summary>
    Host,

    /// <summary>Containers and virtual machines on this machine.</summary>
    Container,

    /// <summary>The local network.</summary>
    Lan,

    /// <summary>The members of a VPN or overlay network.</summary>
    Vpn,

    /// <summary>The interface has a public address.</summary>
    Internet,
}

public static class ReachLevelNames
{
    public static string Name(this ReachLevel level) => level switch
    {
        ReachLevel.Host => "host",
        ReachLevel.Container => "container",
        ReachLevel.Lan => "lan",
        ReachLevel.Vpn => "vpn",
        _ => "internet",
    };

    public static bool TryParse(ReadOnlySpan<char> text, out ReachLevel level)
    {
        for (level = ReachLevel.Host; level <= ReachLevel.Internet; level++)
            if (text.Equals(level.Name(), StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
