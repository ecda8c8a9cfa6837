namespace Berth.Model.Firewall;

/// <summary>What ufw's configuration says (/etc/ufw/ufw.conf, /etc/default/ufw).</summary>
/// <param name="FiltersV6">IPV6=yes.</param>
public sealed record UfwState(bool Enabled, bool FiltersV6);
