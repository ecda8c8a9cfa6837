using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>Where ufw is on, a port is closed in ufw's own list, and opened again as it was. With the real ufw, in a copy of its folder.</summary>
public sealed class UfwTests : IDisposable
{
    readonly NetworkNamespace network = new();

    public void Dispose() => network.Dispose();

    // Everything in one mount namespace: what ufw writes is gone with it.
    string InUfw(string steps)
    {
        network.Must("ip", "link", "add", "lan0", "type", "bridge");
        network.Must("ip", "addr", "add", "192.168.77.5/24", "dev", "lan0");
        network.Must("ip", "link", "set", "lan0", "up");
        var script = $"""
            set -eu
            cp -a /etc/ufw "$HOME/ufw"; mount --bind "$HOME/ufw" /etc/ufw; mount -t tmpfs tmpfs /run; mkdir -p /run/lock
            export XDG_STATE_HOME="$HOME/state"
            berth() {'{'} "{BerthProgram.Path}" "$@"; {'}'}
            ufw --force reset >"$HOME/log"; ufw allow 22/tcp >>"$HOME/log"; ufw allow 9000/tcp >>"$HOME/log"; ufw --force enable >>"$HOME/log"
            {steps}
            """;
        var result = network.Run("unshare", "--mount", "bash", "-c", script);
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        return result.Output;
    }

    [Fact]
    public void A_port_is_closed_in_ufws_list_and_opened_again()
    {
        network.StartPython("s = listen('0.0.0.0', 9000); ready(); wait()");
        var said = InUfw("""
            list() { ufw show added | grep 9000; berth ls 9000 --plain --no-header --columns reach; }
            echo before; list
            berth audit --no-probe --fix root-listener --yes 2>&1 | tail -n 1
            echo fixed; list
            berth audit --undo "$(berth audit --undo list | cut -d' ' -f1)" 2>&1
            echo undone; list
            """);
        Assert.Equal(
            """
            before
            ufw allow 9000/tcp
            lan
            Audited again: the finding is gone.
            fixed
            ufw deny 9000/tcp
            host
            Taken back: python3 listens to the local network as root.
            undone
            ufw allow 9000/tcp
            lan

            """.ReplaceLineEndings("\n"), said);
    }
}
