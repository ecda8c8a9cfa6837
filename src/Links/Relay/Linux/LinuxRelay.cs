using System.Net;
using System.Runtime.Versioning;
using Berth.Links.Observing;
using Berth.Links.Options;
using Berth.Links.Results;
using Berth.Links.Specs;

namespace Berth.Links.Relay.Linux;

/// <summary>What the TCP and the UDP relay have in common: commands from other threads, and the faults that are on.</summary>
[SupportedOSPlatform("linux")]
abstract class LinuxRelay : LoopTask, IRelay
{
    readonly Lock gate = new();
    bool isClosed;
    Task? closing;

    protected LinuxRelay(Loop loop, LinkOptions options, IPEndPoint listen)
    {
        (Loop, Options, Listen, Upstream) = (loop, options, listen, options.Upstream);
        Observers = new(loop.Time);
        if (options.Observer is not null) Observers.Join(options.Observer);
        foreach (var spec in options.Faults) Faults.Add(Activate(spec));
    }

    public IPEndPoint Listen { get; }

    public Observers Observers { get; }

    internal Loop Loop { get; }

    internal LinkOptions Options { get; }

    /// <summary>Where new connections lead; the loop's.</summary>
    internal EndPoint Upstream { get; private set; }

    /// <summary>In the order in which bytes meet them; the loop's.</summary>
    internal List<ActiveFault> Faults { get; private set; } = [];

    /// <summary>Binds on the caller's thread, and serves on the loop's.</summary>
    public static async Task<Outcome<IRelay>> OpenAsync(LinkOptions options)
    {
        var type = options.Protocol == LinkProtocol.Tcp ? Constants.Stream : Constants.Datagram;
        var fd = Sockets.Bound(options.Listen, type);
        if (fd < 0) return NotBound(options.Listen, Libc.Error);
        var listen = Sockets.LocalEnd(fd);
        LinuxRelay? relay = null;
        try
        {
            var loop = SharedLoops.Rent(options.Time);
            relay = options.Protocol == LinkProtocol.Tcp
                ? new TcpRelay(loop, options, listen, fd)
                : new UdpRelay(loop, options, listen, fd);
            await relay.AskAsync(relay.Started).ConfigureAwait(false);
            return Outcome<IRelay>.FromValue(relay);
        }
        catch (IOException error)
        {
            if (relay is null) _ = Libc.Close(fd);
            else await relay.CloseAsync().ConfigureAwait(false);
            return new Refusal(error.Message, "Close what is open, or raise the limits: ulimit -n, fs.epoll.max_user_watches");
        }
    }

    public Task SetEnabledAsync(bool enabled) => AskAsync(() =>
    {
        Enable(enabled);
        return true;
    });

    public Task SetUpstreamAsync(EndPoint upstream, bool closeConnections) => AskAsync(() =>
    {
        Upstream = upstream;
        Redirect();
        if (closeConnections) End(null, reset: false);
        return true;
    });

    public Task SetFaultsAsync(IReadOnlyList<FaultSpec> specs) => AskAsync(() =>
    {
        var before = Faults;
        Faults = [.. specs.Select(spec => before.Find(fault => ReferenceEquals(fault.Spec, spec)) ?? Activate(spec))];
        Apply(before);
        return true;
    });

    public Task<int> CloseAsync(long? ordinal, bool reset) => AskAsync(() => End(ordinal, reset));

    public abstract IReadOnlyList<LinkConnection> Connections();

    public abstract LinkTotals Totals();

    public Task CloseAsync()
    {
        lock (gate)
        {
            if (closing is not null) return closing;
            closing = AskAsync(() =>
            {
                Close();
                return true;
            });
            isClosed = true;
            SharedLoops.Return(Options.Time);
            return closing;
        }
    }

    /// <exception cref="IOException">The system watches no more sockets.</exception>
    protected abstract void Start();

    bool Started()
    {
        Start();
        return true;
    }

    /// <summary><see cref="Upstream"/> is another one now.</summary>
    protected virtual void Redirect()
    {
    }

    protected abstract void Enable(bool enabled);

    /// <summary>Ends one connection or all; how many there were.</summary>
    protected abstract int End(long? ordinal, bool reset);

    /// <summary><see cref="Faults"/> are others now: the connections that are open get theirs.</summary>
    protected abstract void Apply(List<ActiveFault> before);

    protected abstract void Close();

    ActiveFault Activate(FaultSpec spec) => new(spec, Options.Seed, Options.Name);

    // Posted under the lock, so that nothing comes behind the command that ends the loop.
    Task<T> AskAsync<T>(Func<T> command)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            Loop.Post(() =>
            {
                try
                {
                    done.SetResult(command());
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    done.SetException(error);
                }
            });
        }
        return done.Task;
    }

    static Refusal NotBound(IPEndPoint endpoint, int error) => error switch
    {
        Constants.AddressInUse => new($"{endpoint} is in use", $"Take another port, or see who holds it: berth explain {endpoint}"),
        Constants.AccessDenied => new($"ports as low as {endpoint.Port} are root's", "Take a port from 1024 on"),
        _ => new($"{endpoint} cannot be bound (errno {error})", "Take an address of this machine's loopback interface"),
    };
}
