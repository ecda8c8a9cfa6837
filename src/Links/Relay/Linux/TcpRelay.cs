using System.Net;
using System.Runtime.Versioning;
using Berth.Links.Flow;
using Berth.Links.Observing;
using Berth.Links.Options;
using Berth.Links.Units;

namespace Berth.Links.Relay.Linux;

/// <summary>Takes TCP connections and has each carried. The listener's fd stays bound while the link is off.</summary>
[SupportedOSPlatform("linux")]
sealed class TcpRelay(Loop loop, LinkOptions options, IPEndPoint listen, int listener) : LinuxRelay(loop, options, listen), IReady
{
    const int Backlog = 1024;
    const int AcceptsInARow = 64;
    const long PauseWithoutDescriptors = 50_000_000;

    readonly Connections<TcpConnection> connections = new(options.Limits.Remembered);
    int slot;
    bool isListening;

    public override IReadOnlyList<LinkConnection> Connections() => connections.Read();

    public override LinkTotals Totals() => connections.Totals();

    void IReady.Ready(int side, uint events) => Accept();

    public override void Run(long now) => Accept();

    protected override void Start()
    {
        slot = Loop.Join(this);
        if (!Loop.Watch(listener, slot, 0)) throw new IOException("the system watches no more sockets for this user");
        if (Options.Enabled) Listen();
        else Sockets.KeepPort(listener, isKept: true);
    }

    protected override void Enable(bool enabled)
    {
        if (enabled == isListening) return;
        if (enabled)
        {
            Listen();
            Accept();
            return;
        }
        isListening = false;
        // A listener that is shut down refuses, and stays bound (net/ipv4/af_inet.c, inet_shutdown). Kept, nobody binds over it.
        _ = Libc.Shutdown(listener, Constants.ShutdownRead);
        Sockets.KeepPort(listener, isKept: true);
        End(null, reset: false);
    }

    protected override int End(long? ordinal, bool reset)
    {
        var ended = 0;
        foreach (var connection in connections.Each())
        {
            if (ordinal is not null && connection.Ordinal != ordinal) continue;
            connection.End(EndReason.Closed, reset);
            ended++;
        }
        return ended;
    }

    protected override void Apply(List<ActiveFault> before)
    {
        foreach (var connection in connections.Each()) connection.Apply(before, Faults);
    }

    protected override void Close()
    {
        isListening = false;
        Loop.Leave(slot);
        Loop.Wake(this, Moment.Never);
        _ = Libc.Close(listener);
        End(null, reset: false);
    }

    /// <summary>A connection of this relay has ended.</summary>
    public void Ended(TcpConnection connection)
    {
        connections.End(connection);
        Tell(connection.Snapshot());
    }

    new void Listen()
    {
        Sockets.KeepPort(listener, isKept: false);
        if (Libc.Listen(listener, Backlog) != 0)
        {
            var error = Libc.Error;
            Sockets.KeepPort(listener, isKept: true);
            throw new IOException(error == Constants.AddressInUse
                ? $"{base.Listen} is listened on by another program"
                : $"{base.Listen} cannot be listened on (errno {error})");
        }
        isListening = true;
    }

    // Nobody is waited for here: a service is dialled beside it, by the connection.
    void Accept()
    {
        for (var left = AcceptsInARow; isListening; left--)
        {
            if (left == 0)
            {
                Loop.Again(this);
                return;
            }
            var fd = Sockets.Accept(listener, out var client);
            if (fd >= 0)
            {
                Take(fd, client!);
                continue;
            }
            var error = Libc.Error;
            if (error == Constants.Again) return;
            if (Constants.IsOfConnection(error)) continue;
            // Connections wait in the kernel until descriptors are free again; edge-triggered, it would not tell of them. Whatever else
            // is wrong is not asked about more often either.
            Loop.Wake(this, Loop.Now + PauseWithoutDescriptors);
            return;
        }
    }

    void Take(int fd, IPEndPoint client)
    {
        var ordinal = connections.Number();
        var opened = Observers.Since(Loop.Now);
        if (Observers.Want(LinkEvents.Connections)) Observers.Opened(new(ordinal, client, opened));
        if (connections.Live >= Options.Limits.Connections)
        {
            Turn(fd, new(ordinal, client, null, opened, opened, 0, 0, [], EndReason.Limit, null));
            return;
        }
        var delay = TimeSpan.Zero;
        string? silencedBy = null;
        var touches = new Touches();
        foreach (var fault in Faults)
        {
            if (!fault.Concerns(ordinal)) continue;
            var opening = fault.Open(new(ordinal, connections.Live));
            if (opening == Opening.Proceed) continue;
            Decided(ordinal, fault.Name, opening, touches);
            if (opening.Kind == OpeningKind.Refuse)
            {
                Turn(fd, new(ordinal, client, null, opened, opened, 0, 0, touches.Read(), EndReason.Fault, fault.Name));
                return;
            }
            if (opening.Kind == OpeningKind.Silence) silencedBy ??= fault.Name;
            delay += opening.Delay;
        }
        var connection = new TcpConnection(this, ordinal, fd, client, touches);
        connections.Add(connection);
        connection.Start(Faults, silencedBy is not null, delay);
    }

    void Decided(long ordinal, string fault, in Opening opening, Touches touches)
    {
        touches.Count(fault);
        if (!Observers.Want(LinkEvents.Decisions)) return;
        var verdict = opening.Kind switch { OpeningKind.Refuse => "refuse", OpeningKind.Silence => "silence", _ => "delay" };
        var now = Observers.Since(Loop.Now);
        TimeSpan? until = opening.Delay > TimeSpan.Zero ? now + opening.Delay : null;
        Observers.Decided(new(ordinal, Direction.Up, fault, verdict, 0, 0, until, now));
    }

    void Turn(int fd, LinkConnection turned)
    {
        Sockets.Reset(fd);
        connections.Turned(turned);
        Tell(turned);
    }

    void Tell(LinkConnection ended)
    {
        if (!Observers.Want(LinkEvents.Connections)) return;
        Observers.Ended(new(ended.Ordinal, ended.EndReason, ended.EndedBy, ended.BytesUp, ended.BytesDown, ended.Ended!.Value));
    }
}
