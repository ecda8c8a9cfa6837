using System.Net;
using Berth.Api.Messages;
using Berth.Daemon.State;
using Berth.Links;
using Berth.Links.Observing;
using Berth.Links.Options;
using Berth.Links.Specs;
using Berth.Model.Addressing;
using Microsoft.Extensions.Logging;

namespace Berth.Daemon.Links;

/// <summary>
/// Every link of this user: opened while the daemon runs, kept over its end with all that it was told. Any thread may ask; one change is
/// made at a time, and none waits for a client or a service. What is answered is on the disk.
/// </summary>
/// <param name="watch">Who is to watch a link of the name that is opened now.</param>
sealed partial class LinkBook(
    LinkStore store,
    ListenPort ports,
    LinkNeighbours neighbours,
    Func<string, ILinkObserver> watch,
    TimeProvider clock,
    ILogger log)
    : IAsyncDisposable
{
    // Each connection takes two descriptors, and what waits on it memory, of a daemon that has more to do.
    static readonly LinkLimits limits = LinkLimits.Default with { Connections = 2_000, QueuedBytes = 1 << 20 };

    readonly SemaphoreSlim changing = new(1, 1);
    readonly Lock reading = new();
    readonly SortedDictionary<string, HeldLink> links = new(StringComparer.Ordinal);

    /// <summary>Opens all links that an earlier daemon had. One that cannot be opened stays, and says why.</summary>
    public async Task OpenAllAsync()
    {
        foreach (var stored in store.All())
        {
            var held = new HeldLink(stored);
            lock (reading) links[stored.Name] = held;
            try
            {
                await OpenAsync(held);
            }
            catch (IOException error)
            {
                held.Problem = new ApiError(ErrorCode.Unavailable, error.Message, $"berth link on {stored.Name}");
            }
            if (held.Problem is { } problem) NotOpened(log, stored.Name, problem.Message);
        }
    }

    public IReadOnlyList<HeldLink> All()
    {
        lock (reading) return [.. links.Values];
    }

    public HeldLink? Find(string name)
    {
        lock (reading) return links.GetValueOrDefault(name);
    }

    /// <summary>Why the daemon must not end.</summary>
    public IReadOnlyList<string> Keeps() => All().Count(static link => link.Stored.IsOn) switch
    {
        0 => [],
        1 => ["1 link"],
        var many => [$"{many} links"],
    };

    /// <exception cref="IOException">It cannot be written down; the link is not there then.</exception>
    public async Task<(HeldLink? Link, ApiError? Error)> AddAsync(string name, LinkTarget target, Port? listen, long seed, string? root)
    {
        using var _ = await BeginAsync();
        if (Find(name) is { } other)
        {
            var there = $"there is a link {name} already: {other.Item().Listen} leads to {other.Target}";
            return (null, new ApiError(ErrorCode.Refused, there, $"berth link rm {name}"));
        }
        var by = listen is not null ? ListenPort.Given : root is not null ? ListenPort.Leased : ListenPort.Chosen;
        var wanted = new StoredLink(name, target.Host, target.Port, listen ?? default, by, root, IsOn: true, seed, [], clock.GetUtcNow());
        var held = new HeldLink(wanted);
        await OpenAsync(held);
        if (held.Problem is { } problem)
        {
            ports.Release(held.Stored);
            return (null, problem);
        }
        try
        {
            store.Save(held.Stored);
        }
        catch (IOException)
        {
            await CloseAsync(held);
            ports.Release(held.Stored);
            throw;
        }
        lock (reading) links[name] = held;
        return (held, null);
    }

    /// <summary>Null when there is none of the name.</summary>
    /// <exception cref="IOException">It cannot be written down; the link is as it was.</exception>
    public async Task<LinkItem?> RemoveAsync(string name)
    {
        using var _ = await BeginAsync();
        if (Find(name) is not { } held) return null;
        store.Remove(name);
        var last = held.Item();
        lock (reading) links.Remove(name);
        await CloseAsync(held);
        held.Dispose();
        ports.Release(held.Stored);
        return last;
    }

    /// <summary>Takes connections, or refuses them. On again, too, for one that could not be opened.</summary>
    /// <exception cref="IOException">It cannot be written down; the link is as it was.</exception>
    public async Task<(HeldLink? Link, ApiError? Error)> SwitchAsync(string name, bool on)
    {
        using var _ = await BeginAsync();
        if (Find(name) is not { } held) return (null, Unknown(name));
        if (on != held.Stored.IsOn) Write(held, held.Stored with { IsOn = on });
        if (held.Link is { } link) held.Problem = await EnableAsync(link, held.Stored.Listen, on);
        else if (on) await OpenAsync(held);
        return (held, on ? held.Problem : null);
    }

    /// <summary>Gives a link other faults; in force, for open connections too, when it returns.</summary>
    /// <param name="change">What becomes of those that it has; the same objects stay undisturbed.</param>
    /// <exception cref="IOException">It cannot be written down; the link is as it was.</exception>
    public async Task<(HeldLink? Link, ApiError? Error)> ShapeAsync(string name, Func<IReadOnlyList<FaultSpec>, Shaping> change)
    {
        using var _ = await BeginAsync();
        if (Find(name) is not { } held) return (null, Unknown(name));
        var before = held.Faults;
        var (after, error) = change(before);
        if (error is not null) return (null, error);
        if (held.Link is { } link && await link.Faults.SetAsync(after) is { } refusal) return (null, LinkFaultTexts.Error(refusal));
        try
        {
            Write(held, held.Stored with { Faults = [.. after.Select(static fault => fault.ToString())] });
        }
        catch (IOException)
        {
            if (held.Link is { } shaped) await shaped.Faults.SetAsync(before);
            throw;
        }
        held.Faults = after;
        if (held.Link is null && held.Stored.IsOn) await OpenAsync(held);
        return (held, null);
    }

    static async Task<ApiError?> EnableAsync(Link link, Port listen, bool on)
    {
        try
        {
            await link.SetEnabledAsync(on);
            return null;
        }
        catch (IOException error)
        {
            return new ApiError(ErrorCode.Refused, error.Message, $"berth explain {listen}");
        }
    }

    /// <summary>The links that lead from the target to the port that is to lead there, as a clause; null when none do.</summary>
    public string? LoopOf(LinkTarget target, Port listen)
    {
        var way = new List<string>();
        for (var at = target; at.IsHere && way.Count <= All().Count;)
        {
            if (at.Port == listen && way.Count == 0) return $"port {listen} cannot lead to itself";
            if (at.Port == listen) return $"{string.Join(" leads to ", way)} leads back to port {listen}";
            if (All().FirstOrDefault(link => link.Stored.Listen == at.Port) is not { } next) return null;
            way.Add(next.Stored.Name);
            at = next.Target;
        }
        return null;
    }

    public ApiError Unknown(string name)
    {
        var known = string.Join(", ", All().Select(static link => link.Stored.Name));
        return known.Length > 0
            ? new ApiError(ErrorCode.NotFound, $"there is no link {name}; there is {known}", "berth link ls")
            : new ApiError(ErrorCode.NotFound, $"there is no link {name}", $"berth link add {name} --to 5432");
    }

    void Write(HeldLink held, StoredLink after)
    {
        store.Save(after);
        held.Stored = after;
    }

    async Task OpenAsync(HeldLink held)
    {
        (held.Faults, held.Problem) = LinkFaultTexts.Read(held.Stored);
        held.Problem ??= TakePort(held);
        if (held.Problem is not null) return;
        var stored = held.Stored;
        var now = clock.GetUtcNow();
        var opened = await Link.OpenAsync(new LinkOptions
        {
            Name = stored.Name,
            Upstream = held.Target.EndPoint,
            Listen = new IPEndPoint(IPAddress.Loopback, stored.Listen.Number),
            Seed = (ulong)stored.Seed,
            Enabled = stored.IsOn,
            Faults = held.Faults,
            Observer = watch(stored.Name),
            Time = clock,
            Limits = limits,
        });
        if (!opened.IsRefused(out var refusal))
        {
            (held.Link, held.Opened) = (opened.Value, now);
            return;
        }
        held.Lease?.Dispose();
        held.Lease = null;
        var remedy = $"berth explain {stored.Listen}; or leave --listen out, and Berth chooses a port";
        held.Problem = neighbours.Holder(stored.Listen) is { } holder
            ? new ApiError(ErrorCode.Refused, $"port {stored.Listen} is held by {holder}", remedy)
            : new ApiError(ErrorCode.Refused, refusal.ToString());
    }

    // A leased or chosen port may have been taken meanwhile: then the link has another one, and says so by where it listens.
    ApiError? TakePort(HeldLink held)
    {
        var stored = held.Stored;
        if (stored is { ListenBy: ListenPort.Leased, LeaseRoot: { } root })
        {
            var (use, refusal) = ports.Lease(stored.Name, root);
            if (use is null) return new ApiError(ErrorCode.Refused, refusal!);
            held.Lease = use;
            Move(held, use.Lease.Port);
        }
        else if (stored.ListenBy == ListenPort.Chosen && (stored.Listen.Number == 0 || neighbours.Holder(stored.Listen) is not null))
            Move(held, ListenPort.Free());
        return null;
    }

    void Move(HeldLink held, Port port)
    {
        if (held.Stored.Listen == port) return;
        var isKept = Find(held.Stored.Name) == held;
        held.Stored = held.Stored with { Listen = port };
        if (isKept) store.Save(held.Stored);
    }

    static async Task CloseAsync(HeldLink held)
    {
        if (held.Link is { } link) await link.DisposeAsync();
        held.Link = null;
        held.Lease?.Dispose();
        held.Lease = null;
    }

    async Task<IDisposable> BeginAsync()
    {
        await changing.WaitAsync();
        return new Turn(changing);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var held in All()) await CloseAsync(held);
        changing.Dispose();
    }

    sealed class Turn(SemaphoreSlim changing) : IDisposable
    {
        public void Dispose() => changing.Release();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The link {Name} is not open: {Reason}")]
    static partial void NotOpened(ILogger log, string name, string reason);
}
