using System.Net;
using System.Net.Sockets;
using Berth.Daemon.Leases;
using Berth.Daemon.State;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Daemon.Links;

/// <summary>Where the port of a link comes from.</summary>
sealed class ListenPort(LeaseBook leases)
{
    public const string Given = "given", Leased = "lease", Chosen = "chosen";

    /// <summary>The port's lease, in use until it is disposed; null with the reason when there is none to be had.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public (LeaseUse? Use, string? Refusal) Lease(string link, string root) => leases.Use(KeyOf(link, root), prefer: null, kin: null);

    /// <summary>The link is gone: its port is for others.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public void Release(StoredLink link)
    {
        if (link.LeaseRoot is { } root) leases.Release(KeyOf(link.Name, root));
    }

    /// <summary>One that the system chooses; it is free at this moment.</summary>
    public static Port Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Port((ushort)((IPEndPoint)socket.LocalEndPoint!).Port);
    }

    static LeaseKey KeyOf(string link, string root) => new(root, link, "link");
}
