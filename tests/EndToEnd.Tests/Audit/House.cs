using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>A network namespace with a local network, 192.168.77.0/24 and fd77::/64, and settings folders of its own.</summary>
sealed class House : IDisposable
{
    public const string Address = "192.168.77.5";
    public const int Somebody = 12345;

    public House()
    {
        Net.Must("ip", "link", "add", "lan0", "type", "bridge");
        Net.Must("ip", "addr", "add", $"{Address}/24", "dev", "lan0");
        Net.Must("ip", "addr", "add", "fd77::5/64", "dev", "lan0", "nodad");
        Net.Must("ip", "link", "set", "lan0", "up");
    }

    public NetworkNamespace Net { get; } = new();

    /// <summary>Nothing of this machine's own is read or written.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["XDG_CONFIG_HOME"] = Net.Home.At("config"), ["XDG_STATE_HOME"] = Net.Home.At("state"), ["SUDO_UID"] = null, ["SSH_CONNECTION"] = null, ["CAROOT"] = null,
    };

    public CommandResult Run(params IReadOnlyList<string> arguments) => RunAs([], arguments);

    /// <param name="before">What goes before the program, such as <see cref="NetworkNamespace.AsUser"/>.</param>
    public CommandResult RunAs(IReadOnlyList<string> before, IReadOnlyList<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var all = new Dictionary<string, string?>(Environment);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) all[name] = value;
        return Net.RunWith([.. before, BerthProgram.Path, .. arguments], folder: folder, environment: all);
    }

    public Findings Audit(params IReadOnlyList<string> arguments) => Findings.Of(Run(["audit", "--json", .. arguments]));

    public void Dispose() => Net.Dispose();
}
