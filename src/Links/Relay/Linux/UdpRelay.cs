using System.Net;
using System.Runtime.Versioning;
using Berth.Links.Flow;
using Berth.Links.Observing;
using Berth.Links.Options;
using Berth.Links.Units;

namespace Berth.Links.Relay.Linux;

/// <summary>
/// Carries datagrams. Each client has a socket of its own towards the service, so that answers find back, until it was silent for
/// <see cref="LinkLimits.Silence"/>. A datagram that a socket does not take is lost, as on any line.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class UdpRelay(Loop loop, LinkOptions options, IPEndPoint listen, int socket) : LinuxRelay(loop, options, listen), IReady
{
    // What one socket may move before the others have their turn.
    const int DatagramsInARow = 256;

    readonly Connections<UdpSession> sessions = new(options.Limits.Remembered);
    readonly Dictionary<IPEndPoint, UdpSession> byClient = [];
    int slot;
    IPEndPoint? service;
    bool isEnabled = options.Enabled;
    bool isClosed;

    public override IReadOnlyList<LinkConnection> Connections() => sessions.Read();

    public override LinkTotals Totals() => sessions.Totals();

    void IReady.Ready(int side, uint events) => Receive();

    public override void Run(long now) => Receive();

    /// <summary>Sends a datagram to a client; whether its socket took it.</summary>
    public unsafe bool Answer(ReadOnlySpan<byte> bytes, IPEndPoint client)
    {
        var address = stackalloc byte[SocketAddress.Largest];
        var length = SocketAddress.Write(client, new(address, SocketAddress.Largest));
        fixed (byte* buffer = bytes)
            return Libc.SendTo(socket, buffer, bytes.Length, Constants.NoSignal, address, length) >= 0;
    }

    /// <summary>A client of this relay is given up.</summary>
    public void Ended(UdpSession session)
    {
        byClient.Remove(session.Client);
        sessions.End(session);
        if (!Observers.Want(LinkEvents.Connections)) return;
        var last = session.Snapshot();
        Observers.Ended(new(last.Ordinal, last.EndReason, last.EndedBy, last.BytesUp, last.BytesDown, last.Ended!.Value));
    }

    protected override void Start()
    {
        slot = Loop.Join(this);
        if (!Loop.Watch(socket, slot, 0)) throw new IOException("the system watches no more sockets for this user");
        Redirect();
    }

    // A name is looked up once; datagrams that come meanwhile are lost, and so are all when it has no address.
    protected override void Redirect()
    {
        service = Upstream as IPEndPoint;
        if (Upstream is DnsEndPoint name) _ = LookUpAsync(name);
    }

    async Task LookUpAsync(DnsEndPoint name)
    {
        var found = await Names.LookUpAsync(name).ConfigureAwait(false);
        Loop.Post(() =>
        {
            if (ReferenceEquals(Upstream, name)) service = found.FirstOrDefault();
        });
    }

    protected override void Enable(bool enabled)
    {
        if (isEnabled && !enabled) End(null, reset: false);
        isEnabled = enabled;
    }

    protected override int End(long? ordinal, bool reset)
    {
        var ended = 0;
        foreach (var session in sessions.Each())
        {
            if (ordinal is not null && session.Ordinal != ordinal) continue;
            session.End(EndReason.Closed);
            ended++;
        }
        return ended;
    }

    protected override void Apply(List<ActiveFault> before)
    {
        foreach (var session in sessions.Each()) session.Apply(before, Faults);
    }

    protected override void Close()
    {
        isClosed = true;
        Loop.Leave(slot);
        Loop.Wake(this, Moment.Never);
        End(null, reset: false);
        _ = Libc.Close(socket);
    }

    unsafe void Receive()
    {
        // It may stand in the queue of those that are called again: the descriptor is somebody else's by now.
        if (isClosed) return;
        var address = stackalloc byte[SocketAddress.Largest];
        for (var left = DatagramsInARow; left > 0; left--)
        {
            var length = SocketAddress.Largest;
            nint count;
            fixed (byte* buffer = Loop.Scratch)
                count = Libc.ReceiveFrom(socket, buffer, Loop.Scratch.Length, 0, address, &length);
            if (count < 0)
            {
                // An answer that a client's host refused is told here (ICMP); anything else ends the turn.
                if (Constants.IsOfDatagram(Libc.Error)) continue;
                return;
            }
            if (!isEnabled) continue;
            var client = SocketAddress.Read(new(address, SocketAddress.Largest));
            SessionOf(client)?.Take(Direction.Up, Loop.Scratch.AsSpan(0, (int)count));
        }
        Loop.Again(this);
    }

    UdpSession? SessionOf(IPEndPoint client)
    {
        if (byClient.TryGetValue(client, out var session)) return session;
        if (sessions.Live >= Options.Limits.Connections) return null;
        if (service is null) return null;
        var fd = Sockets.Dial(service, Constants.Datagram);
        if (fd < 0) return null;
        session = new(this, sessions.Number(), fd, client, service);
        byClient.Add(client, session);
        sessions.Add(session);
        if (Observers.Want(LinkEvents.Connections)) Observers.Opened(new(session.Ordinal, client, Observers.Since(Loop.Now)));
        session.Start(Faults);
        return session.HasEnded ? null : session;
    }
}
